"""The expensive rest of checking a ballot, as a function that a pool of plain processes can run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from voting.belenios.ballots import InvalidBallot, check_membership, check_proofs, read_ballot, signed_with
from voting.belenios.elections import Election, read_election
from voting.belenios.hashes import numbers


@lru_cache(maxsize=64)
def election_of(stored: str) -> Election:
    """The election, read once in each process; its tables stay warm."""
    return read_election(stored.encode())


@dataclass(frozen=True, slots=True)
class Proofs:
    """What is wrong with a ballot, in one line, or else the commitments of its signature and proofs."""

    fault: str = ""
    commitments: str = ""


def checked_proofs(stored: str, text: str) -> Proofs:
    """A ballot's ciphertexts and proofs. ``stored`` is the election's text.

    Its form and signature were checked before. The commitments, in base 10 with commas between, spare whoever
    checks many ballots at once the work of computing them; nobody needs to believe them.
    """
    election = election_of(stored)
    try:
        ballot = read_ballot(text, election)
        check_membership([ballot])
        commitments = check_proofs(ballot, election)
    except InvalidBallot as error:
        return Proofs(fault=str(error.args[0]))
    return Proofs(commitments=numbers([signed_with(ballot), *commitments]))
