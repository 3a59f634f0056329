from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from tests.voting.meetings.conftest import KALMAR, REMOTE, VAXJO, new_member, register, venue


@pytest.fixture
def office(in_alfa, person, client_of):
    return client_of(in_alfa, person("office"))


def plan(now, **more):
    return {
        "title": "Konstituerande möte",
        "starts_at": (now + timedelta(days=4)).isoformat(),
        "lunch_at": (now + timedelta(days=4, minutes=-45)).isoformat(),
        "invited_at": "2016-09-16",
        "registration_closes_at": now.isoformat(),
        "venues": [
            {"name": KALMAR, "kind": "hall", "address": "Kullzénska salen", "capacity": 60},
            {"name": REMOTE, "kind": "remote"},
        ],
        **more,
    }


def as_given(meeting):
    keys = ("id", "name", "kind", "address", "capacity")
    return [{k: v[k] for k in keys} for v in meeting["venues"]]


def test_a_new_meeting_has_the_22_items_of_the_template(office, now):
    answer = office.post(
        "/api/meetings",
        plan(now, items=[{"no": 8, "proposal_sv": "Mötet beslutade att namnet är Alfa."}]),
        format="json",
    )

    meeting = answer.json()
    assert answer.status_code == 201
    assert [item["no"] for item in meeting["items"]] == list(range(1, 23))
    duties = {i["no"]: i["duty"] for i in meeting["items"]}
    assert [no for no, duty in duties.items() if not duty] == [21]
    assert (duties[1], duties[4], duties[5], duties[22]) == (
        "opening",
        "rules_of_procedure",
        "register",
        "closing",
    )
    assert meeting["items"][7]["proposal_sv"] == "Mötet beslutade att namnet är Alfa."
    assert meeting["items"][6]["proposal_sv"] == "Mötet beslutade att bilda en ideell förening."
    assert meeting["register"] is None
    assert meeting["current_item"] is None
    assert meeting["projector_key"]
    assert meeting["obstacles"]["open"] == [
        {"code": "voting.meetings.obstacle_venue_not_confirmed", "params": {"venue": name}}
        for name in (KALMAR, REMOTE)
    ]
    assert office.get(f"/api/meetings/{meeting['id']}").json() == meeting


def test_a_plan_sent_again_makes_no_second_meeting(office, now, last_entry):
    own = str(uuid.uuid4())
    first = office.post("/api/meetings", plan(now, id=own), format="json").json()
    recorded = last_entry()

    again = office.post("/api/meetings", plan(now, id=own), format="json").json()

    assert first["id"] == own
    assert again == first
    assert last_entry() == recorded


def test_anybody_sees_when_and_where_and_nobody_and_no_key(alfa, office, meeting, client_of, now):
    register(meeting, new_member(1, at=now), venue(meeting, KALMAR), at=now)

    seen = client_of(alfa).get("/api/meetings")

    assert seen.status_code == 200
    assert [v["places_left"] for v in seen.json()[0]["venues"]] == [59, 60, None]
    assert "projector_key" not in seen.json()[0]
    for canary in (meeting.projector_key, "Ombud 1", "ombud1@", "Medlem 01"):
        assert canary not in seen.content.decode()


@pytest.mark.parametrize(
    ("role", "sees"), [("office", True), ("chair", True), ("teller", False), ("delegate", False)]
)
def test_the_projectors_key_is_for_those_who_set_it_up(alfa, meeting, person, client_of, role, sees):
    seen = client_of(alfa, person(role)).get(f"/api/meetings/{meeting.pk}").json()

    assert seen["projector_key"] == (meeting.projector_key if sees else None)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("venues", [], "voting.meetings.error_no_venue"),
        (
            "venues",
            [{"name": KALMAR, "kind": "hall"}, {"name": KALMAR, "kind": "hall"}],
            "voting.meetings.error_venue_twice",
        ),
        (
            "venues",
            [{"name": "Zoom", "kind": "remote"}, {"name": "Teams", "kind": "remote"}],
            "voting.meetings.error_one_remote_place",
        ),
        ("registration_closes_at", "2016-12-24T12:00:00Z", "voting.meetings.error_closes_after_start"),
        ("lunch_at", "2016-12-24T12:00:00Z", "voting.meetings.error_lunch_another_day"),
    ],
)
def test_what_cannot_be_a_plan_is_told_field_by_field(office, now, last_entry, field, value, code):
    from voting.meetings.models import Meeting

    recorded = last_entry()

    answer = office.post("/api/meetings", plan(now, **{field: value}), format="json")

    assert answer.status_code == 400
    assert [f["code"] for f in answer.json()["fields"][field]] == [code]
    assert Meeting.objects.count() == 0
    assert last_entry() == recorded


def test_the_plan_changes_and_the_places_keep_who_they_are(office, now, last_entry):
    meeting = office.post("/api/meetings", plan(now), format="json").json()
    kalmar, remote = as_given(meeting)
    recorded = last_entry()

    changed = office.patch(
        f"/api/meetings/{meeting['id']}",
        {
            "title": "Bildande",
            "venues": [
                {**remote, "name": KALMAR},
                {**kalmar, "name": REMOTE, "capacity": 5},
                {"name": VAXJO, "kind": "hall"},
            ],
        },
        format="json",
    ).json()
    again = office.patch(f"/api/meetings/{meeting['id']}", {"title": "Bildande"}, format="json").json()

    assert changed["title"] == "Bildande"
    assert [(v["id"], v["name"]) for v in changed["venues"][:2]] == [
        (remote["id"], KALMAR),
        (kalmar["id"], REMOTE),
    ]
    assert changed["venues"][2]["name"] == VAXJO
    assert again == changed
    assert last_entry() == recorded + 1


def test_a_place_that_people_go_to_is_neither_removed_nor_made_too_small(
    alfa, meeting, person, client_of, soon, last_entry
):
    office = client_of(alfa, person("office"))
    for number in (1, 2):
        register(meeting, new_member(number, at=soon), venue(meeting, KALMAR), at=soon)
    recorded = last_entry()
    kalmar, vaxjo, remote = as_given(office.get(f"/api/meetings/{meeting.pk}").json())

    removed = office.patch(f"/api/meetings/{meeting.pk}", {"venues": [vaxjo, remote]}, format="json")
    small = {"venues": [{**kalmar, "capacity": 1}, vaxjo, remote]}
    shrunk = office.patch(f"/api/meetings/{meeting.pk}", small, format="json")

    assert removed.json()["obstacles"] == [
        {"code": "voting.meetings.obstacle_venue_in_use", "params": {"venue": KALMAR, "n": 2}}
    ]
    assert shrunk.json()["obstacles"] == [
        {
            "code": "voting.meetings.obstacle_capacity_below_registered",
            "params": {"venue": KALMAR, "n": 2, "capacity": 1},
        }
    ]
    assert as_given(office.get(f"/api/meetings/{meeting.pk}").json()) == [kalmar, vaxjo, remote]
    assert last_entry() == recorded


def test_proposals_are_reworded_until_their_item_is_done_and_time_until_the_meeting_begins(
    alfa, meeting, person, client_of, soon
):
    office = client_of(alfa, person("office"))
    meeting.items.filter(no__lt=3).update(state="done")
    meeting.state, meeting.opened_at = "open", soon
    meeting.save()
    address = f"/api/meetings/{meeting.pk}"

    later = office.patch(address, {"items": [{"no": 8, "proposal_sv": "Nytt."}]}, format="json")
    done = office.patch(address, {"items": [{"no": 2, "proposal_sv": "Nytt."}]}, format="json")
    unknown = office.patch(address, {"items": [{"no": 99, "proposal_sv": "Nytt."}]}, format="json")
    moved = office.patch(address, {"starts_at": "2016-10-12T11:00:00Z"}, format="json")

    assert later.json()["items"][7]["proposal_sv"] == "Nytt."
    assert done.json()["obstacles"] == [
        {"code": "voting.meetings.obstacle_item_done", "params": {"item_no": 2}}
    ]
    assert unknown.status_code == 404
    assert [o["code"] for o in moved.json()["obstacles"]] == ["voting.meetings.obstacle_begun"]
