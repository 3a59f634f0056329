"""Signatures in PDF files (PAdES B-B): an association's own authority, and signing one after the other.

A key is made for one signature and forgotten with it; what is kept is the authority's key, by the caller.
Each signature is an incremental update, so the ones before stay whole. What such a signature proves, and
what it does not, is in docs/decisions/0013.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

CURVE = ec.SECP256R1()  # made in a moment, and verified by every reader that was tried
YEARS = timedelta(days=365 * 20)
A_MOMENT = timedelta(minutes=5)  # a verifier's clock may be a little behind
LONGEST_NAME = 64  # X.520 bounds common and organisation names


@dataclass(frozen=True)
class Authority:
    """Who certifies an association's signers: the certificate and its private key, both as DER."""

    certificate: bytes
    key: bytes


@dataclass(frozen=True)
class Signer:
    """Somebody who signs, as the certificate and the reader's signature panel name them.

    ``id`` tells people of the same name apart; addresses are nobody's business who reads the file.
    """

    id: str
    name: str
    role: str
    association: str


def found_authority(*, association: str, at: datetime) -> Authority:
    """Make the authority of one association."""
    key = ec.generate_private_key(CURVE)
    name = _name(association, f"{_short(association, LONGEST_NAME - 15)}: underskrifter")
    made = _certificate(subject=name, issuer=name, key=key, signed_by=key, is_authority=True, at=at)
    return Authority(made.public_bytes(Encoding.DER), _der(key))


def sign(pdf: bytes, *, by: Signer, authority: Authority, field: str, at: datetime) -> bytes:
    """Add one signature to a file and give the whole file back; what was signed before stays as it was.

    ``field`` names the signature within the file and must be new there. The signing key is made here and
    is gone when the call returns.
    """
    issuer = certificates.load_der_x509_certificate(authority.certificate)
    issuer_key = load_der_private_key(authority.key, password=None)
    key = ec.generate_private_key(CURVE)
    certificate = _certificate(
        subject=_name(by.association, by.name, by.id),
        issuer=issuer.subject,
        key=key,
        signed_by=issuer_key,
        is_authority=False,
        at=at,
        until=issuer.not_valid_after_utc,
    )
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # the library has no types here
    store.register(x509.Certificate.load(authority.certificate))
    signer = SimpleSigner(
        signing_cert=x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(_der(key)),
        cert_registry=store,
    )
    about = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        name=by.name,
        reason=f"Underskrift som {by.role}, {by.association}",
    )
    spec = fields.SigFieldSpec(
        sig_field_name=field,
        readable_field_name=f"Underskrift av {by.name}, {by.role}",
        # PDF/A wants it printable, PDF/UA wants what is not tagged outside the page: both hold.
        invis_sig_settings=fields.InvisSigSettings(box_out_of_bounds=True),
    )
    dated = _DatedSigner(about, signer=signer, new_field_spec=spec)
    dated.at = at
    return bytes(dated.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf))).getvalue())


def as_pem(certificate: bytes) -> str:
    """Give a DER certificate as text that other programs import."""
    return certificates.load_der_x509_certificate(certificate).public_bytes(Encoding.PEM).decode("ascii")


def fingerprint(certificate: bytes) -> str:
    """SHA-256 of the certificate, as readers of PDF show it."""
    return certificates.load_der_x509_certificate(certificate).fingerprint(hashes.SHA256()).hex()


class _DatedSigner(PdfSigner):
    """Signs at the house's own time rather than the machine's."""

    at: datetime

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  the library's signature
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session


def _certificate(
    *,
    subject: certificates.Name,
    issuer: certificates.Name,
    key: ec.EllipticCurvePrivateKey,
    signed_by: Any,  # noqa: ANN401  the key types of the library
    is_authority: bool,
    at: datetime,
    until: datetime | None = None,
) -> certificates.Certificate:
    start = at.replace(microsecond=0) - A_MOMENT
    usage = certificates.KeyUsage(
        digital_signature=not is_authority, content_commitment=not is_authority, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=is_authority, crl_sign=is_authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = (
        certificates.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(certificates.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(until or start + YEARS)
        .add_extension(
            certificates.BasicConstraints(ca=is_authority, path_length=0 if is_authority else None),
            critical=True,
        )
        .add_extension(usage, critical=True)
        .add_extension(certificates.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            certificates.AuthorityKeyIdentifier.from_issuer_public_key(signed_by.public_key()), critical=False
        )
    )
    return builder.sign(signed_by, hashes.SHA256())


def _name(association: str, common: str, number: str = "") -> certificates.Name:
    parts = [
        certificates.NameAttribute(NameOID.COMMON_NAME, _short(common)),
        certificates.NameAttribute(NameOID.ORGANIZATION_NAME, _short(association)),
    ]
    if number:
        parts.append(certificates.NameAttribute(NameOID.SERIAL_NUMBER, number))
    return certificates.Name(parts)


def _short(text: str, longest: int = LONGEST_NAME) -> str:
    """Cut a name to what a certificate can hold; the whole one stands in the file."""
    tidy = " ".join(text.split()) or "–"
    return tidy if len(tidy) <= longest else tidy[: longest - 1].rstrip() + "…"


def _der(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
