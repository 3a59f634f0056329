"""T10: 250 voters tap within three seconds, over a network that drops a twentieth and takes 300 ms."""

from __future__ import annotations

import random
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import uuid4

import pytest

from tests.torture.figures import repeats, tell
from tests.torture.hall import CHAIR, NOW, fill, sign_in
from tests.torture.retrying import vote_until_told
from tests.torture.server import web_process
from voting.polls import actions
from voting.polls.models import Poll

ROUND_TRIP, LOST = 0.3, 0.05
SECONDS = 3.0
pytestmark = pytest.mark.torture


@contextmanager
def bad_network(port: int):
    """A proxy: each way takes half a round trip, and a twentieth of the connections is cut at once."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    chance, cut = random.Random(10), []

    def carry(client: socket.socket) -> None:
        with client, socket.create_connection(("127.0.0.1", port)) as server:
            if chance.random() < LOST:
                cut.append(1)
                return
            back = threading.Thread(target=pump, args=(server, client))
            back.start()
            pump(client, server)
            back.join()

    def pump(source: socket.socket, target: socket.socket) -> None:
        try:
            while part := source.recv(65536):
                time.sleep(ROUND_TRIP / 2)
                target.sendall(part)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            return

    def accept() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=carry, args=(client,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], cut
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


@pytest.mark.parametrize("voters", [250, *([2500] if repeats(1, 0) else [])])
def test_everybody_gets_a_receipt_and_nobody_sees_an_error(race, voters):
    hall = fill(race, voters=voters)
    sign_in(hall, hall.voters)
    poll = hall.open_poll()
    chance = random.Random(voters)
    seconds = SECONDS * max(1, voters / 250)
    moments = {voter: chance.uniform(0, seconds) for voter in hall.voters}

    with (
        web_process(processes=2, threads=8, STADGA_LOG_LEVEL="ERROR") as web,
        bad_network(web.port) as (port, cut),
    ):
        began = time.monotonic()

        def tap(voter):
            time.sleep(max(0, began + moments[voter] - time.monotonic()))
            return vote_until_told(hall, lambda: port, poll, {voter: ("yes", uuid4())}, at_once=1)

        with ThreadPoolExecutor(250) as pool:
            logs = list(pool.map(tap, sorted(hall.voters, key=moments.__getitem__)))
    actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)

    statuses = {status for log in logs for status in log.statuses}
    waited = sorted(log.seconds[0] for log in logs)
    assert sum(len(log.receipts) for log in logs) == voters
    assert statuses <= {0, 200}
    assert Poll.objects.get(pk=poll).result["counts"]["yes"] == voters
    assert cut
    tell("T10", voters=voters, within_s=seconds, receipts=voters, connections_cut=len(cut), errors_shown=0,
         p95_s=round(waited[int(voters * 0.95)], 2), p99_s=round(waited[int(voters * 0.99)], 2))  # fmt: skip
