"""The trustees' record: whose keys an election rests on, and how many of them decrypt.

An item is one trustee who must decrypt, or a group of whom ``threshold`` must. Owners are numbered from 1
through the whole list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gmpy2 import mpz

from voting.belenios import group
from voting.belenios.canonical import (
    Malformed,
    a_count,
    a_list,
    a_text,
    an_element,
    members,
    read,
    read_canonical,
    written,
)
from voting.belenios.channel import Signed, is_signed_by, read_signed
from voting.belenios.group import P
from voting.belenios.proofs import Proof, knows, pok, prove_knowledge, read_proof

SINGLE = "Single"
PEDERSEN = "Pedersen"
LEAST_THRESHOLD = 2
MOST_TRUSTEES = 100


@dataclass(frozen=True, slots=True)
class TrusteeKey:
    """A public key with the proof that its owner knows the secret one."""

    public_key: mpz
    pok: Proof

    def as_json(self) -> dict[str, Any]:
        """The members in order."""
        return {"pok": self.pok.as_json(), "public_key": str(self.public_key)}


@dataclass(frozen=True, slots=True)
class Certificate:
    """A trustee's keys for signing and encrypting, signed by himself."""

    signed: Signed
    verification: mpz
    encryption: mpz


@dataclass(frozen=True, slots=True)
class Single:
    """One trustee without whom there is no result."""

    key: TrusteeKey

    keys = property(lambda self: (self.key,))
    threshold = 1

    @property
    def sub_key(self) -> mpz:
        """His part of the election's key."""
        return self.key.public_key

    def as_json(self) -> list[Any]:
        """As it stands in the list."""
        return [SINGLE, self.key.as_json()]


@dataclass(frozen=True, slots=True)
class Pedersen:
    """Trustees who made a key together, of whom ``threshold`` decrypt."""

    threshold: int
    certificates: tuple[Certificate, ...]
    coefexps: tuple[Signed, ...]
    keys: tuple[TrusteeKey, ...]

    @property
    def sub_key(self) -> mpz:
        """Their part of the election's key."""
        return group.product(read_coefexps(one)[0] for one in self.coefexps)

    def as_json(self) -> list[Any]:
        """As it stands in the list."""
        return [PEDERSEN, self.parameters()]

    def parameters(self) -> dict[str, Any]:
        """The threshold_parameters of the specification."""
        return {
            "threshold": self.threshold,
            "certs": [certificate.signed.as_json() for certificate in self.certificates],
            "coefexps": [one.as_json() for one in self.coefexps],
            "verification_keys": [key.as_json() for key in self.keys],
        }


Item = Single | Pedersen


def make_key(secret: mpz) -> TrusteeKey:
    """The public half of a secret key, with its proof."""
    public = group.g_to(secret)
    return TrusteeKey(public, prove_knowledge(secret, pok(public)))


def election_key(items: Sequence[Item]) -> mpz:
    """The key to which ballots are encrypted."""
    return group.product(item.sub_key for item in items)


def written_trustees(items: Sequence[Item]) -> str:
    """The trustees' record."""
    return written([item.as_json() for item in items])


def owners(items: Sequence[Item]) -> dict[int, TrusteeKey]:
    """Everybody's key by number, from 1 through all the items."""
    return dict(enumerate((key for item in items for key in item.keys), 1))


def read_key(value: object, what: str) -> TrusteeKey:
    """A key whose owner knows the secret behind it."""
    found = members(value, what, ["pok", "public_key"])
    key = TrusteeKey(an_element(found["public_key"], what), read_proof(found["pok"], what))
    if not group.is_member(key.public_key):
        raise Malformed(f"{what} lies outside the group")
    if not knows(key.public_key, key.pok, pok(key.public_key)):
        raise Malformed(f"the proof of {what} is wrong")
    return key


def read_certificate(value: object, what: str) -> Certificate:
    """A certificate with its own signature, both keys in the group."""
    signed = read_signed(value, what)
    found = members(read(signed.message, what), what, ["verification", "encryption"])
    verification, encryption = an_element(found["verification"], what), an_element(found["encryption"], what)
    if not (group.is_member(verification) and group.is_member(encryption)):
        raise Malformed(f"a key of {what} lies outside the group")
    if not is_signed_by(verification, signed):
        raise Malformed(f"the signature of {what} is wrong")
    return Certificate(signed, verification, encryption)


def read_coefexps(signed: Signed) -> list[mpz]:
    """The public halves of a trustee's coefficients."""
    found = members(read(signed.message, "coefexps"), "coefexps", ["coefexps"])
    return [an_element(item, "a coefficient") for item in a_list(found["coefexps"], "coefexps")]


def checked_coefexps(signed: Signed, certificate: Certificate, threshold: int, what: str) -> list[mpz]:
    """The same, signed by their owner, in the group and as many as the threshold."""
    if not is_signed_by(certificate.verification, signed):
        raise Malformed(f"the signature on the coefficients of {what} is wrong")
    found = read_coefexps(signed)
    if len(found) != threshold:
        raise Malformed(f"{what} has {len(found)} coefficients and the threshold is {threshold}")
    if not all(group.is_member(element) for element in found):
        raise Malformed(f"a coefficient of {what} lies outside the group")
    return found


def expected_key(coefexps: Sequence[Sequence[mpz]], place: int) -> mpz:
    """The public key that the trustee in ``place``, from 1, must have."""
    found = mpz(1)
    for one in coefexps:
        # Horner's rule with a small number: cheaper than a power for each coefficient.
        value = mpz(1)
        for coefficient in reversed(one):
            value = group.power(value, mpz(place)) * coefficient % P
        found = found * value % P
    return found


def distinct(certificates: Sequence[Certificate]) -> None:
    """Nobody's key stands twice; one who is in the list twice would hold two shares."""
    all_keys = [key for one in certificates for key in (one.verification, one.encryption)]
    if len(set(all_keys)) < len(all_keys):
        raise Malformed("two certificates share a key")


def read_pedersen(value: object, what: str) -> Pedersen:
    """Threshold parameters with every signature and proof in them checked."""
    found = members(value, what, ["threshold", "certs", "coefexps", "verification_keys"])
    certificates = [
        read_certificate(item, f"certificate {n} of {what}")
        for n, item in enumerate(a_list(found["certs"], f"the certificates of {what}"), 1)
    ]
    threshold, size = a_count(found["threshold"], f"the threshold of {what}", least=1), len(certificates)
    if not LEAST_THRESHOLD <= threshold <= size <= MOST_TRUSTEES:
        raise Malformed(f"{what} has the threshold {threshold} of {size}; it must be from 2 up to all")
    distinct(certificates)
    signed = [
        read_signed(item, f"coefexps of {what}") for item in a_list(found["coefexps"], "coefexps", size)
    ]
    coefexps = [
        checked_coefexps(one, certificate, threshold, f"trustee {n} of {what}")
        for n, (one, certificate) in enumerate(zip(signed, certificates, strict=True), 1)
    ]
    keys = [
        read_key(item, f"key {n} of {what}")
        for n, item in enumerate(a_list(found["verification_keys"], "verification_keys", size), 1)
    ]
    for place, key in enumerate(keys, 1):
        if key.public_key != expected_key(coefexps, place):
            raise Malformed(f"key {place} of {what} does not follow from the coefficients")
    return Pedersen(threshold, tuple(certificates), tuple(signed), tuple(keys))


def read_trustees(data: bytes) -> list[Item]:
    """The trustees' record, all of it checked."""
    items: list[Item] = []
    for n, value in enumerate(a_list(read_canonical(data, "the trustees"), "the trustees"), 1):
        kind, content = a_list(value, f"trustees item {n}", 2)
        match a_text(kind, f"the kind of trustees item {n}"):
            case "Single":
                items.append(Single(read_key(content, f"the key of trustees item {n}")))
            case "Pedersen":
                items.append(read_pedersen(content, f"trustees item {n}"))
            case _:
                raise Malformed(f"trustees item {n} is of an unknown kind")
    if not items:
        raise Malformed("the election has no trustee")
    keys = [key.public_key for item in items for key in item.keys]
    if len(set(keys)) < len(keys):
        raise Malformed("two trustees have the same key")
    return items
