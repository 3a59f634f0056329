"""What one press lays out, by the agenda's duties and the rules in force; and what the big screen sees."""

from __future__ import annotations

import pytest

from tests.voting.elections.booth import ADJUSTERS, AUDITORS, BOARD, CHAIR, COMMITTEE, OFFICERS, SEED


def proposed(booth):
    from voting.elections import queries
    from voting.meetings.models import Meeting

    return queries.proposals(Meeting.objects.get(pk=booth.meeting))


@pytest.fixture
def duties():
    """duties(meeting): the agenda's items know what they are there for, as a template's do."""

    def given(meeting):
        from voting.meetings.models import Item

        known = {
            OFFICERS: "meeting_officers", ADJUSTERS: "adjusters", CHAIR: "chair_election",
            BOARD: "board_election", AUDITORS: "auditors", COMMITTEE: "nominating_committee",
        }  # fmt: skip
        for no, duty in known.items():
            Item.objects.filter(meeting_id=meeting, no=no).update(duty=duty)

    return given


def test_the_agenda_and_the_statutes_give_posts_seats_method_and_terms(lawful_booth, duties):
    duties(lawful_booth.meeting)

    found = {one["post"]: one for one in proposed(lawful_booth)}

    assert [(one["item_no"], one["post"]) for one in proposed(lawful_booth)] == [
        (2, "meeting_chair"), (2, "meeting_secretary"), (3, "adjuster"), (14, "board_chair"),
        (15, "board_member"), (16, "auditor"), (16, "deputy_auditor"), (17, "nominating_committee"),
    ]  # fmt: skip
    assert (found["auditor"]["seats"], found["nominating_committee"]["seats"]) == (2, 3)
    assert (found["board_chair"]["method"], found["board_member"]["method"]) == ("two_round", "plurality")
    assert found["board_chair"]["method_rule_sv"].startswith("stadgarna §")
    assert found["board_chair"]["title_sv"] == "Val av föreningens ordförande"
    assert found["board_member"]["terms"][0]["years"] == 2


def test_the_board_has_the_seats_that_the_meeting_decided(lawful_booth, duties):
    from tenants.decisions.actions import NewEffect
    from tenants.decisions.enums import EffectKind, Method
    from voting.meetings import actions as meetings

    duties(lawful_booth.meeting)
    lawful_booth.take_up(CHAIR)
    effect = NewEffect(kind=EffectKind.BOARD_SIZED, body={"others": 6})
    meetings.record_decision(
        meeting_id=lawful_booth.meeting, item_no=CHAIR, text_sv="Styrelsen består av ordförande och sex.",
        method=Method.ACCLAMATION, effects=[effect], by=lawful_booth.by, at=lawful_booth.at,
    )  # fmt: skip

    board = next(one for one in proposed(lawful_booth) if one["post"] == "board_member")

    assert (board["seats"], board["terms"]) == (6, [{"n": 3, "years": 2}, {"n": None, "years": 1}])


def test_what_is_laid_out_or_done_is_not_proposed_again_and_what_is_called_off_is(lawful_booth, duties):
    duties(lawful_booth.meeting)
    lawful_booth.take_up(OFFICERS)
    election = lawful_booth.open(OFFICERS, "meeting_chair", ["Ada"])
    posts = lambda: [one["post"] for one in proposed(lawful_booth)][:2]  # noqa: E731  one look

    assert posts() == ["meeting_secretary", "adjuster"]
    lawful_booth.do("cancel", election)
    assert posts() == ["meeting_chair", "meeting_secretary"]
    lawful_booth.take_up(ADJUSTERS)
    assert posts() == ["adjuster", "board_chair"]


def test_without_rules_and_duties_the_usual_numbers_hold_and_nothing_is_guessed(booth, duties):
    assert proposed(booth) == []
    duties(booth.meeting)
    seats = {one["post"]: one["seats"] for one in proposed(booth)}
    assert (seats["adjuster"], seats["auditor"], seats["board_member"]) == (2, 1, 1)
    assert "deputy_auditor" not in seats


def test_the_big_screen_sees_its_own_meetings_elections_and_no_addresses(lawful_booth, client_of):
    from voting.meetings.models import Meeting
    from voting.polls import actions as polls

    lawful_booth.take_up(BOARD)
    names = [{"name": "Ada", "email": "ada@bit.example"}, {"name": "Bo"}, {"name": "Cia"}]
    election = lawful_booth.open(BOARD, "board_member", names, seats=2)
    lawful_booth.do("close_nominations", election)
    poll = lawful_booth.put(election)
    lawful_booth.cast(poll, {"Ada+Bo": 2, "Ada+Cia": 2})
    polls.resolve_tie(poll_id=poll, by_means="lot", seed=SEED, by=lawful_booth.by, at=lawful_booth.at)
    lawful_booth.declare(poll)
    key = Meeting.objects.get(pk=lawful_booth.meeting).projector_key
    other = Meeting.objects.create(
        title="Ett annat möte", starts_at=lawful_booth.at, registration_closes_at=lawful_booth.at,
        created_at=lawful_booth.at,
    )  # fmt: skip
    screen = client_of(lawful_booth.hall.network)

    answer = screen.get(f"/api/projector/{key}/elections")

    (seen,) = answer.json()["elections"]
    assert (answer.status_code, seen["id"], "may" in seen) == (200, str(election), False)
    assert seen["rounds"][0]["table"]["lot"]["seed"] == SEED
    assert "bit.example" not in answer.content.decode()
    assert screen.get(f"/api/projector/{other.projector_key}/elections").json() == {"elections": []}
    assert screen.get("/api/projector/nobody/elections").status_code == 404


def test_laying_out_is_the_next_act_until_the_item_is_decided(lawful_booth, duties):
    from tenants.decisions.enums import Method
    from voting.elections import queries
    from voting.meetings import actions as meetings
    from voting.meetings.models import Meeting

    def next_acts():
        acts = queries.next_acts(Meeting.objects.get(pk=lawful_booth.meeting))
        return [(a.code.removeprefix("voting.elections.next_"), a.params["title"]) for a in acts]

    duties(lawful_booth.meeting)
    lawful_booth.take_up(OFFICERS)
    assert next_acts() == [("lay_out", "Val av mötesordförande")]
    election = lawful_booth.open(OFFICERS, "meeting_chair", ["Ada"])
    assert next_acts() == [("acclamation", "Val av mötesordförande")]
    lawful_booth.do("acclaim", election)
    assert next_acts() == [("lay_out", "Val av mötessekreterare")]
    lawful_booth.take_up(ADJUSTERS)
    meetings.record_decision(
        meeting_id=lawful_booth.meeting, item_no=ADJUSTERS, text_sv="Mötet valde Eva och Nils.",
        method=Method.ACCLAMATION, by=lawful_booth.by, at=lawful_booth.at,
    )  # fmt: skip
    assert next_acts() == []
