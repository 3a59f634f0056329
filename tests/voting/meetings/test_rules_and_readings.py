"""The rules a meeting will decide by, one more matter on its agenda, texts that await a second reading."""

from __future__ import annotations

import pytest

from kernel.actor import Actor
from kernel.errors import Missing, Refused
from tests.voting.meetings.conftest import new_meeting
from tests.voting.motions.desk import STATUTES, make_desk
from tests.voting.motions.test_two_readings import CHANGE, FIRST
from voting.meetings import actions, queries
from voting.meetings.actions import Matter
from voting.meetings.enums import MeetingKind
from voting.meetings.models import Item

HOUSE = Actor.system()
MAJORITY = {"threshold": "at_least", "fraction": "2/3", "base": "cast_with_blanks"}


@pytest.fixture
def office(alfa, meeting, person, client_of, soon):
    return client_of(alfa, person("office"))


def rules_of(client, meeting):
    answer = client.get(f"/api/meetings/{meeting.pk}/rules")
    assert answer.status_code == 200
    return answer.json()


def by_name(shape):
    return {rule["name"]: rule for rule in shape["rules"]}


def titles(meeting):
    return list(meeting.items.values_list("no", "title_sv"))


def test_before_adoption_the_model_rules_are_shown_as_not_yet_in_force(office, meeting):
    shape = rules_of(office, meeting)

    tie = by_name(shape)["tie_matter_open"]
    assert (tie["value"], tie["origin"], tie["in_force"]) == ("chair_then_lot", "model", False)
    assert "punkt\u00a011" in tie["source_sv"]
    assert (shape["own"], shape["obstacles"], shape["adopted_at"]) == ({}, [], None)


def test_the_meetings_own_rules_stand_over_the_model_ones(office, meeting):
    own = {"majority": MAJORITY, "quorum": {"of": "members", "fraction": "1/3", "threshold": "at_least"}}
    changed = office.patch(f"/api/meetings/{meeting.pk}", {"procedure": own}, format="json")
    shape = rules_of(office, meeting)

    assert changed.status_code == 200
    assert shape["own"] == own
    majority, tie = by_name(shape)["majority"], by_name(shape)["tie_matter_open"]
    assert (majority["value"], majority["origin"], majority["source_sv"]) == (
        MAJORITY,
        "own",
        "mötesordningen",
    )
    assert tie["origin"] == "model"


@pytest.mark.parametrize(
    "own",
    [
        {"majority": {**MAJORITY, "fraction": "3/2"}},
        {"majority": {**MAJORITY, "fraction": "0/2"}},
        {"majority": {**MAJORITY, "base": "everybody"}},
        {"tie_election": "chair_then_lot"},
        {"quorum": {"of": "members"}},
        {"venue_lost_minutes": 0},
    ],
)
def test_a_rule_that_cannot_be_is_malformed_and_nothing_changes(office, meeting, own, last_entry):
    recorded = last_entry()

    answer = office.patch(f"/api/meetings/{meeting.pk}", {"procedure": own}, format="json")

    assert answer.status_code == 400
    assert last_entry() == recorded
    meeting.refresh_from_db()
    assert meeting.procedure == {}


def test_rules_typed_in_hold_from_the_item_that_adopts_them(meeting, now):
    actions.change_meeting(
        meeting_id=meeting.pk, changes={"procedure": queries.own_procedure({"majority": MAJORITY})},
        by=HOUSE, at=now,
    )  # fmt: skip
    meeting.refresh_from_db()
    before = queries.rules_in_force(meeting).majority
    meeting.rules_adopted_at = now

    assert before is None
    assert queries.rules_in_force(meeting).majority == MAJORITY


def test_a_matter_is_taken_up_before_other_business_once(in_alfa, now):
    found = new_meeting(at=now, kind=MeetingKind.ANNUAL)
    before = titles(found)

    added = actions.add_item(meeting_id=found.pk, matter=Matter("Ny hemsida"), by=HOUSE, at=now)
    again = actions.add_item(meeting_id=found.pk, matter=Matter("Ny hemsida"), by=HOUSE, at=now)

    assert again.pk == added.pk
    assert titles(found) == [
        *before[:18], (19, "Ny hemsida"), (20, "Övriga frågor"), (21, "Mötets avslutande")
    ]  # fmt: skip


def test_no_number_moves_that_something_was_filed_under(in_alfa, now, last_entry):
    from voting.meetings.models import Note

    found = new_meeting(at=now, kind=MeetingKind.ANNUAL)
    Note.objects.create(meeting=found, item_no=19, kind="other", text_sv="x", at=now)
    before, recorded = titles(found), last_entry()

    with pytest.raises(Refused) as refused:
        actions.add_item(meeting_id=found.pk, matter=Matter("Ny hemsida"), by=HOUSE, at=now)

    assert [(o.code, o.params) for o in refused.value.obstacles] == [
        ("voting.meetings.obstacle_item_in_use", {"item_no": 19})
    ]
    assert (titles(found), last_entry()) == (before, recorded)


@pytest.fixture
def waiting(in_alfa):
    """Statutes 1.0 in force, and a change of them that an extra meeting has adopted once."""
    from tenants.statutes import queries as statutes

    desk = make_desk(in_alfa, voters=2)
    desk.approve(STATUTES)
    desk.untouched(STATUTES)
    desk.say(STATUTES, 1, "yes")
    first = make_desk(in_alfa, voters=3, at=FIRST, kind="extra")
    first.file(**CHANGE)
    first.approve(STATUTES)
    first.vote(STATUTES, 1, {"yes": 2, "no": 1})
    (version,) = statutes.awaiting_second_reading()
    return version


def test_a_planned_annual_meeting_has_the_waiting_text_on_its_agenda_and_in_its_notice(waiting, now):
    found = new_meeting(at=now, kind=MeetingKind.ANNUAL)

    item = found.items.get(kind="statutes")
    (told,) = queries.meeting_shape(found)["notice"]["waiting"]
    assert (item.no, waiting.number in item.title_sv) == (19, True)
    assert (told["version"], told["item_no"]) == (str(waiting.pk), 19)
    board = Item.objects.filter(meeting=new_meeting(at=now, kind=MeetingKind.CONSTITUTING), kind="statutes")
    assert "andra" not in board.get().title_sv


def test_a_meeting_planned_before_the_first_reading_takes_it_up_by_one_press(
    alfa, waiting, now, person, client_of, soon
):
    found = new_meeting(at=now, kind=MeetingKind.EXTRA)
    found.items.filter(kind="statutes").delete()
    found.items.filter(no=7).update(no=6)
    office = client_of(alfa, person("office"))

    shown = office.get(f"/api/meetings/{found.pk}").json()["notice"]["waiting"]
    first = office.post(f"/api/meetings/{found.pk}/readings/{waiting.pk}")
    again = office.post(f"/api/meetings/{found.pk}/readings/{waiting.pk}")

    assert shown[0]["item_no"] is None
    assert (first.status_code, again.status_code) == (201, 201)
    assert [i["title_sv"] for i in first.json()["items"]][-1] == "Mötets avslutande"
    assert first.json()["notice"]["waiting"][0]["item_no"] == 6
    assert again.json()["items"] == first.json()["items"]


def test_a_text_that_does_not_wait_is_missing(in_alfa, meeting, now):
    with pytest.raises(Missing):
        actions.take_up_reading(meeting_id=meeting.pk, version_id=meeting.pk, by=HOUSE, at=now)


def test_what_statutes_and_procedure_leave_open_is_as_the_countrys_law_says(in_alfa, now):
    in_alfa.country = "FI"
    found = new_meeting(at=now, kind=MeetingKind.ANNUAL)

    known = queries.rules_in_force(found)
    shown = {one["name"]: one for one in queries.rules_shape(found, obstacles=[])["rules"]}

    assert known.amend == {"threshold": "at_least", "fraction": "3/4", "base": "cast", "meetings": 1}
    assert known.source("amend") == ("föreningslagen 503/1989", "the Associations Act 503/1989")
    assert (shown["tie_election"]["value"], shown["tie_election"]["origin"]) == ("lot", "law")


def test_in_sweden_no_law_settles_anything(in_alfa, now):
    found = new_meeting(at=now, kind=MeetingKind.ANNUAL)

    assert in_alfa.country == "SE"
    assert queries.rules_in_force(found).amend is None
