"""Votes that do not count, questions taken back, and rooms that asked for a poll."""

from __future__ import annotations

import pytest

from journal.models import Entry
from kernel.errors import Refused
from tests.torture.hall import CHAIR, NOW
from voting.meetings.models import Meeting
from voting.polls import actions, queries
from voting.polls.models import Ballot, Poll

HEARD = []


def poll_declared(*, poll, by, at):
    HEARD.append(("declared", poll.purpose["step"], poll.result["outcome"], by.name, at))


def poll_voided(*, poll, by, at):
    HEARD.append(("voided", poll.purpose["step"], poll.voided_reason, by.name, at))


@pytest.fixture
def follower(settings):
    HEARD.clear()
    settings.POLL_FOLLOWERS = {"motions": f"{__name__}.poll_declared"}
    return HEARD


def refused(call, **arguments):
    with pytest.raises(Refused) as caught:
        call(**{"by": CHAIR, "at": NOW, **arguments})
    return [o.code.removeprefix("voting.polls.obstacle_") for o in caught.value.obstacles]


def test_a_vote_is_voided_only_with_a_reason_and_its_ballots_stay(hall, cast):
    poll = hall.open_poll()
    cast(0, poll, "yes")

    assert refused(actions.void_poll, poll_id=poll, reason=" ") == ["reason_missing"]
    voided = actions.void_poll(poll_id=poll, reason="Fel fråga visades.", by=CHAIR, at=NOW)

    assert (voided.state, voided.voided_reason) == ("voided", "Fel fråga visades.")
    assert Ballot.objects.filter(poll=poll).count() == 1
    assert [o["code"] for o in cast(1, poll, "yes").json()["obstacles"]] == ["voting.polls.obstacle_voided"]
    fact = Entry.objects.get(kind="voting.polls.voided")
    assert (fact.audience, fact.body["reason"]) == ("public", "Fel fråga visades.")
    assert refused(actions.close_poll, poll_id=poll) == ["voided"]
    assert refused(actions.declare_poll, poll_id=poll) == ["voided"]


def test_a_voided_vote_is_held_again_as_a_new_poll_once(hall, cast):
    poll = hall.open_poll(labels={"yes": {"label": "Växjö", "hint": ""}}, purpose={"room": "x", "id": "1"})
    assert refused(actions.prepare_again, poll_id=poll) == ["not_voided"]
    actions.void_poll(poll_id=poll, reason="Strömavbrott.", by=CHAIR, at=NOW)

    again = actions.prepare_again(poll_id=poll, by=CHAIR, at=NOW)

    assert actions.prepare_again(poll_id=poll, by=CHAIR, at=NOW).pk == again.pk
    assert (again.state, again.no, again.repeats) == ("prepared", 2, poll)
    old = Poll.objects.get(pk=poll)
    same = ("question", "labels", "rule", "tie", "purpose", "method", "item_no")
    assert [getattr(again, f) for f in same] == [getattr(old, f) for f in same]


def test_voiding_lets_the_meeting_move_on_and_the_next_poll_open(hall):
    poll = hall.open_poll()
    actions.void_poll(poll_id=poll, reason="Fel fråga.", by=CHAIR, at=NOW)

    other = hall.new_poll()
    actions.open_poll(poll_id=other, by=CHAIR, at=NOW)

    assert Poll.objects.get(pk=other).state == "open"


def test_the_database_knows_no_void_vote_without_a_reason(hall):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError, match="void_poll_says_why"), transaction.atomic():
        Poll.objects.filter(pk=hall.open_poll()).update(state="voided", voided_at=NOW)


def test_a_prepared_question_is_taken_back_and_only_officers_knew_of_it(hall, chair, voter):
    poll = hall.new_poll()

    assert voter(0).delete(f"/api/polls/{poll}").status_code == 403
    assert chair.delete(f"/api/polls/{poll}").status_code == 204
    assert chair.delete(f"/api/polls/{poll}").status_code == 204

    assert voter(0).get(f"/api/polls/{poll}").status_code == 404
    assert voter(0).get(f"/api/meetings/{hall.meeting}/polls").json() == []
    assert Entry.objects.get(kind="voting.polls.withdrawn").audience == "officers"
    assert refused(actions.withdraw_poll, poll_id=hall.open_poll()) == ["already_opened"]
    assert refused(actions.void_poll, poll_id=hall.new_poll(), reason="x") == ["not_open"]


def test_the_room_that_asked_hears_of_the_result_and_of_the_void(hall, cast, follower):
    purpose = {"room": "motions", "id": "00000000-0000-4000-8000-000000000001", "step": 3}
    poll = hall.open_poll(purpose=purpose, decisions={"carried": "Ja."})
    cast(0, poll, "yes")
    actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)
    for _ in range(2):
        actions.declare_poll(poll_id=poll, by=CHAIR, at=NOW)
    actions.void_poll(poll_id=poll, reason="Röstlängden var fel.", by=CHAIR, at=NOW)

    from tenants.decisions.models import Decision

    assert follower == [
        ("declared", 3, "carried", CHAIR.name, NOW),
        ("voided", 3, "Röstlängden var fel.", CHAIR.name, NOW),
    ]
    assert not Decision.objects.exists()  # the room decides, not the poll


def test_a_decision_falls_with_the_vote_it_came_of(hall, cast):
    from tenants.decisions.models import Decision

    poll = hall.open_poll(decisions={"carried": "Mötet beslutade att bifalla A3."})
    cast(0, poll, "yes")
    actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)
    actions.declare_poll(poll_id=poll, by=CHAIR, at=NOW)

    actions.void_poll(poll_id=poll, reason="Röstlängden var fel.", by=CHAIR, at=NOW)

    decision = Decision.objects.get()
    assert (decision.retracted_at, decision.retracted_because) == (NOW, "Röstlängden var fel.")
    assert Entry.objects.filter(kind="tenants.decisions.retracted").count() == 1


def test_a_rehearsals_polls_say_that_they_are(hall):
    Meeting.objects.update(is_rehearsal=True)

    assert queries.visible_poll(hall.open_poll(), officer=False)["is_rehearsal"] is True


def test_by_its_door_voiding_is_the_chairs(hall, chair, office):
    poll = hall.open_poll()

    assert office.post(f"/api/polls/{poll}/void", {"reason": "x"}, format="json").status_code == 403
    assert (
        chair.post(f"/api/polls/{poll}/void", {"reason": "Fel."}, format="json").json()["state"] == "voided"
    )
    assert chair.post(f"/api/polls/{poll}/again").status_code == 201
