"""Credentials: the key that signs a voter's ballots, and its public half in the register.

The secret half is made on the voter's device at check-in and stays there; the register is given g^s alone, so
nobody who keeps the register can write a ballot in a voter's name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from gmpy2 import mpz

from voting.belenios import group
from voting.belenios.canonical import DECIMAL, Malformed, a_list, a_text, an_element, read_canonical, written
from voting.belenios.elections import BASE58

LENGTH = 14
ROUNDS = 1000
SMALLEST_TEXT_WEIGHT = 1 << 30
LARGEST_WEIGHT = 1 << 40


@dataclass(frozen=True, slots=True)
class PublicCredential:
    """Who may vote, and for how much."""

    element: mpz
    weight: int = 1


def is_typed_credential(text: str) -> bool:
    """Whether a typed credential is whole: 15 characters, the last a check on the others."""
    plain = text.replace("-", "")
    if len(plain) != LENGTH + 1 or any(character not in BASE58 for character in plain):
        return False
    number = 0
    for character in plain[:LENGTH]:
        number = number * 58 + BASE58.index(character)
    return (number + BASE58.index(plain[LENGTH])) % 53 == 0


def secret_of(text: str, *, uuid: str) -> mpz:
    """The secret exponent of a typed credential in the election ``uuid``, for voters with Debian's tool."""
    derived = hashlib.pbkdf2_hmac("sha256", text.encode(), uuid.encode(), ROUNDS, 32)
    return mpz(int.from_bytes(derived, "big")) % group.Q


def written_list(credentials: Sequence[PublicCredential]) -> str:
    """The record of public credentials; weights stand there when any of them is not 1."""
    weighted = any(credential.weight != 1 for credential in credentials)
    return written([f"{c.element},{c.weight}" if weighted else str(c.element) for c in credentials])


def read_list(data: bytes) -> list[PublicCredential]:
    """The record of public credentials: distinct, in the group, weights from 1."""
    what = "public credentials"
    found = [
        _one(item, f"public credential {n}")
        for n, item in enumerate(a_list(read_canonical(data, what), what), 1)
    ]
    if len({credential.element for credential in found}) < len(found):
        raise Malformed("a public credential stands twice in the list")
    if not group.are_members([credential.element for credential in found]):
        raise Malformed("a public credential lies outside the group")
    return found


def _one(item: object, what: str) -> PublicCredential:
    element, comma, weight = a_text(item, what).partition(",")
    if not comma:
        return PublicCredential(an_element(element, what))
    if (
        not DECIMAL.fullmatch(weight)
        or len(weight) > len(str(LARGEST_WEIGHT))
        or not 0 < int(weight) <= LARGEST_WEIGHT
    ):
        raise Malformed(f"the weight of {what} is not a whole number from 1")
    return PublicCredential(an_element(element, what), int(weight))
