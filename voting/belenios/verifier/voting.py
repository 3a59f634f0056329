"""All ballots of a board: form, credential, signature, membership and proofs, on one process or several."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor

from gmpy2 import mpz

from voting.belenios.ballots import (
    Ballot,
    InvalidBallot,
    check_at_once,
    check_membership,
    check_proofs,
    read_ballot,
)
from voting.belenios.elections import Election, read_election
from voting.belenios.verifier.board import Board

# Membership is asked of many ciphertexts at once; a piece must be large for that and small enough to be
# shared out.
PIECE = 125
FEW = 40

Failure = tuple[int, str] | None


def check_ballots(board: Board, *, processes: int = 1) -> list[Ballot]:
    """Read and check every ballot; InvalidBallot names the first that is wrong by its number."""
    failures: Iterable[Failure]
    pieces = [(start, board.ballots[start : start + PIECE]) for start in range(0, len(board.ballots), PIECE)]
    if processes > 1 and len(board.ballots) > FEW:
        failures = _in_a_pool(board, processes)
    else:
        failures = (_check_piece(start, texts, board.election, board.credentials) for start, texts in pieces)
    for failure in failures:
        if failure is not None:
            number, problem = failure
            raise InvalidBallot(f"ballot {number + 1}: {problem}")
    return [read_ballot(text, board.election) for text in board.ballots]


def _in_a_pool(board: Board, processes: int) -> list[Failure]:
    size = min(PIECE, -(-len(board.ballots) // processes))
    starts = range(0, len(board.ballots), size)
    arguments = (board.election.stored, board.credentials)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=arguments) as pool:
        return list(pool.map(_check_there, starts, [board.ballots[start : start + size] for start in starts]))


_here: list[tuple[Election, dict[mpz, int]]] = []


def _begin(stored: bytes, credentials: dict[mpz, int]) -> None:
    """What a process of the pool keeps: the election, and its tables once they are made."""
    _here[:] = [(read_election(stored), credentials)]


def _check_there(start: int, texts: Sequence[bytes]) -> Failure:
    return _check_piece(start, texts, *_here[0])


def _check_piece(
    start: int, texts: Sequence[bytes], election: Election, credentials: dict[mpz, int]
) -> Failure:
    """The first ballot at fault with what is wrong, or None."""
    ballots = []
    for place, text in enumerate(texts):
        try:
            ballots.append(check_at_once(text, election, credentials))
        except InvalidBallot as error:
            return start + place, str(error)
    try:
        check_membership(ballots)
    except InvalidBallot as error:
        problem, place = error.args
        return start + place, problem
    for place, ballot in enumerate(ballots):
        try:
            check_proofs(ballot, election)
        except InvalidBallot as error:
            return start + place, str(error)
    return None
