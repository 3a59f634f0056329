"""Side proofs: that a factor is the trustee's key applied to this very ciphertext, and nothing else.

The proof in the archive's format is taken over commitments alone, neither the ciphertext nor the factor, and
one dishonest trustee may bend such a proof. So each trustee makes another one whose challenge covers all of
it, with a nonce of its own. They stand in a file beside the archive: ``FILE.bel`` and ``FILE.proofs.json``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gmpy2 import mpz

from voting.belenios import group
from voting.belenios.canonical import Malformed, a_count, a_list, a_text, members, read, written
from voting.belenios.decryption import Partial
from voting.belenios.elections import Election
from voting.belenios.group import P, Q
from voting.belenios.hashes import challenge, numbers
from voting.belenios.proofs import Proof, read_proofs
from voting.belenios.tally import Tally

VERSION = 1
SUFFIX = ".proofs.json"
LABEL = "stadga-decrypt"

Proofs = tuple[tuple[Proof, ...], ...]


@dataclass(frozen=True, slots=True)
class SideProof:
    """One trustee's: ``payload`` is the name of his partial decryption in the archive."""

    owner: int
    payload: str
    proofs: Proofs

    def as_json(self) -> dict[str, Any]:
        """The members in order."""
        proofs = [[proof.as_json() for proof in row] for row in self.proofs]
        return {"owner": self.owner, "payload": self.payload, "proofs": proofs}


def prove_factors(election: Election, tally: Tally, partial: Partial, secret: mpz) -> Proofs:
    """Prove each factor of my own partial decryption."""
    public = group.g_to(secret)
    return tuple(
        tuple(
            _prove(election, public, secret, one.alpha, factor)
            for one, factor in zip(row, factors, strict=True)
        )
        for row, factors in zip(tally, partial.factors, strict=True)
    )


def check_factors(
    election: Election, tally: Tally, partial: Partial, proofs: Proofs, *, public: mpz, what: str
) -> None:
    """Whether each factor is the key applied to its ciphertext; that it is in the group was asked before."""
    for row, factors, row_of_proofs in zip(tally, partial.factors, proofs, strict=True):
        for one, factor, proof in zip(row, factors, row_of_proofs, strict=True):
            made = group.g_to(proof.response) * group.power(public, proof.challenge) % P
            held = group.power(one.alpha, proof.response) * group.power(factor, proof.challenge) % P
            if _asked(election, public, [one.alpha, factor], [made, held]) != proof.challenge:
                raise Malformed(f"the side proof of {what} is wrong")


def written_side_proofs(election: Election, proofs: Sequence[SideProof]) -> str:
    """The file."""
    return written({
        "version": VERSION,
        "election": election.fingerprint,
        "side_proofs": [one.as_json() for one in proofs],
    })  # fmt: skip


def read_side_proofs(data: bytes | str) -> tuple[str, list[dict[str, Any]]]:
    """The file: the election's fingerprint, and what it holds of each trustee, not yet checked."""
    what = "the file of side proofs"
    value = members(read(data, what), what, ["version", "election", "side_proofs"])
    if value["version"] != VERSION or isinstance(value["version"], bool):
        raise Malformed(f"{what} is not of version {VERSION}")
    found = []
    for item in a_list(value["side_proofs"], what):
        one = members(item, what, ["owner", "payload", "proofs"])
        a_count(one["owner"], f"an owner in {what}", least=1)
        a_text(one["payload"], f"a payload in {what}")
        found.append(one)
    return a_text(value["election"], f"the election of {what}"), found


def read_proofs_of(one: dict[str, Any], tally: Tally) -> Proofs:
    """One trustee's proofs in the tally's shape."""
    what = f"the side proof of trustee {one['owner']}"
    rows = a_list(one["proofs"], what, len(tally))
    return tuple(tuple(read_proofs(row, what, len(asked))) for row, asked in zip(rows, tally, strict=True))


def _prove(election: Election, public: mpz, secret: mpz, alpha: mpz, factor: mpz) -> Proof:
    nonce = group.random_exponent()
    asked = _asked(election, public, [alpha, factor], [group.g_to(nonce), group.power(alpha, nonce)])
    return Proof(asked, (nonce - secret * asked) % Q)


def _asked(election: Election, public: mpz, opened: Sequence[mpz], committed: Sequence[mpz]) -> mpz:
    statement = [election.fingerprint, str(public), numbers(opened), numbers(committed)]
    return challenge(LABEL, group.NAME, *statement)
