"""T13: the disk is full, or PostgreSQL only reads, in the middle of a vote: a clear no, and no false yes."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from uuid import UUID, uuid4

import pytest
from django.db import connection

from tests.torture.figures import tell
from tests.torture.hall import CHAIR, NOW, fill, sign_in
from tests.torture.house_apart import house_apart
from tests.torture.retrying import vote_until_told
from tests.torture.server import web_process
from voting.polls import actions
from voting.polls.models import Ballot, Poll

VOTERS = 300
FULL = """
CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
END $$;
CREATE TRIGGER disk_is_full BEFORE INSERT ON polls_ballot FOR EACH ROW EXECUTE FUNCTION disk_is_full();
"""
pytestmark = pytest.mark.torture


class Trouble(threading.Thread):
    """A while into the vote it begins, and after a while it ends."""

    def __init__(self, begin, end) -> None:
        super().__init__()
        self._begin, self._end = begin, end

    def run(self) -> None:
        time.sleep(0.7)
        self._begin()
        time.sleep(1.5)
        self._end()


def refused_clearly(log):
    """Nothing but receipts and 503s that say what happened: 503s seen."""
    assert set(log.statuses) <= {200, 503}, log.statuses
    return log.statuses.get(503, 0)


@pytest.mark.timeout(120)
def test_a_full_disk_is_a_clear_no_and_nobody_is_told_a_false_yes(race):
    hall = fill(race, voters=VOTERS)
    sign_in(hall, hall.voters)
    poll = hall.open_poll()
    schema = connection.schema_name

    def on_the_server(statement):
        from django.db import connection as own

        from kernel.tenancy import inside

        try:
            with inside(race), own.cursor() as cursor:
                assert own.schema_name == schema
                cursor.execute(statement)
        finally:
            own.close()

    trouble = Trouble(
        lambda: on_the_server(FULL), lambda: on_the_server("DROP FUNCTION disk_is_full CASCADE")
    )
    ballots = {voter: ("yes", uuid4()) for voter in hall.voters}
    with web_process(threads=12) as web:
        trouble.start()
        log = vote_until_told(hall, lambda: web.port, poll, ballots, slowly=0.1)
        trouble.join()

    noes = refused_clearly(log)
    receipts = set(Ballot.objects.filter(poll=poll).values_list("receipt", flat=True))
    assert noes > 0
    assert {r["receipt"] for r in log.receipts.values()} == receipts  # false acknowledgements: 0
    assert len(receipts) == VOTERS  # and everybody's vote is in once there is room again
    assert actions.close_poll(poll_id=poll, by=CHAIR, at=NOW).result["counts"]["yes"] == VOTERS
    assert Poll.objects.get(pk=poll).state == "closed"
    tell("T13 full disk", voters=VOTERS, told_not_recorded=noes, false_acknowledgements=0)


@pytest.mark.timeout(180)
def test_a_database_that_only_reads_is_a_clear_no_and_recovers_by_itself(tmp_path):
    with house_apart(tmp_path, voters=VOTERS) as house:
        poll = UUID(house.do("open"))

        def read_only(word):
            house.as_owner(f"ALTER SYSTEM SET default_transaction_read_only = {word}")
            house.as_owner("SELECT pg_reload_conf()")

        trouble = Trouble(lambda: read_only("on"), lambda: read_only("off"))
        ballots = {voter: ("yes", uuid4()) for voter in house.hall.voters}
        trouble.start()
        log = vote_until_told(house.hall, lambda: house.web.port, poll, ballots, slowly=0.1)
        trouble.join()
        kept = house.do("close", str(poll))

    noes = refused_clearly(log)
    assert noes > 0
    assert sorted(kept["receipts"]) == sorted(r["receipt"] for r in log.receipts.values())
    assert kept["yes"] == VOTERS
    tell("T13 read-only", voters=VOTERS, told_not_recorded=noes, false_acknowledgements=0)


def test_the_naive_twin_says_yes_before_it_has_written(race):
    """A box that thanks first and stores later, on a disk that is full: receipts for nothing."""
    from tests.torture import naive

    naive.build()
    with connection.cursor() as cursor:
        cursor.execute(FULL.replace("polls_ballot", "naive_ballot"))
    thanked, voters = 0, [uuid4() for _ in range(20)]
    for voter in voters:
        thanked += 1
        with suppress(Exception):  # as somebody would who stores in the background
            naive.sql("INSERT INTO naive_ballot VALUES (1, %s, %s, 'yes')", voter, uuid4())

    assert thanked - naive.stored(1) == len(voters)
