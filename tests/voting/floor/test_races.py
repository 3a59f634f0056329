"""What happens at once, on connections of their own; each with the naive way, which fails."""

from __future__ import annotations

import threading
import time
from uuid import uuid4

import pytest

from tests.racing import at_once
from tests.torture.hall import NOW
from tests.voting.floor.conftest import CHAIR, debate_in

PEOPLE = 50


@pytest.fixture
def house(own_tenant, django_db_blocker):
    from kernel.tenancy import inside

    with django_db_blocker.unblock(), inside(own_tenant):
        yield own_tenant


@pytest.mark.torture
def test_two_who_press_next_at_once_give_the_floor_to_one_and_skip_nobody(house):
    from voting.floor import actions
    from voting.floor.models import Request

    debate = debate_in(house, delegates=3)
    for n in range(3):
        debate.ask(n)

    def press():
        actions.next_speaker(meeting_id=debate.meeting, turn=0, by=CHAIR, at=debate.later())

    assert at_once(house, [press, press]) == ["done", "done"]
    states = list(Request.objects.order_by("number").values_list("state", flat=True))
    assert states == ["speaking", "waiting", "waiting"]


@pytest.mark.torture
def test_the_naive_next_runs_past_somebody_who_never_got_to_speak(house):
    """Lock, end, call: but which turn the press meant is not asked: the second ends the first speaker."""
    from django.db import transaction

    from voting.floor.models import Request
    from voting.meetings.actions.locks import lock_meeting

    debate = debate_in(house, delegates=3)
    for n in range(3):
        debate.ask(n)

    @transaction.atomic
    def naive():
        lock_meeting(debate.meeting)
        Request.objects.filter(state="speaking").update(state="done", ended_at=debate.later())
        first = Request.objects.filter(state="waiting").order_by("number").first()
        Request.objects.filter(pk=first.pk).update(state="speaking", started_at=NOW)

    at_once(house, [naive, naive])

    states = list(Request.objects.order_by("number").values_list("state", flat=True))
    assert states == ["done", "speaking", "waiting"]


@pytest.mark.torture
def test_the_naive_next_without_a_lock_crashes_on_the_second_speaker(house):
    from voting.floor.models import Request

    debate = debate_in(house, delegates=2)
    for n in range(2):
        debate.ask(n)
    looked = threading.Barrier(2)

    def naive(n):
        first = Request.objects.filter(state="waiting").order_by("number")[n]
        nobody = not Request.objects.filter(state="speaking").exists()
        looked.wait()
        if nobody:
            Request.objects.filter(pk=first.pk).update(state="speaking", started_at=NOW)

    outcomes = at_once(house, [lambda: naive(0), lambda: naive(1)])

    assert outcomes == ["crashed", "done"]


@pytest.mark.torture
def test_fifty_who_ask_at_once_from_three_places_stand_in_one_order_for_everybody(house, capsys):
    from journal.models import Entry
    from voting.floor.enums import Policy
    from voting.floor.models import Request

    debate = debate_in(house, delegates=PEOPLE)
    debate.call("set_policy", policy=Policy.ROUND_ROBIN_BY_VENUE)
    before = time.monotonic()

    outcomes = at_once(house, [lambda n=n: debate.ask(n) for n in range(PEOPLE)])

    took = time.monotonic() - before
    assert outcomes == ["done"] * PEOPLE
    assert sorted(Request.objects.values_list("number", flat=True)) == list(range(1, PEOPLE + 1))
    told = list(Entry.objects.filter(kind="voting.floor.asked").order_by("id").values_list("body", flat=True))
    versions = [body["floor"]["version"] for body in told]
    assert versions == sorted(versions)
    assert [len(body["floor"]["waiting"]) for body in told] == list(range(1, PEOPLE + 1))
    assert told[-1]["floor"] == debate.floor()
    venues = [one["venue_name"] for one in debate.floor()["waiting"]]
    assert all(len(set(venues[n : n + 3])) == 3 for n in range(0, 48, 3))
    with capsys.disabled():
        print(f"\nfloor: {PEOPLE} asked at once from three places in {took:.2f} s, one order")  # noqa: T201  a figure that is kept


@pytest.mark.torture
def test_one_wish_sent_five_times_at_once_is_one_wish(house):
    from voting.floor.models import Request

    debate = debate_in(house, delegates=1)
    key = uuid4()

    outcomes = at_once(house, [lambda: debate.ask(0, key=key) for _ in range(5)])

    assert outcomes == ["done"] * 5
    assert Request.objects.count() == 1


@pytest.mark.torture
def test_the_naive_wish_sent_twice_at_once_crashes(house):
    from voting.floor.models import Request

    debate = debate_in(house, delegates=1)
    delegate, key, looked = debate.registrations[0], uuid4(), threading.Barrier(2)

    def naive():
        is_new = not Request.objects.filter(pk=key).exists()
        looked.wait()
        if is_new:
            Request.objects.create(
                id=key, meeting_id=debate.meeting, item_no=9, number=1, kind="speech", registration=delegate,
                name="Ombud 0", venue=delegate.venue, channel="phone", asked_at=NOW,
            )  # fmt: skip

    assert at_once(house, [naive, naive]) == ["crashed", "done"]
