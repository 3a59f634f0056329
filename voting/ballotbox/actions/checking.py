"""A ballot is checked whole before it is acknowledged; the proofs in processes of their own.

They take about ten milliseconds of a processor, which would hold up every other thread of the same process.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from uuid import UUID

from gmpy2 import mpz

from kernel.errors import Malformed, Obstacle
from voting.ballotbox import queries
from voting.ballotbox.models import Elector
from voting.belenios import ballots
from voting.belenios.ballots import InvalidBallot
from voting.belenios.checking import Proofs, checked_proofs, election_of
from voting.belenios.hashes import hexadecimal

LARGEST = 2_000_000
"""Characters: far above a ballot with a hundred candidates."""

_lock = threading.Lock()
_pool: ProcessPoolExecutor | None = None


@dataclass(frozen=True)
class Checked:
    """A ballot that was found true in every respect."""

    poll: UUID
    elector: Elector
    text: str
    payload: str
    commitments: str


def check_sealed(*, poll_id: UUID, entry_id: int, text: str) -> Checked:
    """Canonical form, election, key of this very vote, signature, and every proof.

    Malformed, on ``ballot``, with the reason in one line; Missing where no vote is secret. Takes no lock.
    """
    stored = queries.election_text(poll_id)
    elector = Elector.objects.filter(box=poll_id, entry=entry_id).first()
    if elector is None:
        raise _untrue("its voter has no key in this vote")
    if len(text) > LARGEST:
        raise _untrue("is too large")
    election = election_of(stored)
    try:
        ballots.check_at_once(text, election, {mpz(elector.element): 1})
    except InvalidBallot as error:
        raise _untrue(str(error)) from None
    found = _in_a_process(stored, text)
    if found.fault:
        raise _untrue(found.fault)
    return Checked(poll_id, elector, text, hexadecimal(text.encode()), found.commitments)


def _untrue(reason: str) -> Malformed:
    return Malformed({"ballot": [Obstacle("voting.ballotbox.error_ballot_untrue", {"reason": reason})]})


def _in_a_process(election: str, text: str) -> Proofs:
    """What is to be said of the proofs, from the pool; a pool whose process was killed is made anew, once."""
    try:
        return _the_pool().submit(checked_proofs, election, text).result()
    except BrokenProcessPool:
        _forget_the_pool()
        return _the_pool().submit(checked_proofs, election, text).result()


def _the_pool() -> ProcessPoolExecutor:
    global _pool  # noqa: PLW0603  one for each web process, made by its first secret ballot
    with _lock:
        if _pool is None:
            context = multiprocessing.get_context("forkserver")
            _pool = ProcessPoolExecutor(max_workers=os.cpu_count() or 1, mp_context=context)
        return _pool


def _forget_the_pool() -> None:
    global _pool  # noqa: PLW0603
    with _lock:
        if _pool is not None:
            _pool.shutdown(wait=False, cancel_futures=True)
        _pool = None
