"""What happens at once, on connections of their own; each with the naive way, which fails."""

from __future__ import annotations

import threading

import pytest

from tests.racing import at_once
from tests.voting.meetings.conftest import KALMAR, new_meeting, new_member, register, venue

SEATS, THREADS = 3, 10


@pytest.fixture
def house(own_tenant, django_db_blocker):
    from kernel.tenancy import inside

    with django_db_blocker.unblock(), inside(own_tenant):
        yield own_tenant


@pytest.mark.torture
def test_the_last_seats_go_to_exactly_as_many_as_there_are_seats(house, now):
    meeting = new_meeting(at=now, capacity=SEATS)
    place = venue(meeting, KALMAR)
    members = [new_member(n, at=now) for n in range(1, THREADS + 1)]

    outcomes = at_once(house, [lambda m=m: register(meeting, m, place, at=now) for m in members])

    full = "voting.meetings.obstacle_venue_full"
    assert outcomes == ["done"] * SEATS + [full] * (THREADS - SEATS)
    assert place.registrations.count() == SEATS


@pytest.mark.torture
def test_the_naive_way_to_the_last_seats_overfills_the_hall(house, now):
    from accounts.actions import ensure_user
    from voting.meetings.models import Registration

    meeting = new_meeting(at=now, capacity=SEATS)
    place = venue(meeting, KALMAR)
    members = [new_member(n, at=now) for n in range(1, THREADS + 1)]
    users = {
        m.pk: ensure_user(email=f"ombud{m.number}@medlem.example", name="Ombud", at=now) for m in members
    }
    counted = threading.Barrier(THREADS)

    def naive(member):
        taken = place.registrations.count()
        counted.wait()
        if taken < SEATS:
            Registration.objects.create(
                meeting=meeting, member=member, delegate=users[member.pk], venue=place,
                registered_at=now, changed_at=now,
            )  # fmt: skip

    at_once(house, [lambda m=m: naive(m) for m in members])

    assert place.registrations.count() == THREADS


@pytest.mark.torture
def test_two_registrations_of_one_member_at_once_are_one_registration(house, now):
    from journal.models import Entry

    meeting = new_meeting(at=now)
    place, member = venue(meeting, KALMAR), new_member(1, at=now)

    outcomes = at_once(house, [lambda: register(meeting, member, place, at=now) for _ in range(2)])

    assert outcomes == ["done", "done"]
    assert meeting.registrations.count() == 1
    assert Entry.objects.filter(kind="voting.meetings.registered").count() == 1


@pytest.mark.torture
def test_the_naive_way_to_register_one_member_twice_crashes(house, now):
    from accounts.actions import ensure_user
    from voting.meetings.models import Registration

    meeting = new_meeting(at=now)
    place, member = venue(meeting, KALMAR), new_member(1, at=now)
    user = ensure_user(email="ombud1@medlem.example", name="Ombud", at=now)
    looked = threading.Barrier(2)

    def naive():
        there = meeting.registrations.filter(member=member).exists()
        looked.wait()
        if not there:
            Registration.objects.create(
                meeting=meeting, member=member, delegate=user, venue=place, registered_at=now, changed_at=now
            )

    assert at_once(house, [naive, naive]) == ["crashed", "done"]


@pytest.mark.torture
def test_one_person_wanted_by_two_organisations_at_once_represents_one(house, now):
    meeting = new_meeting(at=now)
    place = venue(meeting, KALMAR)
    members = [new_member(n, at=now) for n in (1, 2)]
    email = "samma@medlem.example"

    outcomes = at_once(house, [lambda m=m: register(meeting, m, place, at=now, email=email) for m in members])

    assert outcomes == ["done", "voting.meetings.obstacle_delegate_elsewhere"]
    assert meeting.registrations.count() == 1


@pytest.mark.torture
def test_the_same_decision_sent_twice_at_once_is_taken_once(house, now):
    from kernel.actor import Actor
    from tenants.decisions.enums import Method
    from tenants.decisions.models import Decision
    from voting.meetings.actions import confirm_venue, open_meeting, record_decision

    meeting, office = new_meeting(at=now), Actor.system()
    for place in meeting.venues.all():
        confirm_venue(meeting_id=meeting.pk, venue_id=place.pk, by=office, at=now)
    open_meeting(meeting_id=meeting.pk, by=office, at=now)

    def decide():
        record_decision(
            meeting_id=meeting.pk, item_no=1, text_sv="Mötet öppnades.", method=Method.NOTE, by=office, at=now
        )

    assert at_once(house, [decide] * 4) == ["done"] * 4
    assert Decision.objects.count() == 1


@pytest.mark.torture
def test_the_database_refuses_the_same_words_twice_without_the_lock(house, now):
    from kernel.actor import Actor
    from tenants.decisions.actions import take_decision
    from tenants.decisions.enums import Method
    from tenants.decisions.models import Decision

    meeting = new_meeting(at=now)

    def decide_without_the_meeting():
        take_decision(
            meeting=meeting.pk, item_no=1, text_sv="Mötet öppnades.", method=Method.NOTE,
            by=Actor.system(), at=now,
        )  # fmt: skip

    outcomes = at_once(house, [decide_without_the_meeting] * 4)

    assert "done" in outcomes
    assert set(outcomes) <= {"done", "crashed"}
    assert Decision.objects.count() == 1
