"""The hash strings of the specification: what a challenge is taken over, and the fingerprints."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from gmpy2 import mpz

from voting.belenios import group


def numbers(values: Iterable[mpz]) -> str:
    """Numbers in base 10 with commas between."""
    return ",".join(map(str, values))


def challenge(*parts: str) -> mpz:
    """SHA-256 over the parts with bars between, big-endian, modulo q."""
    return mpz(int.from_bytes(hashlib.sha256("|".join(parts).encode()).digest(), "big")) % group.Q


def hexadecimal(data: bytes) -> str:
    """The name of a record in an archive."""
    return hashlib.sha256(data).hexdigest()


def fingerprint(data: bytes) -> str:
    """The fingerprint of an election, and a ballot's tracker: Base64 without padding."""
    return base64.b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
