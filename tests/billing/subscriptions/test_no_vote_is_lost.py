"""A meeting is never stopped by money: what is under way, or is held today, goes on to its end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from billing.subscriptions import actions, queries
from kernel import clock as house_clock
from kernel.tenancy import inside
from tests.billing.subscriptions.conftest import DAY, fresh
from tests.billing.subscriptions.test_read_only_everywhere import EVEN_THEN, ask, said_no, write_doors
from tests.billing.subscriptions.test_read_only_everywhere import (
    anything as anything,  # noqa: PLC0414  the neighbour's fixture
)
from tests.voting.polls.conftest import (
    cast as cast,  # noqa: PLC0414
)
from tests.voting.polls.conftest import client_of as client_of  # noqa: PLC0414
from tests.voting.polls.conftest import hall as hall  # noqa: PLC0414
from tests.voting.polls.conftest import voter as voter  # noqa: PLC0414
from voting.meetings.models import Meeting
from voting.polls.models import Ballot


@pytest.fixture
def shut(association):
    """shut(): read-only from now on, however much of the trial is left."""

    def doing():
        from billing.subscriptions.models import Subscription

        at = house_clock.now()
        Subscription.objects.filter(pk=association.network.pk).update(
            standing="read_only", trial_until=at - 40 * DAY, unpaid_since=at - 35 * DAY,
            grace_until=at - DAY, read_only_since=at,
        )  # fmt: skip
        queries.forget_open(association.network.pk)

    return doing


def planned(association, **more):
    at = house_clock.now()
    given = {
        "title": "Årsmöte", "kind": "annual", "starts_at": at, "registration_closes_at": at,
        "created_at": at - 60 * DAY, **more,
    }  # fmt: skip
    with inside(association.network):
        return Meeting.objects.create(**given)


def refused(client):
    return {one for one in write_doors() if said_no(ask(client, *one))}


def test_every_ballot_counts_though_read_only_begins_in_the_middle_of_the_vote(association, hall, cast, shut):
    poll = hall.open_poll()
    first = [cast(n, poll, "yes").status_code for n in range(3)]
    shut()
    rest = [cast(n, poll, "no").status_code for n in range(3, 6)]

    assert (first, rest) == ([200] * 3, [200] * 3)
    assert Ballot.objects.filter(poll=poll).count() == 6


def test_a_guard_that_knows_of_no_meetings_loses_votes(association, hall, cast, shut, monkeypatch):
    """The naive way."""
    poll = hall.open_poll()
    assert [cast(n, poll, "yes").status_code for n in range(3)] == [200] * 3
    shut()
    monkeypatch.setattr(queries, "meetings_held", lambda **_: [])

    assert [cast(n, poll, "no").status_code for n in range(3, 6)] == [409] * 3
    assert Ballot.objects.filter(poll=poll).count() == 3


def test_a_ballot_asks_nothing_of_the_subscription(association, hall, cast):
    """A hall votes in a second: that the association may write is remembered, that it may not never is."""
    poll = hall.open_poll()
    cast(0, poll, "yes")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert cast(1, poll, "yes").status_code == 200

    assert [one["sql"] for one in asked if "subscriptions_" in one["sql"]] == []


@pytest.mark.parametrize(
    "meeting",
    [
        {"state": "open", "opened_at": 0},
        {"state": "adjourned", "opened_at": 0, "adjourned_at": 0},
        {"state": "adjourned", "opened_at": -30, "adjourned_at": -30, "resumes_at": 0},
        {"state": "planned"},
    ],
)
def test_on_the_day_of_a_meeting_nothing_at_all_is_refused(association, anything, shut, meeting):
    at = house_clock.now()
    times = {name: at + day * DAY for name, day in meeting.items() if name != "state"}
    planned(association, state=meeting["state"], **times)
    shut()

    assert refused(anything) == set()
    assert anything.get("/api/subscription/banner") is not None


def test_a_meeting_that_goes_on_for_days_keeps_its_own_rooms(association, anything, shut):
    at = house_clock.now()
    planned(association, state="open", starts_at=at - 3 * DAY, opened_at=at - 3 * DAY)
    shut()
    found = refused(anything)

    assert ("POST", "/api/members") in found
    assert ("PUT", "/api/polls/<uuid:poll_id>/ballot") not in found
    assert {address for _, address in found if "/polls/" in address or "/meetings/" in address} == set()


def test_those_who_were_called_say_that_they_come_and_who_votes_in_their_place(association, anything, shut):
    at = house_clock.now()
    planned(association, starts_at=at + 10 * DAY, invited_at=(at - 30 * DAY).date())
    shut()
    found = refused(anything)

    open_still = set(write_doors()) - found - EVEN_THEN
    assert open_still == {
        ("PUT", "/api/meetings/<uuid:meeting_id>/my-registration"),
        ("DELETE", "/api/meetings/<uuid:meeting_id>/my-registration"),
        ("PUT", "/api/meetings/<uuid:meeting_id>/my-substitute"),
        ("DELETE", "/api/meetings/<uuid:meeting_id>/my-substitute"),
        ("POST", "/api/meetings/<uuid:meeting_id>/my-proxies"),
        ("DELETE", "/api/meetings/<uuid:meeting_id>/my-proxies/<uuid:proxy_id>"),
    }


@pytest.mark.parametrize(
    "meeting",
    [
        {"state": "open", "opened_at": 0, "is_rehearsal": True},
        {"state": "closed", "opened_at": 0, "closed_at": 0},
        {"state": "planned", "starts_at": 3},
        {"state": "planned", "created_at": 1},
    ],
)
def test_what_is_no_meeting_of_today_keeps_nothing_open(association, anything, shut, meeting):
    """A rehearsal, one that is over, one of another day, one that was planned after it began."""
    at = house_clock.now()
    times = {
        name: at + value * DAY if name not in {"state", "is_rehearsal"} else value
        for name, value in meeting.items()
    }
    planned(association, **times)
    shut()

    assert ("PUT", "/api/polls/<uuid:poll_id>/ballot") in refused(anything)


def test_the_beat_waits_for_the_meeting_to_be_over(association):
    association.forward(days=91)
    assert association.step() == "unpaid"
    association.forward(days=31)
    meeting = planned(
        association, state="open", opened_at=association.at - timedelta(hours=2), starts_at=association.at
    )
    assert association.step() == "unpaid"
    meeting.state, meeting.closed_at = "closed", association.at
    meeting.save()

    assert association.step() == "read_only"


def test_a_meeting_over_midnight_is_one_meeting(association):
    from datetime import UTC, datetime

    late = datetime(2017, 3, 28, 21, 0, tzinfo=UTC)  # 23:00 in Stockholm
    planned(association, state="open", starts_at=late, opened_at=late)
    planned(association, starts_at=datetime(2017, 6, 1, 22, 30, tzinfo=UTC))

    assert queries.is_held_today(at=late + timedelta(hours=5))
    assert queries.is_held_today(at=datetime(2017, 6, 1, 21, 30, tzinfo=UTC)), (
        "at half past midnight, doors open before"
    )
    assert not queries.is_held_today(at=datetime(2017, 4, 28, 12, 0, tzinfo=UTC))


def test_after_the_meeting_whoever_pays_is_as_open_as_before(association, anything, shut):
    fresh(association.network, association.at)
    shut()
    assert ("POST", "/api/members") in refused(anything)
    with inside(association.network):
        association.subscribe()
        actions.look(at=association.at)

    assert not said_no(ask(anything, "POST", "/api/members"))


@pytest.mark.parametrize(
    ("meeting", "told"),
    [
        (None, "-"),
        ({"state": "open", "opened_at": 0}, "everything, by a meeting today"),
        ({"state": "open", "opened_at": -3}, "the meeting that has begun, to its end"),
        (
            {"state": "planned", "starts_at": 9, "invited_at": 0},
            "registrations and proxies for a meeting that was called",
        ),
    ],
)
def test_the_platforms_staff_see_what_a_meeting_holds_open(association, shut, capsys, meeting, told):
    at = house_clock.now()
    if meeting is not None:
        times = {name: at + value * DAY for name, value in meeting.items() if name != "state"}
        if "invited_at" in times:
            times["invited_at"] = times["invited_at"].date()
        planned(association, state=meeting["state"], **times)
    shut()
    call_command("subscriptions")

    line = next(one for one in capsys.readouterr().out.splitlines() if one.startswith("alfa "))
    assert line.startswith("alfa                            read_only")
    assert line.endswith("  " + told)


def test_the_platforms_staff_see_that_read_only_waits_for_the_meeting_to_be_over(association, capsys):
    association.forward(days=91)
    assert association.step() == "unpaid"
    association.forward(days=31)
    planned(association, state="open", opened_at=house_clock.now(), starts_at=house_clock.now())
    call_command("subscriptions")

    line = next(one for one in capsys.readouterr().out.splitlines() if one.startswith("alfa "))
    assert line.endswith("  everything, by a meeting today")
