"""The expensive rest of checking a ballot, as a function that a pool of plain processes can run."""

from __future__ import annotations

from functools import lru_cache

from voting.belenios.ballots import InvalidBallot, check_membership, check_proofs, read_ballot
from voting.belenios.elections import Election, read_election


@lru_cache(maxsize=64)
def election_of(stored: str) -> Election:
    """The election, read once in each process; its tables stay warm."""
    return read_election(stored.encode())


def fault_in_proofs(stored: str, text: str) -> str | None:
    """What is wrong with a ballot's ciphertexts or proofs, in one line; None when nothing is.

    ``stored`` is the election's text. Its form and signature were checked before.
    """
    election = election_of(stored)
    try:
        ballot = read_ballot(text, election)
        check_membership([ballot])
        check_proofs(ballot, election)
    except InvalidBallot as error:
        return str(error.args[0])
    return None
