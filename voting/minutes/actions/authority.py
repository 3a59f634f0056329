"""The association's own authority for signatures: made at first use, its key sealed at rest.

The seal is AES-256-GCM under a key derived from the platform's secret and this association's id, so that a
copied database signs nothing. Is the secret changed, the old key can no longer be opened: then a new
authority is made, and old signatures are still judged by the certificate that certified them.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from kernel import tenancy
from papers import signing
from voting.minutes.models import SigningAuthority

NONCE = 12


def authority(*, at: datetime) -> tuple[signing.Authority, str, bool]:
    """The authority at work, its fingerprint, and whether it was made just now.

    The caller holds the meeting; the unique constraint keeps two meetings from making one each.
    """
    row = SigningAuthority.objects.select_for_update().filter(retired_at=None).first()
    if row is not None:
        try:
            key = unsealed(bytes(row.sealed_key))
        except InvalidTag:
            row.retired_at = at
            row.save(update_fields=["retired_at"])
        else:
            return signing.Authority(bytes(row.certificate), key), row.fingerprint, False
    made = signing.found_authority(association=tenancy.current().name, at=at)
    fingerprint = signing.fingerprint(made.certificate)
    SigningAuthority.objects.create(
        certificate=made.certificate, fingerprint=fingerprint, sealed_key=sealed(made.key), made_at=at
    )
    return made, fingerprint, True


def sealed(key: bytes) -> bytes:
    """Close a key so that only this platform, for this association, can open it."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(_seal()).encrypt(nonce, key, _about())


def unsealed(box: bytes) -> bytes:
    """Open it again; InvalidTag when the secret, the association or a byte is another."""
    return AESGCM(_seal()).decrypt(box[:NONCE], box[NONCE:], _about())


def _seal() -> bytes:
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=_about(), info=b"stadga/minutes/authority")
    return derive.derive(settings.SECRET_KEY.encode())


def _about() -> bytes:
    return f"network:{tenancy.current().pk}".encode()
