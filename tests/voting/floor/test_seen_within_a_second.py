"""Asked on one phone, seen on another stream: the real stream process, and how long it took."""

from __future__ import annotations

import statistics
import time
from uuid import uuid4

import pytest

from kernel.tenancy import inside
from tests.platform.live import conftest as streams
from tests.voting.floor.conftest import debate_in

ASKED = 20
networks, server, live = streams.networks, streams.server, streams.live


@pytest.mark.torture
def test_who_asks_is_seen_on_everybodys_screen_within_a_second(
    networks, live, client_of, capsys, django_db_blocker
):
    network = networks[0]
    with django_db_blocker.unblock():
        _ask_and_look(network, live, client_of, capsys)


def _ask_and_look(network, stream, client_of, capsys):
    import config.urls_tenant  # noqa: F401  the web process has read its doors before anybody asks
    from tests.torture.hall import sign_in
    from voting.meetings.models import Meeting

    with inside(network):
        debate = debate_in(network, delegates=ASKED)
        sign_in(debate.hall, debate.hall.voters)
        hall = streams.Hall(network, Meeting.objects.get(pk=debate.meeting))
    screens = [stream.follow(hall, hall.sign_in(hall.person("delegate"))) for _ in range(3)]
    waits = []

    for n in range(ASKED):
        phone = client_of(network, debate.registrations[n].delegate)
        before = time.monotonic()
        answer = phone.post(f"/api/meetings/{debate.meeting}/floor", {"id": str(uuid4())}, format="json")
        assert answer.status_code == 200
        assert all(screen.has(n + 1) for screen in screens)
        waits.append(max(s.named("entry")[n].at for s in screens) - before)

    orders = [[one["name"] for one in s.named("entry")[-1].data["body"]["floor"]["waiting"]] for s in screens]
    assert orders[0] == orders[1] == orders[2] == [one["name"] for one in answer.json()["waiting"]]
    assert max(waits) < 1
    with capsys.disabled():
        print(  # noqa: T201  a figure that is kept
            f"\nfloor: asked to seen on three other streams, {ASKED} times: "
            f"median {statistics.median(waits) * 1000:.0f} ms, longest {max(waits) * 1000:.0f} ms"
        )
