from __future__ import annotations

from datetime import timedelta

import pytest

from tests.voting.meetings.conftest import KALMAR, REMOTE, VAXJO, new_member, register, venue


@pytest.fixture
def member(meeting, now):
    return new_member(7, name="Ölandsbit AB", at=now)


@pytest.fixture
def contact(person, member):
    return person("delegate", name="Kontakt 7", email=member.contact_email)


def wish(place, **more):
    return {
        "delegate_name": "Karin Thorell",
        "delegate_email": "Karin@Medlem.example",
        "venue": str(place.pk),
        "lunch": True,
        "diet": "vegetarisk",
        "access_needs": "hörslinga",
        **more,
    }


def codes(answer):
    return [o["code"] for o in answer.json()["obstacles"]]


def test_a_contact_registers_a_delegate_who_may_then_vote(
    alfa, meeting, member, contact, client_of, soon, last_entry
):
    client = client_of(alfa, contact)

    answer = client.put(
        f"/api/meetings/{meeting.pk}/my-registration", wish(venue(meeting, KALMAR)), format="json"
    )

    assert answer.status_code == 200
    assert answer.json() == {
        "id": answer.json()["id"],
        "member": {"id": str(member.pk), "number": "0007", "name": "Ölandsbit AB"},
        "delegate_name": "Karin Thorell",
        "delegate_email": "karin@medlem.example",
        "venue": str(venue(meeting, KALMAR).pk),
        "lunch": True,
        "diet": "vegetarisk",
        "access_needs": "hörslinga",
        "checked_in_at": None,
        "checked_in_venue": None,
        "substitute": None,
    }
    from accounts.models import User

    assert User.objects.get(email="karin@medlem.example").roles == {"delegate"}
    member.refresh_from_db()
    assert member.delegate_name == "Karin Thorell"
    assert client.get(f"/api/meetings/{meeting.pk}/my-registration").json() == answer.json()


def test_the_same_registration_again_gives_the_same_answer_and_records_nothing(
    alfa, meeting, contact, client_of, soon, last_entry
):
    client, address = client_of(alfa, contact), f"/api/meetings/{meeting.pk}/my-registration"
    first = client.put(address, wish(venue(meeting, KALMAR)), format="json")
    recorded = last_entry()

    again = client.put(address, wish(venue(meeting, KALMAR)), format="json")

    assert again.json() == first.json()
    assert last_entry() == recorded


def test_a_change_keeps_the_registration_and_what_people_need_is_never_recorded(
    alfa, meeting, contact, client_of, soon
):
    from journal.models import Entry

    client, address = client_of(alfa, contact), f"/api/meetings/{meeting.pk}/my-registration"
    first = client.put(address, wish(venue(meeting, KALMAR)), format="json").json()

    changed = client.put(address, wish(venue(meeting, REMOTE), lunch=False), format="json").json()

    assert changed == {**first, "venue": str(venue(meeting, REMOTE).pk), "lunch": False}
    newest = Entry.objects.latest("pk")
    assert newest.kind == "voting.meetings.changed"
    assert newest.body == {
        "registration": first["id"], "member": "Ölandsbit AB", "delegate": "Karin Thorell", "venue": REMOTE,
    }  # fmt: skip
    bodies = " ".join(str(e.body) for e in Entry.objects.all())
    assert "vegetarisk" not in bodies
    assert "hörslinga" not in bodies


def test_a_replaced_delegate_loses_the_role_and_the_new_one_has_it(alfa, meeting, contact, client_of, soon):
    from accounts.models import User

    client, address = client_of(alfa, contact), f"/api/meetings/{meeting.pk}/my-registration"
    first = client.put(address, wish(venue(meeting, KALMAR)), format="json").json()

    other = {"delegate_name": "Ny Person", "delegate_email": "ny@medlem.example"}
    second = client.put(address, wish(venue(meeting, KALMAR), **other), format="json").json()

    assert second["id"] == first["id"]
    assert second["delegate_name"] == "Ny Person"
    assert User.objects.get(email="karin@medlem.example").roles == frozenset()
    assert User.objects.get(email="ny@medlem.example").roles == {"delegate"}
    assert User.objects.get(email="kontakt7@medlem.example").roles == {"delegate"}


def test_a_delegate_changes_the_place_but_not_who_the_delegate_is(
    alfa, meeting, member, person, client_of, soon, last_entry, now
):
    delegate = register(meeting, member, venue(meeting, KALMAR), at=now).delegate
    client, address = client_of(alfa, delegate), f"/api/meetings/{meeting.pk}/my-registration"
    own = {"delegate_name": "Ombud 7", "delegate_email": "ombud7@medlem.example"}

    moved = client.put(address, wish(venue(meeting, VAXJO), **own), format="json")
    recorded = last_entry()
    handed_over = client.put(address, wish(venue(meeting, VAXJO)), format="json")

    assert moved.json()["venue"] == str(venue(meeting, VAXJO).pk)
    assert handed_over.status_code == 409
    assert handed_over.json()["obstacles"] == [
        {
            "code": "voting.meetings.obstacle_contact_replaces",
            "params": {"organisation": "Ölandsbit AB", "contact": "Kontakt 7"},
        }
    ]
    assert last_entry() == recorded


def test_somebody_who_is_neither_contact_nor_delegate_may_not(alfa, meeting, person, client_of, soon):
    client = client_of(alfa, person("delegate"))

    answers = [
        client.put(
            f"/api/meetings/{meeting.pk}/my-registration", wish(venue(meeting, KALMAR)), format="json"
        ),
        client.get(f"/api/meetings/{meeting.pk}/my-registration"),
        client.delete(f"/api/meetings/{meeting.pk}/my-registration"),
        client.get(f"/api/meetings/{meeting.pk}/my-organisation"),
    ]

    assert [a.status_code for a in answers] == [403] * 4


def test_after_the_last_day_only_the_office_registers(
    alfa, meeting, member, contact, person, client_of, monkeypatch, now, last_entry
):
    from kernel import clock

    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=11))
    recorded = last_entry()

    late = client_of(alfa, contact).put(
        f"/api/meetings/{meeting.pk}/my-registration", wish(venue(meeting, KALMAR)), format="json"
    )

    assert late.status_code == 409
    assert late.json()["obstacles"] == [
        {
            "code": "voting.meetings.obstacle_registration_closed",
            "params": {
                "date": meeting.registration_closes_at.isoformat(),
                "contact": "Kontor Nätverket Alfa",
            },
        }
    ]
    assert last_entry() == recorded
    assert meeting.registrations.count() == 0
    page = client_of(alfa, contact).get(f"/api/meetings/{meeting.pk}/my-organisation").json()
    assert page["member"]["name"] == "Ölandsbit AB"
    assert page["registration"] is None
    assert [o["code"] for o in page["obstacles"]] == ["voting.meetings.obstacle_registration_closed"]

    office = client_of(alfa, person("office")).post(
        f"/api/meetings/{meeting.pk}/registrations",
        {**wish(venue(meeting, KALMAR)), "member": str(member.pk)},
        format="json",
    )

    assert office.status_code == 200
    assert office.json()["delegate_name"] == "Karin Thorell"


def test_all_obstacles_are_named_at_once(alfa, meeting, member, contact, client_of, monkeypatch, now):
    from kernel import clock

    meeting.venues.filter(name=KALMAR).update(capacity=1)
    other = new_member(8, name="Åby IT", at=now)
    register(meeting, other, venue(meeting, KALMAR), at=now)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=11))
    theirs = {"delegate_email": "ombud8@medlem.example"}

    answer = client_of(alfa, contact).put(
        f"/api/meetings/{meeting.pk}/my-registration", wish(venue(meeting, KALMAR), **theirs), format="json"
    )

    assert codes(answer) == [
        "voting.meetings.obstacle_registration_closed",
        "voting.meetings.obstacle_venue_full",
        "voting.meetings.obstacle_delegate_elsewhere",
    ]
    assert answer.json()["obstacles"][2]["params"] == {"name": "Ombud 8", "organisation": "Åby IT"}


def test_a_member_keeps_its_delegate_when_the_office_registers_another(
    alfa, meeting, member, person, client_of, soon, now, last_entry
):
    before = register(meeting, member, venue(meeting, KALMAR), at=now)
    client = client_of(alfa, person("office"))
    recorded = last_entry()

    answer = client.post(
        f"/api/meetings/{meeting.pk}/registrations",
        {**wish(venue(meeting, KALMAR)), "member": str(member.pk)},
        format="json",
    )

    assert answer.json()["obstacles"] == [
        {
            "code": "voting.meetings.obstacle_already_has_delegate",
            "params": {"organisation": "Ölandsbit AB", "name": "Ombud 7"},
        }
    ]
    assert last_entry() == recorded

    changed = client.put(
        f"/api/meetings/{meeting.pk}/registrations/{before.pk}", wish(venue(meeting, KALMAR)), format="json"
    )

    assert changed.json()["id"] == str(before.pk)
    assert changed.json()["delegate_name"] == "Karin Thorell"


def test_a_full_hall_is_full_and_the_remote_place_never_is(
    alfa, meeting, member, contact, client_of, soon, now
):
    meeting.venues.filter(name=KALMAR).update(capacity=1)
    register(meeting, new_member(8, at=now), venue(meeting, KALMAR), at=now)
    client, address = client_of(alfa, contact), f"/api/meetings/{meeting.pk}/my-registration"

    full = client.put(address, wish(venue(meeting, KALMAR)), format="json")
    remote = client.put(address, wish(venue(meeting, REMOTE)), format="json")

    assert full.json()["obstacles"] == [
        {"code": "voting.meetings.obstacle_venue_full", "params": {"venue": KALMAR}}
    ]
    assert remote.status_code == 200


def test_cancelling_takes_the_registration_and_the_role_and_may_be_repeated(
    alfa, meeting, contact, client_of, soon, last_entry
):
    from accounts.models import User
    from journal.models import Entry

    client, address = client_of(alfa, contact), f"/api/meetings/{meeting.pk}/my-registration"
    client.put(address, wish(venue(meeting, KALMAR)), format="json")

    first, again = client.delete(address), client.delete(address)

    assert [first.status_code, again.status_code] == [204, 204]
    assert meeting.registrations.count() == 0
    assert User.objects.get(email="karin@medlem.example").roles == frozenset()
    assert Entry.objects.filter(kind="voting.meetings.cancelled").count() == 1
    assert client.get(address).status_code == 404


def test_the_office_sees_everybody_in_swedish_order_with_the_kitchens_numbers(
    alfa, meeting, person, client_of, soon, now
):
    kalmar, remote = venue(meeting, KALMAR), venue(meeting, REMOTE)
    for number, name in enumerate(["Östbit AB", "Ek AB", "Åby IT", "Zon AB"], 1):
        register(meeting, new_member(number, name=name, at=now), remote if number == 2 else kalmar, at=now)
    meeting.registrations.exclude(venue=remote).update(lunch=True, diet="vegansk")
    meeting.registrations.filter(venue=remote).update(access_needs="teckentolk")
    client = client_of(alfa, person("secretary"))

    found = client.get(f"/api/meetings/{meeting.pk}/registrations").json()
    one = client.get(f"/api/meetings/{meeting.pk}/registrations?search=OMBUD åby").json()

    assert [r["member"]["name"] for r in found["results"]] == ["Ek AB", "Zon AB", "Åby IT", "Östbit AB"]
    assert found["count"] == 4
    needs = {"lunch": 3, "diets": {"vegansk": 3}, "access": {"teckentolk": 1}}
    assert {k: found["totals"][k] for k in needs} == needs
    assert [(p["name"], p["registered"], p["lunch"]) for p in found["totals"]["per_venue"]] == [
        (KALMAR, 3, 3),
        (VAXJO, 0, 0),
        (REMOTE, 1, 0),
    ]
    assert [r["member"]["name"] for r in one["results"]] == ["Åby IT"]
    assert one["totals"] == found["totals"]


def test_the_list_costs_the_same_for_one_and_for_many(meeting, now):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from voting.meetings.queries import registration_list

    register(meeting, new_member(1, at=now), venue(meeting, KALMAR), at=now)
    with CaptureQueriesContext(connection) as for_one:
        registration_list(meeting.pk, search="")
    for number in range(2, 5):
        register(meeting, new_member(number, at=now), venue(meeting, KALMAR), at=now)
    with CaptureQueriesContext(connection) as for_many:
        found = registration_list(meeting.pk, search="")

    assert found["count"] == 4
    assert len(for_many) == len(for_one)
