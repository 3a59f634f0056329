from __future__ import annotations

from datetime import timedelta

import pytest

from tests.voting.meetings.conftest import KALMAR, REMOTE, VAXJO, new_member, register, venue
from tests.voting.register.conftest import HOUSE, come


@pytest.fixture
def desk(alfa, meeting, person, client_of, soon):
    return client_of(alfa, person("teller", name="Eva Rask"))


@pytest.fixture
def registration(meeting, now):
    return register(meeting, new_member(7, name="Ölandsbit AB", at=now), venue(meeting, KALMAR), at=now)


def check_in(desk, meeting, registration, place):
    body = {"registration": str(registration.pk), "venue": str(venue(meeting, place).pk)}
    return desk.post(f"/api/meetings/{meeting.pk}/check-ins", body, format="json")


def facts(kind):
    from journal.models import Entry

    return list(Entry.objects.filter(kind=kind).order_by("pk").values_list("body", flat=True))


def test_the_desk_checks_in_and_the_same_again_is_no_error(desk, meeting, registration, now):
    first = check_in(desk, meeting, registration, KALMAR)
    again = check_in(desk, meeting, registration, KALMAR)

    assert first.status_code == 200
    assert first.json()["checked_in_at"] == "2016-10-11T11:00:00Z"
    assert first.json()["checked_in_venue"] == str(venue(meeting, KALMAR).pk)
    assert again.json() == first.json()
    assert facts("voting.meetings.checked_in") == [
        {
            "registration": str(registration.pk),
            "member": "Ölandsbit AB",
            "delegate": "Ombud 7",
            "venue": KALMAR,
            "is_substitute": False,
        }
    ]


def test_a_delegate_may_come_to_another_hall_than_the_one_registered(desk, meeting, registration):
    answer = check_in(desk, meeting, registration, VAXJO).json()

    assert answer["checked_in_venue"] == str(venue(meeting, VAXJO).pk)
    assert answer["venue"] == str(venue(meeting, KALMAR).pk)


def test_somebody_who_is_elsewhere_leaves_there_first(desk, meeting, registration, last_entry):
    check_in(desk, meeting, registration, KALMAR)
    recorded = last_entry()

    refused = check_in(desk, meeting, registration, VAXJO)

    assert refused.status_code == 409
    assert refused.json()["obstacles"] == [
        {
            "code": "voting.register.obstacle_already_checked_in",
            "params": {"organisation": "Ölandsbit AB", "venue": KALMAR, "name": "Ombud 7"},
        }
    ]
    assert last_entry() == recorded
    address = f"/api/meetings/{meeting.pk}/check-ins/{registration.pk}"
    assert [desk.delete(address).status_code for _ in range(2)] == [204, 204]
    assert check_in(desk, meeting, registration, VAXJO).status_code == 200
    assert len(facts("voting.meetings.checked_out")) == 1


def test_a_hall_holds_no_more_than_it_holds(desk, meeting, registration, now):
    meeting.venues.filter(name=KALMAR).update(capacity=1)
    walk_in = register(meeting, new_member(8, at=now), venue(meeting, VAXJO), at=now)
    come(meeting, walk_in, KALMAR, at=now)

    refused = check_in(desk, meeting, registration, KALMAR)

    assert refused.json()["obstacles"] == [
        {"code": "voting.meetings.obstacle_venue_full", "params": {"venue": KALMAR}}
    ]


def test_a_remote_delegate_says_that_they_are_here(alfa, meeting, client_of, soon, now):
    remote = register(meeting, new_member(9, at=now), venue(meeting, REMOTE), at=now)
    phone = client_of(alfa, remote.delegate)

    first = phone.post(f"/api/meetings/{meeting.pk}/arrive")
    again = phone.post(f"/api/meetings/{meeting.pk}/arrive")

    assert first.status_code == 200
    assert first.json()["checked_in_venue"] == str(venue(meeting, REMOTE).pk)
    assert again.json() == first.json()
    assert len(facts("voting.meetings.checked_in")) == 1


def test_in_a_hall_the_desk_checks_in_and_nobody_does_so_the_day_before(
    alfa, meeting, registration, client_of, monkeypatch, last_entry
):
    from kernel import clock

    monkeypatch.setattr(clock, "now", lambda: meeting.starts_at - timedelta(hours=13))
    phone, recorded = client_of(alfa, registration.delegate), last_entry()

    refused = phone.post(f"/api/meetings/{meeting.pk}/arrive")

    assert refused.json()["obstacles"] == [
        {"code": "voting.meetings.obstacle_check_in_at_desk", "params": {"venue": KALMAR}},
        {
            "code": "voting.meetings.obstacle_check_in_not_open",
            "params": {"time": (meeting.starts_at - timedelta(hours=12)).isoformat()},
        },
    ]
    assert last_entry() == recorded


def test_somebody_who_is_no_delegate_here_is_told_so(alfa, meeting, person, client_of, soon):
    answer = client_of(alfa, person("delegate", name="Ove Gäst")).post(f"/api/meetings/{meeting.pk}/arrive")

    assert answer.json()["obstacles"] == [
        {"code": "voting.register.obstacle_not_a_delegate", "params": {"name": "Ove Gäst"}}
    ]


def test_one_who_is_here_is_neither_replaced_nor_cancelled(meeting, registration, now):
    from kernel.errors import Refused
    from voting.meetings import actions as meetings
    from voting.register.actions import check_out

    come(meeting, registration, at=now)
    other = meetings.Wish("Ny Person", "ny@medlem.example", registration.venue_id)

    with pytest.raises(Refused) as replaced:
        meetings.change_at_desk(
            meeting_id=meeting.pk, registration_id=registration.pk, wish=other, by=HOUSE, at=now
        )
    with pytest.raises(Refused) as cancelled:
        meetings.cancel_at_desk(meeting_id=meeting.pk, registration_id=registration.pk, by=HOUSE, at=now)
    check_out(meeting_id=meeting.pk, registration_id=registration.pk, by=HOUSE, at=now)
    with pytest.raises(Refused) as has_been:
        meetings.cancel_at_desk(meeting_id=meeting.pk, registration_id=registration.pk, by=HOUSE, at=now)

    told = [r.value.obstacles[0] for r in (replaced, cancelled, has_been)]
    assert [(o.code, o.params) for o in told] == [
        ("voting.register.obstacle_delegate_present", {"name": "Ombud 7", "organisation": "Ölandsbit AB"}),
        ("voting.meetings.obstacle_checked_in", {"name": "Ombud 7", "venue": KALMAR}),
        ("voting.meetings.obstacle_has_been_here", {"name": "Ombud 7"}),
    ]
    assert meeting.registrations.get().delegate.name == "Ombud 7"
