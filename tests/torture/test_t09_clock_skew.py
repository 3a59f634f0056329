"""T9: web processes whose clocks are ten minutes wrong, either way, and phones whose clocks are days wrong.

A timed vote is decided by the database's clock alone: an answer is wrong when a ballot sent after the
deadline is accepted, or one answered before it is refused. Everything runs on one machine here, so this
process's clock is the database's, and the web processes are told to be wrong.
"""

from __future__ import annotations

import http.client
import json
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest

from journal.models import Entry
from kernel import clock
from tests.torture.crew import Crew
from tests.torture.figures import tell
from tests.torture.hall import fill, headers_of, sign_in
from tests.torture.server import web_process
from voting.polls.models import Ballot, Poll

VOTERS, SECONDS, HANDS = 240, 5, 12
SKEWS = (-600, 0, 600)  # of the web processes
WRONG_DATE = "Fri, 13 Nov 2026 03:00:00 GMT"
pytestmark = pytest.mark.torture


@dataclass(frozen=True)
class Told:
    """One answer, with this machine's clock around it."""

    sent: float
    answered: float
    status: int
    codes: tuple[str, ...]


def ask(hall, port, user, method, path, body):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        headers = {**headers_of(hall, user), "Content-Type": "application/json", "Date": WRONG_DATE}
        sent = time.time()
        line.request(method, path, json.dumps(body), headers)
        response = line.getresponse()
        text = json.loads(response.read() or b"{}")
        codes = tuple(o["code"].rpartition("obstacle_")[2] for o in text.get("obstacles", ()))
        return Told(sent, time.time(), response.status, codes), text
    finally:
        line.close()


def officer(hall):
    """Somebody who leads the meeting and watches its places, signed in."""
    from accounts.models import RoleGrant, User

    user = User.objects.create(
        email=f"ordf@{uuid4().hex[:8]}.example", name="Ordförande", created_at=clock.now()
    )
    for role in ("chair", "host"):
        RoleGrant.objects.create(user=user, role=role, granted_at=clock.now())
    sign_in(hall, [user.pk])
    return user.pk


@pytest.mark.timeout(120)
def test_a_timed_vote_is_decided_by_the_databases_clock_alone(race):
    hall = fill(race, voters=VOTERS)
    sign_in(hall, hall.voters)
    chair = officer(hall)
    poll = hall.new_poll()
    with ExitStack() as stack:
        ports = [
            stack.enter_context(web_process(threads=6, STADGA_CLOCK_OFFSET=str(skew))).port for skew in SKEWS
        ]
        opened, shape = ask(hall, ports[2], chair, "POST", f"/api/polls/{poll}/open", {"seconds": SECONDS})
        assert (opened.status, shape["seconds_left"]) == (200, SECONDS)
        deadline = Poll.objects.get(pk=poll).deadline.timestamp()

        def vote(n):
            """Spread over the time before and after the deadline, each time at another process."""
            told = []
            mine = hall.voters[n::HANDS]
            for number, voter in enumerate(mine):
                pause = deadline - SECONDS + 1.6 * SECONDS * number / len(mine) - time.time()
                time.sleep(max(pause, 0))
                ballot = {"choice": "yes", "key": str(uuid4()), "replaces": None}
                port = ports[(n + number) % len(ports)]
                told.append(ask(hall, port, voter, "PUT", f"/api/polls/{poll}/ballot", ballot)[0])
            return told

        answers = [told for thread in Crew(race, HANDS).do(vote) for told in thread]
        # the process that is ten minutes behind closes: before it was opened, by its own clock
        alive = f"/api/meetings/{hall.meeting}/venues/{hall.venues[0].pk}/alive"
        assert ask(hall, ports[0], chair, "POST", alive, {})[0].status == 200

    accepted = [told for told in answers if told.status == 200]
    refused = [told for told in answers if told.codes == ("closed",)]
    wrong = [told for told in accepted if told.sent > deadline]
    wrong += [told for told in refused if told.answered < deadline]
    assert len(accepted) + len(refused) == VOTERS
    assert min(len(accepted), len(refused)) > VOTERS / 5  # otherwise nothing was tried
    assert wrong == []
    found = Poll.objects.get(pk=poll)
    assert (found.state, found.result["counts"]["yes"]) == ("closed", len(accepted))
    assert found.closed_at < found.opened_at  # wrong clocks, right decisions
    assert Ballot.objects.filter(poll=poll).count() == len(accepted)
    course = (
        Entry.objects.filter(kind__startswith="voting.polls").order_by("pk").values_list("kind", flat=True)
    )
    assert [kind.rpartition(".")[2] for kind in course] == ["prepared", "opened", "closed"]
    tell(
        "T9",
        skew_in_minutes="±10",
        ballots=VOTERS,
        in_time=len(accepted),
        late=len(refused),
        wrong_decisions=0,
    )


def test_the_naive_twin_that_asks_its_own_clock_decides_wrongly():
    """Each process compares its own time with the end that another one wrote down."""
    now = clock.now()
    closes_at = now + timedelta(seconds=SKEWS[2]) + timedelta(seconds=SECONDS)  # opened at the fast one
    wrong = 0
    for late in (False, True):
        true_time = now + timedelta(seconds=SECONDS + (1 if late else -1))
        for skew in SKEWS:
            is_open = true_time + timedelta(seconds=skew) <= closes_at
            wrong += is_open == late

    assert wrong > 0
