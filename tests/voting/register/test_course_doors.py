"""The course of a meeting through its doors: one press, and the meeting as it then stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.voting.meetings.conftest import (
    KALMAR,
    client_of,  # noqa: F401  a fixture
    meeting,  # noqa: F401  a fixture
    soon,  # noqa: F401  a fixture
    venue,
)
from tests.voting.register.conftest import approve, come, hall  # noqa: F401  a fixture


@pytest.fixture
def house(hall, alfa, person, client_of, now, soon):  # noqa: F811
    """The meeting at § 5 with two of four here, its register approved; the chair's client."""
    found, registrations = hall
    for registration in registrations[:2]:
        come(found, registration, at=now)
    approve(found, 2, at=now)
    return found, registrations, client_of(alfa, person("chair"))


def at(found, rest):
    return f"/api/meetings/{found.pk}/{rest}"


def post(client, found, rest, body=None, status=200):
    answer = client.post(at(found, rest), body or {}, format="json")
    assert answer.status_code == status, answer.content
    return answer.json() if answer.content else None


def test_a_decision_is_recorded_undone_and_recorded_again(house):
    found, _, chair = house
    words = {"text_sv": "att godkänna", "method": "acclamation"}
    post(chair, found, "items/6/start")
    post(chair, found, "items/6/decisions", words)

    shown = chair.get(f"/api/meetings/{found.pk}").json()
    step = shown["undo"]
    after = post(chair, found, "undo", {"event": step["event"], "reason": "fel ord"})
    post(chair, found, "items/6/decisions", words)

    assert (step["what"], step["obstacles"]) == ("tenants.decisions.taken", [])
    assert after["items"][5]["decisions"] == []
    assert after["undo"]["what"] == "voting.meetings.item_started"
    again = chair.get(f"/api/meetings/{found.pk}").json()
    assert [d["text_sv"] for d in again["items"][5]["decisions"]] == ["att godkänna"]


def test_an_item_is_tabled_or_referred_back_with_reasons(house):
    found, _, chair = house
    post(chair, found, "items/6/start")

    post(chair, found, "items/6/refer-back", {}, status=400)
    shown = post(chair, found, "items/6/refer-back", {"reasons": "utred mer"})
    post(chair, found, "items/7/start")
    tabled = post(chair, found, "items/7/table")

    assert (shown["items"][5]["outcome"], shown["items"][5]["outcome_reasons"]) == (
        "referred_back",
        "utred mer",
    )
    assert tabled["items"][6]["outcome"] == "tabled"


def test_a_break_and_back(house, soon):  # noqa: F811
    found, _, chair = house
    until = (soon + timedelta(minutes=20)).isoformat()

    away = post(chair, found, "adjourn", {"reason": "rast", "resumes_at": until})
    refused = post(chair, found, "items/6/start", status=409)
    back = post(chair, found, "resume")

    assert (away["state"], back["state"], back["adjourned_at"]) == ("adjourned", "open", None)
    assert refused["obstacles"][0]["code"] == "voting.meetings.obstacle_adjourned"


def test_what_was_heard_and_demanded_is_shown_under_the_item(house, alfa, client_of):  # noqa: F811
    found, registrations, chair = house
    post(chair, found, "items/6/start")
    place = str(venue(found, KALMAR).pk)

    post(
        chair,
        found,
        "items/6/soundings",
        {"step": "trial_vote", "heard": "yes", "venues": [{"venue": place, "heard": "yes"}]},
    )
    delegate = client_of(alfa, registrations[0].delegate)
    post(delegate, found, "items/6/my-demand", status=201)

    item = chair.get(f"/api/meetings/{found.pk}").json()["items"][5]
    assert [s["step"] for s in item["soundings"]] == ["trial_vote"]
    assert item["demanded_by"] == ["Ombud 1 (Östbit AB)"]
    assert chair.get(at(found, "next")).json()["act"]["code"] == "voting.meetings.next_count"


def test_a_delegate_reserves_from_the_phone_and_takes_it_back(house, alfa, client_of):  # noqa: F811
    found, registrations, chair = house
    post(chair, found, "items/6/start")
    post(chair, found, "items/6/decisions", {"text_sv": "att godkänna", "method": "acclamation"})
    mine, other, absent = (client_of(alfa, r.delegate) for r in registrations[:3])
    body = {"kind": "reservation", "text_sv": "Jag reserverar mig."}

    note = post(mine, found, "items/6/my-notes", body, status=201)
    refused = post(absent, found, "items/6/my-notes", body, status=409)
    assert other.delete(at(found, f"my-notes/{note['id']}")).status_code == 404
    assert mine.delete(at(found, f"my-notes/{note['id']}")).status_code == 204

    assert note["own"] is True
    assert refused["obstacles"][0]["code"] == "voting.meetings.obstacle_only_with_a_vote"
    assert chair.get(f"/api/meetings/{found.pk}").json()["items"][5]["notes"] == []


def test_the_chair_is_led_from_the_places_to_the_first_item(meeting, alfa, person, client_of, soon):  # noqa: F811
    chair, seen = client_of(alfa, person("chair")), []

    for _ in range(5):
        act = chair.get(at(meeting, "next")).json()["act"]
        seen.append(act["code"].rpartition(".")[2])
        assert chair.post(act["action"]["url"], act["action"]["body"], format="json").status_code == 200

    assert seen == ["next_confirm_venue"] * 3 + ["next_open", "next_item"]


def test_the_office_rehearses_and_clears_away(meeting, alfa, person, client_of):  # noqa: F811
    office = client_of(alfa, person("office"))

    practice = post(office, meeting, "rehearsals", status=201)

    assert practice["is_rehearsal"] is True
    assert office.delete(f"/api/meetings/{practice['id']}").status_code == 204
    assert office.delete(f"/api/meetings/{meeting.pk}").status_code == 409
    assert [m["id"] for m in office.get("/api/meetings").json()] == [str(meeting.pk)]


def test_a_substitute_sees_their_own_presence(house, alfa, client_of, now):  # noqa: F811
    from accounts.models import User
    from kernel.actor import Actor
    from voting.meetings.actions import Wish, change_at_desk
    from voting.register import actions

    found, registrations, _ = house
    row = registrations[2]
    wish = Wish(
        row.delegate.name, row.delegate.email, row.venue_id, substitute_name="Cia",
        substitute_email="cia@medlem.example",
    )  # fmt: skip
    house_itself = Actor.system()
    change_at_desk(meeting_id=found.pk, registration_id=row.pk, wish=wish, by=house_itself, at=now)
    actions.check_in(
        meeting_id=found.pk, registration_id=row.pk, venue_id=row.venue_id, is_substitute=True,
        by=house_itself, at=now,
    )  # fmt: skip

    mine = client_of(alfa, User.objects.get(email="cia@medlem.example")).get(at(found, "state")).json()["my"]

    assert mine["registration"]["checked_in_at"] == "2016-10-11T11:00:00Z"
    assert mine["in_register"] is True


def test_the_office_settles_the_meetings_own_rules_before_it_begins(meeting, alfa, person, client_of):  # noqa: F811
    office = client_of(alfa, person("office"))
    address = f"/api/meetings/{meeting.pk}"
    rule = {"allowed": True, "max_members_per_person": 2}

    assert office.patch(address, {"procedure": {"proxy": rule}}, format="json").status_code == 200
    wrong = office.patch(address, {"procedure": {"quorum": {"fraction": "1/0"}}}, format="json")

    from voting.meetings.queries import rules_of_the_register

    meeting.refresh_from_db()
    kept = rules_of_the_register(meeting)
    assert (kept.proxy["allowed"], kept.proxy["max_age_months"]) == (True, 12)
    assert kept.majority["fraction"] == "1/2"
    assert wrong.status_code == 400


def test_who_has_a_conflict_of_interest_in_an_item_and_who_says_so(house):
    found, registrations, chair = house
    body = {"registration": str(registrations[0].pk), "reason": "eget avtal"}

    post(chair, found, "items/6/conflicts", body, status=204)
    told = chair.get(at(found, "items/6/conflicts")).json()
    post(chair, found, "items/6/conflicts", {**body, "said_by": "meeting"}, status=204)
    decided = chair.get(at(found, "items/6/conflicts")).json()
    post(chair, found, "items/6/conflicts", {**body, "said_by": "rumour"}, status=400)
    gone = chair.delete(at(found, f"items/6/conflicts/{registrations[0].pk}"))

    assert [(c["member"], c["reason"], c["said_by"]) for c in told] == [("Östbit AB", "eget avtal", "chair")]
    assert [c["said_by"] for c in decided] == ["meeting"]
    assert gone.status_code == 204
    assert chair.get(at(found, "items/6/conflicts")).json() == []


def test_a_note_is_no_way_to_take_somebodys_vote(house):
    found, registrations, chair = house
    body = {"kind": "conflict", "text_sv": "eget avtal", "registration": str(registrations[0].pk)}

    refused = post(chair, found, "items/6/notes", body, status=400)

    assert list(refused["fields"]) == ["kind"]
    assert chair.get(at(found, "items/6/conflicts")).json() == []
    assert chair.get(f"/api/meetings/{found.pk}").json()["items"][5]["notes"] == []
