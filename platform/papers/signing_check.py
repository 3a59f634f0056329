"""Reading signatures back out of a PDF file: who, when, and whether anything was changed since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


@dataclass(frozen=True)
class SignatureFound:
    """One signature of a file.

    ``is_valid`` says that the signed bytes are what they were, that the certificate comes from one of the
    given authorities, and that nothing but further signatures was added since.
    """

    field: str
    name: str
    signed_at: datetime | None
    is_valid: bool
    covers_whole_file: bool


def signatures_in(pdf: bytes, *, authorities: Iterable[bytes], at: datetime) -> list[SignatureFound]:
    """Every signature in the order they were made. A file that cannot be read at all has none.

    Certificates are judged at ``at``; nothing is fetched from anywhere.
    """
    roots = [x509.Certificate.load(one) for one in authorities]
    try:
        reader = PdfFileReader(BytesIO(pdf))
        embedded = list(reader.embedded_signatures)
    except Exception:  # noqa: BLE001  a file that somebody changed can fail in any way at all
        return []
    found = []
    for one in embedded:
        context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=at)
        try:
            status = validate_pdf_signature(one, signer_validation_context=context)
            is_valid = bool(status.bottom_line)
            covers = status.coverage is not None and status.coverage.name == "ENTIRE_FILE"
            name = str(status.signing_cert.subject.native.get("common_name", ""))
            signed_at = one.self_reported_timestamp
        except Exception:  # noqa: BLE001  the same: what cannot be judged is not valid
            is_valid, covers, name, signed_at = False, False, "", None
        found.append(SignatureFound(str(one.field_name), name, signed_at, is_valid, covers))
    return found
