"""T1: web workers are killed at random while 500 vote: what was acknowledged is counted, once."""

from __future__ import annotations

import os
import random
import signal
import threading
from collections import Counter
from pathlib import Path
from typing import Self
from uuid import uuid4

import pytest

from tests.torture import naive
from tests.torture.figures import repeats, tell
from tests.torture.hall import CHAIR, NOW, fill, sign_in
from tests.torture.retrying import vote_until_told
from tests.torture.server import web_process
from voting.polls import actions
from voting.polls.models import Ballot, Poll

VOTERS, ROUNDS = 500, repeats(20, 4)
pytestmark = pytest.mark.torture


def children(pid: int) -> list[int]:
    """The workers of a gunicorn master."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


class Killer:
    """kill -9 of a random worker every now and then, until told to stop; the next one has time to start."""

    def __init__(self, master: int, seed: int) -> None:
        self._master, self._chance = master, random.Random(seed)
        self._over, self.killed = threading.Event(), 0
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(self._chance.uniform(0.4, 1.4)):
            workers = children(self._master)
            if workers:
                os.kill(self._chance.choice(workers), signal.SIGKILL)
                self.killed += 1


@pytest.mark.timeout(900)
def test_what_was_acknowledged_is_counted_once_however_often_workers_die(race):
    hall = fill(race, voters=VOTERS)
    sign_in(hall, hall.voters)
    killed = asked_again = 0
    with web_process(processes=2, threads=8, STADGA_LOG_LEVEL="ERROR") as web:
        for seed in range(ROUNDS):
            poll = hall.open_poll()
            ballots = {voter: ("yes", uuid4()) for voter in hall.voters}
            with Killer(web.pid, seed) as killer:
                log = vote_until_told(hall, lambda: web.port, poll, ballots)
            actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)

            assert len(log.receipts) == VOTERS, log.statuses  # everybody was told in the end
            assert log.refusals == {}
            kept = Ballot.objects.filter(poll=poll).values_list("receipt", flat=True)
            assert Counter(kept) == Counter(r["receipt"] for r in log.receipts.values())
            assert Poll.objects.get(pk=poll).result["counts"]["yes"] == VOTERS  # twice: 0, lost: 0
            killed += killer.killed
            asked_again += log.asked_again

    assert killed >= ROUNDS  # otherwise nothing was tortured
    assert asked_again > 0
    tell(
        "T1", rounds=ROUNDS, voters=VOTERS, workers_killed=killed, asked_again=asked_again,
        acknowledged_and_lost=0, counted_twice=0,
    )  # fmt: skip


def test_the_naive_twin_counts_those_twice_who_asked_again(race):
    """A box that stores whatever comes: the worker died after the commit, so the phone sends it again."""
    naive.build()
    hall = fill(race, voters=60)
    for n, voter in enumerate(hall.voters):
        for _ in range(1 + (n % 3 == 0)):
            naive.sql("INSERT INTO naive_ballot VALUES (1, %s, %s, 'yes')", voter, uuid4())

    assert naive.stored(1) == 80  # 60 voters
