"""T2: PostgreSQL ends as at a power cut while a hall votes, and comes back: nothing acknowledged is lost."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from uuid import UUID, uuid4

import psycopg
import pytest

from embedded.postgres import Postgres
from tests.torture.figures import repeats, tell
from tests.torture.house_apart import Apart, house_apart
from tests.torture.retrying import vote_until_told
from tests.torture.server import Web

VOTERS, ROUNDS = 500, repeats(20, 2)
AGAIN_WITHIN = 10
WRITING = 3.0  # the longest that PostgreSQL lets a writer wait is ten seconds: a slow machine crashes in time
pytestmark = pytest.mark.torture


class PowerCut:
    """Somewhere in the voting the server goes; a moment later it is brought up again."""

    def __init__(self, house, seed: int) -> None:
        self._house, self._chance = house, random.Random(seed)
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        time.sleep(self._chance.uniform(0.5, 1.5))
        self._house.crash()
        time.sleep(self._chance.uniform(0, 0.5))
        self._house.start()


@pytest.mark.timeout(900)
def test_nothing_acknowledged_is_lost_when_the_database_crashes(tmp_path):
    acknowledged = asked_again = 0
    longest = 0.0
    with house_apart(tmp_path, voters=VOTERS) as house:
        for seed in range(ROUNDS):
            poll = UUID(house.do("open"))
            cut = PowerCut(house, seed)
            ballots = {voter: ("yes", uuid4()) for voter in house.hall.voters}
            cut.thread.start()
            log = vote_until_told(house.hall, lambda: house.web.port, poll, ballots, slowly=0.1)
            cut.thread.join()
            kept = house.do("close", str(poll))

            assert len(log.receipts) == VOTERS, log.statuses
            assert Counter(kept["receipts"]) == Counter(r["receipt"] for r in log.receipts.values())
            assert kept["yes"] == VOTERS
            assert set(log.statuses) <= {0, 200, 503}, log.statuses  # a clear no, never a broken page
            acknowledged += VOTERS
            asked_again += log.asked_again

            longest = max(longest, *log.seconds)

    assert asked_again > 0
    assert longest < AGAIN_WITHIN
    tell("T2", crashes=ROUNDS, acknowledged=acknowledged, acknowledged_and_lost=0, asked_again=asked_again,
         longest_wait_of_a_voter_s=round(longest, 1))  # fmt: skip


def test_the_twin_that_does_not_wait_for_the_disk_loses_what_it_acknowledged(tmp_path):
    """synchronous_commit=off, as somebody in a hurry would set it; `stadga doctor` objects to that."""
    postgres = Postgres(tmp_path / "postgres")
    postgres.start()
    house = Apart(postgres, Web(0, 0), None, {})
    try:
        house.as_owner("ALTER SYSTEM SET wal_writer_delay = '10s'")
        house.as_owner("SELECT pg_reload_conf()")
        with psycopg.connect(postgres.url, autocommit=True) as box:
            box.execute("CREATE TABLE ballots (voter int)")
            box.execute("SET synchronous_commit = off")
            time.sleep(0.5)
            until, acknowledged = time.monotonic() + WRITING, 0
            while acknowledged < VOTERS and time.monotonic() < until:
                box.execute("INSERT INTO ballots VALUES (%s)", [acknowledged])
                acknowledged += 1  # the phone is told: stored
            house.crash()
        house.start()
        with psycopg.connect(postgres.url) as box:
            [kept] = box.execute("SELECT count(*) FROM ballots").fetchone()
    finally:
        postgres.remove()

    assert kept < acknowledged
