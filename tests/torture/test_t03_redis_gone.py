"""T3: Redis is frozen, emptied and killed while a hall votes: each vote is accepted and counted."""

from __future__ import annotations

import os
import signal
import threading
import time
from uuid import uuid4

import pytest
import redis

from embedded.valkey import Valkey
from tests.torture.figures import tell
from tests.torture.hall import CHAIR, NOW, fill, sign_in
from tests.torture.retrying import vote_until_told
from tests.torture.server import web_process
from voting.polls import actions
from voting.polls.models import Poll

VOTERS = 500
P99 = 2.0
pytestmark = pytest.mark.torture


def freeze(valkey: Valkey, client: redis.Redis) -> None:
    os.kill(int(client.info("server")["process_id"]), signal.SIGSTOP)


def empty(valkey: Valkey, client: redis.Redis) -> None:
    client.flushall()


def kill(valkey: Valkey, client: redis.Redis) -> None:
    os.kill(int(client.info("server")["process_id"]), signal.SIGKILL)


@pytest.mark.parametrize("what", [freeze, empty, kill])
def test_every_vote_is_accepted_whatever_becomes_of_redis(race, tmp_path, what):
    hall = fill(race, voters=VOTERS)
    sign_in(hall, hall.voters)
    poll = hall.open_poll()
    valkey = Valkey(tmp_path / "valkey")
    url = valkey.start()
    client = redis.Redis.from_url(url)
    pid = int(client.info("server")["process_id"])
    try:
        with web_process(processes=2, threads=8, REDIS_URL=url) as web:
            fault = threading.Timer(0.7, what, (valkey, client))
            fault.start()
            ballots = {voter: ("yes", uuid4()) for voter in hall.voters}
            log = vote_until_told(hall, lambda: web.port, poll, ballots, slowly=0.05)
            fault.join()
    finally:
        if what is freeze:
            os.kill(pid, signal.SIGCONT)
        client.close()
        time.sleep(0.1)
        valkey.stop()
    actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)

    assert log.statuses == {200: VOTERS}  # nobody had to ask twice
    assert Poll.objects.get(pk=poll).result["counts"]["yes"] == VOTERS
    p99 = sorted(log.seconds)[int(VOTERS * 0.99)]
    assert p99 < P99
    tell("T3", fault=what.__name__, voters=VOTERS, accepted=len(log.receipts), p99_s=round(p99, 2))
