"""Proofs that tell one thing and no more: a number is known, a ciphertext holds one of a few values.

A proof is a challenge and a response. Who checks one computes the commitments that they lead to and asks
whether the challenge was taken over just those.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from gmpy2 import mpz

from voting.belenios import group
from voting.belenios.canonical import a_list, an_element, an_exponent, members
from voting.belenios.group import P, Q
from voting.belenios.hashes import challenge, numbers


class Proof(NamedTuple):
    """Challenge and response, both in [0, q)."""

    challenge: mpz
    response: mpz

    def as_json(self) -> dict[str, str]:
        """As it is written."""
        return {"challenge": str(self.challenge), "response": str(self.response)}


class Ciphertext(NamedTuple):
    """g^r and y^r · g^m."""

    alpha: mpz
    beta: mpz

    def as_json(self) -> dict[str, str]:
        """As it is written."""
        return {"alpha": str(self.alpha), "beta": str(self.beta)}


class Case(NamedTuple):
    """One case of several: that ``beta`` holds nothing but the key to the power that made ``alpha``."""

    alpha: mpz
    beta: mpz


def read_proof(value: object, what: str) -> Proof:
    """A proof with both numbers below q."""
    found = members(value, what, ["challenge", "response"])
    return Proof(an_exponent(found["challenge"], what), an_exponent(found["response"], what))


def read_proofs(value: object, what: str, length: int) -> list[Proof]:
    """A list of just so many proofs."""
    return [read_proof(item, what) for item in a_list(value, what, length)]


def read_ciphertext(value: object, what: str) -> Ciphertext:
    """Two numbers in [1, p); whether they lie in the group is asked of many at once."""
    found = members(value, what, ["alpha", "beta"])
    return Ciphertext(an_element(found["alpha"], what), an_element(found["beta"], what))


# Knowledge of a number x with X = g^x: keys, signatures.


def prove_knowledge(secret: mpz, hashed: Callable[[mpz], mpz], nonce: mpz | None = None) -> Proof:
    """Prove that ``secret`` is known; ``hashed`` takes the challenge over the commitment."""
    chosen = group.random_exponent() if nonce is None else nonce
    asked = hashed(group.g_to(chosen))
    return Proof(asked, (chosen - secret * asked) % Q)


def knows(public: mpz, proof: Proof, hashed: Callable[[mpz], mpz]) -> bool:
    """Whether the proof shows knowledge of the number behind ``public``."""
    return bool(
        hashed(group.g_to(proof.response) * group.power(public, proof.challenge) % P) == proof.challenge
    )


def pok(public: mpz) -> Callable[[mpz], mpz]:
    """The challenge of a trustee's proof that he knows his key."""
    return lambda commitment: challenge("pok", group.NAME, str(public), str(commitment))


# One case of several.


@cache
def _g_inverse(value: int) -> mpz:
    return group.inverse(group.power(group.G, mpz(value)))


def holds(ciphertext: Ciphertext, value: int) -> Case:
    """The case that a ciphertext holds this value."""
    if value == 0:
        return Case(*ciphertext)
    return Case(ciphertext.alpha, ciphertext.beta * _g_inverse(value) % P)


def commitments(key: mpz, cases: Sequence[Case], proofs: Sequence[Proof]) -> list[mpz]:
    """A0, B0, A1, B1, … that the proofs of the cases lead to."""
    g_table, key_table = group.table(group.G), group.table(key)
    found = []
    for case, proof in zip(cases, proofs, strict=True):
        found.append(g_table.power(proof.response) * group.power(case.alpha, proof.challenge) % P)
        found.append(key_table.power(proof.response) * group.power(case.beta, proof.challenge) % P)
    return found


def proved(key: mpz, cases: Sequence[Case], proofs: Sequence[Proof], prefix: str) -> list[mpz]:
    """The commitments that the proofs lead to; none when they do not show that one of the cases is true."""
    found = commitments(key, cases, proofs)
    asked = challenge(prefix, numbers(found))
    return found if asked == sum(proof.challenge for proof in proofs) % Q else []


def prove_one_of(key: mpz, cases: Sequence[Case], true: int, randomness: mpz, prefix: str) -> list[Proof]:
    """Prove that some case is true without telling which: number ``true``, made with ``randomness``."""
    proofs = [Proof(group.random_exponent(), group.random_exponent()) for _ in cases]
    committed = commitments(key, cases, proofs)
    nonce = group.random_exponent()
    committed[2 * true : 2 * true + 2] = [group.g_to(nonce), group.table(key).power(nonce)]
    others = sum(proof.challenge for n, proof in enumerate(proofs) if n != true)
    asked = (challenge(prefix, numbers(committed)) - others) % Q
    proofs[true] = Proof(asked, (nonce - randomness * asked) % Q)
    return proofs


def value_prefix(context: str, ciphertext: Ciphertext) -> str:
    """What stands before the commitments when a ciphertext is proved to hold one of several values."""
    return f"prove|{context}|{numbers(ciphertext)}"
