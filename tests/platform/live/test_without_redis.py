from __future__ import annotations

import os
import signal
import time

import pytest
import redis

from embedded.valkey import Valkey


def delays(hall, reader, count: int) -> list[float]:
    """Seconds from commit to arrival, one fact at a time."""
    found = []
    for _ in range(count):
        number = hall.say()
        written = time.monotonic()
        last = written + 5
        while number not in reader.ids and time.monotonic() < last:
            time.sleep(0.005)
        found.append(time.monotonic() - written)
    return found


@pytest.mark.parametrize("url", ["", "redis://127.0.0.1:1/0"])
def test_without_redis_a_fact_comes_within_a_second_and_a_half(hall, another, url):
    server = another(REDIS_URL=url)
    reader = server.follow(hall, hall.sign_in(hall.person("delegate")))

    assert max(delays(hall, reader, 3)) < 1.5


@pytest.mark.torture
def test_redis_frozen_killed_and_back_costs_a_second_and_never_a_fact(hall, another, settings, tmp_path):
    valkey = Valkey(tmp_path / "valkey")
    settings.REDIS_URL = valkey.start()
    try:
        with redis.Redis.from_url(settings.REDIS_URL) as client:
            pid = int(client.info("server")["process_id"])
        server = another(REDIS_URL=settings.REDIS_URL)
        reader = server.follow(hall, hall.sign_in(hall.person("delegate")))
        time.sleep(0.5)

        nudged = delays(hall, reader, 5)
        os.kill(pid, signal.SIGSTOP)
        frozen = delays(hall, reader, 2)
        os.kill(pid, signal.SIGCONT)
        valkey.stop()
        gone = delays(hall, reader, 2)
        valkey.start()
        time.sleep(3)
        back = delays(hall, reader, 5)
    finally:
        valkey.stop()

    assert max(nudged) < 0.3
    assert max(frozen) < 1.5
    assert max(gone) < 1.5
    assert max(back) < 0.3
    assert len(reader.ids) == len(set(reader.ids)) == 14
