"""Partial decryptions: each trustee's factors with their proofs, and putting enough of them together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isqrt
from typing import Any

from gmpy2 import invert, mpz

from voting.belenios import group
from voting.belenios.canonical import Malformed, a_list, an_element, members, read_canonical, written
from voting.belenios.elections import Election
from voting.belenios.group import P, Q
from voting.belenios.hashes import challenge, numbers
from voting.belenios.proofs import Proof, read_proofs
from voting.belenios.tally import Tally
from voting.belenios.trustees import Item, Single


@dataclass(frozen=True, slots=True)
class Partial:
    """A trustee's factors and proofs, in the shape of the tally."""

    factors: tuple[tuple[mpz, ...], ...]
    proofs: tuple[tuple[Proof, ...], ...]

    def text(self) -> str:
        """The partial_decryption of the specification."""
        return written({
            "decryption_factors": [[str(factor) for factor in row] for row in self.factors],
            "decryption_proofs": [[proof.as_json() for proof in row] for row in self.proofs],
        })  # fmt: skip


def decrypt_partially(election: Election, tally: Tally, secret: mpz) -> Partial:
    """A trustee's part. He formed the tally himself, from ballots that he checked, once the vote closed."""
    public = group.g_to(secret)
    factors, proofs = [], []
    for row in tally:
        factors.append(tuple(group.power(one.alpha, secret) for one in row))
        proofs.append(tuple(_prove(election, public, secret, one.alpha) for one in row))
    return Partial(tuple(factors), tuple(proofs))


def read_partial(data: bytes | str, tally: Tally, what: str) -> Partial:
    """A partial decryption in the tally's shape. Its proofs are not yet checked."""
    value = members(read_canonical(data, what), what, ["decryption_factors", "decryption_proofs"])
    rows = a_list(value["decryption_factors"], what, len(tally))
    proofs = a_list(value["decryption_proofs"], what, len(tally))
    return Partial(
        tuple(
            tuple(an_element(item, f"a factor of {what}") for item in a_list(row, what, len(asked)))
            for row, asked in zip(rows, tally, strict=True)
        ),
        tuple(tuple(read_proofs(row, what, len(asked))) for row, asked in zip(proofs, tally, strict=True)),
    )


def check_partial(election: Election, tally: Tally, partial: Partial, public: mpz, what: str) -> None:
    """Every factor in the group, every proof true under the trustee's key."""
    for row, factors, proofs in zip(tally, partial.factors, partial.proofs, strict=True):
        for one, factor, proof in zip(row, factors, proofs, strict=True):
            if not group.is_member(factor):
                raise Malformed(f"a factor of {what} lies outside the group")
            made = group.g_to(proof.response) * group.power(public, proof.challenge) % P
            held = group.power(one.alpha, proof.response) * group.power(factor, proof.challenge) % P
            if _asked(election, public, made, held) != proof.challenge:
                raise Malformed(f"a proof of {what} is wrong")


def combine(items: Sequence[Item], partials: Mapping[int, Partial], tally: Tally) -> list[list[mpz]]:
    """The whole factors, from partials by owner. Those beyond the threshold must agree with the others."""
    whole = [[mpz(1)] * len(row) for row in tally]
    first = 1
    for number, item in enumerate(items, 1):
        here = {
            place: partials[first + place - 1]
            for place in range(1, len(item.keys) + 1)
            if first + place - 1 in partials
        }
        if len(here) < item.threshold:
            raise Malformed(
                f"trustees item {number} needs {item.threshold} partial decryptions and has {len(here)}"
            )
        chosen = sorted(here)[: item.threshold]
        _multiply(
            whole,
            _at(0, {place: here[place] for place in chosen}, tally)
            if not isinstance(item, Single)
            else here[1].factors,
        )
        for place in sorted(here)[item.threshold :]:
            if _at(place, {one: here[one] for one in chosen}, tally) != [
                list(row) for row in here[place].factors
            ]:
                raise Malformed(
                    f"the partial decryption of trustee {first + place - 1} does not agree with the others"
                )
        first += len(item.keys)
    return whole


def result_of(tally: Tally, whole: Sequence[Sequence[mpz]], most: int) -> list[list[int]]:
    """The counts, each of them at most ``most``, the total weight."""
    opened = [[one.beta * group.inverse(factor) % P for one, factor in zip(row, factors, strict=True)]
              for row, factors in zip(tally, whole, strict=True)]  # fmt: skip
    log = _Logarithm(most)
    return [[log.of(element) for element in row] for row in opened]


def written_result(counts: Sequence[Sequence[int]]) -> str:
    """The result of the specification."""
    return written({"result": [list(row) for row in counts]})


def written_owner(owner: int, payload: str) -> str:
    """The owned_partial_decryption of the specification."""
    return written({"owner": owner, "payload": payload})


class _Logarithm:
    """The small number that g was raised to: steps of one, then of a root."""

    def __init__(self, most: int) -> None:
        self._root = isqrt(most) + 1
        self._known: dict[mpz, int] = {}
        element = mpz(1)
        for number in range(self._root):
            self._known[element] = number
            element = element * group.G % P
        self._leap = group.inverse(element)
        self._most = most

    def of(self, element: mpz) -> int:
        for leaps in range(self._root + 1):
            if element in self._known:
                found = leaps * self._root + self._known[element]
                if found <= self._most:
                    return found
            element = element * self._leap % P
        raise Malformed("the factors open the tally to something that is no count")


def _prove(election: Election, public: mpz, secret: mpz, alpha: mpz) -> Proof:
    nonce = group.random_exponent()
    asked = _asked(election, public, group.g_to(nonce), group.power(alpha, nonce))
    return Proof(asked, (nonce - secret * asked) % Q)


def _asked(election: Election, public: mpz, made: mpz, held: mpz) -> mpz:
    return challenge("decrypt", election.fingerprint, str(public), numbers([made, held]))


def _multiply(whole: list[list[mpz]], factors: Sequence[Sequence[mpz]]) -> None:
    for row, others in zip(whole, factors, strict=True):
        row[:] = [one * other % P for one, other in zip(row, others, strict=True)]


def _at(place: int, known: Mapping[int, Partial], tally: Tally) -> list[list[mpz]]:
    """What the polynomial through the known factors says at a place; at 0 it is the group's whole factor."""
    weights = {one: _lagrange(one, list(known), place) for one in known}
    return [
        [
            group.product(group.power(known[one].factors[number][column], weights[one]) for one in known)
            for column in range(len(row))
        ]
        for number, row in enumerate(tally)
    ]


def _lagrange(one: int, places: Sequence[int], at: int) -> mpz:
    over, under = mpz(1), mpz(1)
    for other in places:
        if other != one:
            over = over * (at - other) % Q
            under = under * (one - other) % Q
    return over * invert(under, Q) % Q


def read_counts(data: bytes, tally: Tally) -> list[list[int]]:
    """A result in the tally's shape."""
    value: Any = members(read_canonical(data, "the result"), "the result", ["result"])
    rows = a_list(value["result"], "the result", len(tally))
    found = [a_list(row, "a result", len(asked)) for row, asked in zip(rows, tally, strict=True)]
    if any(
        isinstance(count, bool) or not isinstance(count, int) or count < 0 for row in found for count in row
    ):
        raise Malformed("the result holds something that is no count")
    return found
