from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

UNKNOWN = "5c1b8f0e-0000-4000-8000-000000000000"


def test_guests_are_sent_to_sign_in_and_the_roleless_are_refused(hall, live):
    guest = live.open(hall.host, hall.path)
    nonsense = live.open(hall.host, hall.path, Cookie="__Host-stadga=nonsense")
    nobody = live.open(hall.host, hall.path, Cookie=hall.sign_in(hall.person()))

    assert [guest.status, nonsense.status, nobody.status] == [401, 401, 403]
    assert guest.headers["Content-Type"] == "application/problem+json"
    assert json.loads(guest.body) == {
        "type": "about:blank", "title": "Not signed in", "status": 401, "obstacles": [],
    }  # fmt: skip


def test_another_associations_meeting_is_as_missing_as_one_that_never_was(halls, live):
    here, there = halls(), halls()
    cookie = here.sign_in(here.person("chair"))

    foreign = live.open(here.host, there.path, Cookie=cookie)
    missing = live.open(here.host, f"/live/meetings/{UNKNOWN}", Cookie=cookie)
    foreign_screen = live.open(here.host, f"/live/projector/{there.meeting.projector_key}")
    own_screen = live.open(there.host, f"/live/projector/{there.meeting.projector_key}")

    assert [foreign.status, missing.status, foreign_screen.status] == [404] * 3
    assert foreign.body == missing.body
    assert own_screen.status == 200


def test_a_sign_in_is_worth_nothing_at_another_association(halls, live):
    here, there = halls(), halls()

    answer = live.open(there.host, there.path, Cookie=here.sign_in(here.person("chair")))

    assert answer.status == 401


def test_only_the_host_header_names_the_association(halls, live):
    here, there = halls(), halls()
    cookie = here.sign_in(here.person("chair"))

    forwarded = live.open(there.host, here.path, Cookie=cookie, X_Forwarded_Host=here.host)
    shouted = live.open(here.host.upper() + ".:8001", here.path, Cookie=cookie)

    assert forwarded.status == 401
    assert shouted.status == 200
    for host in ("localhost", "nobody.localhost", "", "a b", "alfa.localhost..", "[::1]:8001"):
        assert live.open(host, here.path, Cookie=cookie).status == 404, host


@pytest.mark.parametrize("after", ["x", "-1", "1e3", "9" * 30, "१"])
def test_an_id_that_is_no_number_is_malformed(hall, live, after):
    from urllib.parse import quote

    cookie = hall.sign_in(hall.person("chair"))

    assert live.open(hall.host, f"{hall.path}?after={quote(after)}", Cookie=cookie).status == 400


def test_a_storm_at_unknown_hosts_costs_one_query(hall, monkeypatch):
    from config.asgi_live import MEETINGS
    from kernel.tenancy import hosts
    from live.api.admission import admit
    from live.api.answers import TurnedAway

    hosts.forget()
    monkeypatch.setattr(hosts, "clock", lambda: 0.0)
    refused = []

    with CaptureQueriesContext(connection) as queries:
        for _ in range(50):
            try:
                admit(host="storm.localhost", cookie="", meeting=None, projector="x", meetings=MEETINGS)
            except TurnedAway as no:
                refused.append(no.status)

    assert refused == [404] * 50
    assert sum('FROM "networks_domain"' in query["sql"] for query in queries) == 1
    assert len(queries) == 2  # the other sets the search path


def test_only_get_and_only_these_addresses(hall, live):
    headers = {"Host": hall.host}

    assert live.ask("POST", hall.path, headers).status == 405
    assert live.ask("DELETE", hall.path, headers).headers["Allow"] == "GET, OPTIONS"
    assert live.ask("GET", "/live/meetings/x", headers).status == 404
    assert live.ask("GET", "/api/session", headers).status == 404
    assert live.ask("GET", "/healthz", {"Host": "anything"}).status == 200


@pytest.mark.parametrize(
    ("origin", "is_welcome"),
    [
        ("http://{host}:8000", True),
        ("http://{host}", True),
        ("https://{host}:444", True),
        ("http://evil.localhost:8000", False),
        ("http://{host}.evil.example", False),
        ("http://{host}@evil.example", False),
        ("http://x@{host}", False),
        ("file://{host}", False),
        ("null", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_only_the_same_host_name_reads_from_another_port(hall, live, origin, is_welcome):
    given = origin.format(host=hall.host)
    expected = (given, "true") if is_welcome else (None, None)
    cookie = hall.sign_in(hall.person("chair"))
    asked = {"Host": f"{hall.host}:{live.port}", "Origin": given, "Access-Control-Request-Method": "GET"}

    stream = live.open(f"{hall.host}:{live.port}", hall.path, Cookie=cookie, Origin=given)
    refused = live.open(f"{hall.host}:{live.port}", hall.path, Origin=given)
    preflight = live.ask("OPTIONS", hall.path, asked)

    for answer in (stream, refused, preflight):
        allowed = answer.headers["Access-Control-Allow-Origin"]
        assert (allowed, answer.headers["Access-Control-Allow-Credentials"]) == expected
        assert answer.headers["Vary"] == "Origin"
    assert preflight.status == 204
    assert preflight.headers["Access-Control-Allow-Methods"] == ("GET" if is_welcome else None)


def test_two_host_headers_are_none(hall, live):
    import socket

    with socket.create_connection(("127.0.0.1", live.port), timeout=5) as raw:
        path = f"/live/projector/{hall.meeting.projector_key}"
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: {hall.host}\r\nHost: {hall.host}\r\n\r\n".encode())
        assert b" 404 " in raw.recv(200)
