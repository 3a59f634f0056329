"""T12: the connection is cut after the commit and before the answer, for 500 voters."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

import httpx
import pytest
from django.db import connection

from kernel.tenancy import inside
from tests.torture import naive
from tests.torture.hall import CHAIR, NOW, fill, headers_of, sign_in
from tests.torture.proxy import proxy_to
from tests.torture.server import web_process
from voting.polls import actions
from voting.polls.models import Ballot

VOTERS, AT_ONCE = 500, 24
pytestmark = pytest.mark.torture


def put_each(requests):
    """Each request over a connection of its own: an answer, or None where that was lost."""

    def put(request):
        url, headers, body = request
        try:
            return client.put(url, headers={**headers, "Connection": "close"}, json=body)
        except httpx.TransportError:
            return None

    with httpx.Client(timeout=60, trust_env=False) as client, ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(put, requests))


def body_of(answer: bytes):
    """The JSON of a raw answer, whole or in chunks."""
    text = answer.partition(b"\r\n\r\n")[2]
    return json.loads(text[text.index(b"{") : text.rindex(b"}") + 1])


@pytest.mark.parametrize(("voters", "closed_meanwhile"), [(VOTERS, False), (100, True)])
def test_everybody_gets_the_same_receipt_on_reconnecting(race, voters, closed_meanwhile):
    hall = fill(race, voters=voters)
    sign_in(hall, hall.voters)
    poll = hall.open_poll()
    with web_process() as web, proxy_to(web.port) as proxy:
        url = f"http://127.0.0.1:{proxy.port}/api/polls/{poll}/ballot"
        requests = [
            (url, headers_of(hall, voter), {"choice": "yes", "key": str(uuid4()), "replaces": None})
            for voter in hall.voters
        ]
        proxy.lossy = True
        assert put_each(requests) == [None] * voters  # nobody knows whether the vote arrived
        lost = {(r["member"], r["receipt"], r["cast_at"]) for r in map(body_of, proxy.swallowed)}
        if closed_meanwhile:
            actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)

        proxy.lossy = False
        answers = [answer.json() for answer in put_each(requests)]

    assert len(lost) == voters
    assert {(r["member"], r["receipt"], r["cast_at"]) for r in answers} == lost
    assert all(r["repeated"] and r["number"] == 1 for r in answers)
    assert Ballot.objects.filter(poll=poll).count() == voters  # duplicates: 0


def test_the_naive_twin_stores_every_vote_twice(race):
    """A ballot box whose requests have no name of their own, behind the same proxy."""
    naive.build()

    class NaiveDoor(BaseHTTPRequestHandler):
        def do_PUT(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            try:
                with inside(race):
                    naive.sql("INSERT INTO naive_ballot VALUES (1, %s, %s, 'yes')", uuid4(), uuid4())
            finally:
                connection.close()
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *args):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), NaiveDoor)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        with proxy_to(server.server_port) as proxy:
            requests = [(f"http://127.0.0.1:{proxy.port}/", {}, {"choice": "yes"})] * 50
            proxy.lossy = True
            assert put_each(requests) == [None] * 50
            proxy.lossy = False
            assert all(answer.status_code == 200 for answer in put_each(requests))
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

    assert naive.stored(1) == 100  # 50 voters
