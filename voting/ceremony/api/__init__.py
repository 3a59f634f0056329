"""Doors to the officers' ceremony."""

from voting.ceremony.api.answering import CertificateDoor, ConfirmationDoor, PolynomialDoor, ShareDoor
from voting.ceremony.api.leading import CeremonyDoor, ListDoor, VoidDoor

__all__ = [
    "CeremonyDoor",
    "CertificateDoor",
    "ConfirmationDoor",
    "ListDoor",
    "PolynomialDoor",
    "ShareDoor",
    "VoidDoor",
]
