"""The chair leads the debate, and can take the last step back."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from kernel.errors import Refused
from tests.voting.floor.conftest import CHAIR


def refused(trouble):
    return [obstacle.code.rsplit(".", 1)[1] for obstacle in trouble.value.obstacles]


@pytest.fixture
def queue(debate):
    """0, 1 and 2 wait."""
    for n in range(3):
        debate.ask(n)
    return debate


def test_next_gives_the_floor_to_the_first_and_ends_whoever_had_it(queue):
    queue.next()
    floor = queue.next()

    assert (floor["current"]["name"], floor["last"]["name"]) == ("Ombud 1", "Ombud 0")
    assert floor["last"]["ended_at"] == floor["current"]["started_at"]
    assert [one["name"] for one in floor["waiting"]] == ["Ombud 2"]


def test_a_press_on_the_same_turn_again_changes_nothing_and_records_nothing(queue, facts):
    turn = queue.floor()["turn"]
    queue.next(turn=turn)
    again = queue.next(turn=turn)

    assert again["current"]["name"] == "Ombud 0"
    assert facts().count("voting.floor.called") == 1


def test_next_says_that_nobody_waits(debate, facts):
    with pytest.raises(Refused) as trouble:
        debate.next()

    assert refused(trouble) == ["obstacle_nobody_waiting"]
    assert facts() == []


def test_stopping_twice_is_one_end(queue, facts):
    speaker = queue.next()["current"]["id"]
    queue.call("stop_speaker", request_id=speaker)
    queue.call("stop_speaker", request_id=speaker)

    assert queue.speaking() is None
    assert facts().count("voting.floor.ended") == 1


def test_a_speech_has_the_limit_that_held_when_it_began_and_can_get_more(queue):
    queue.call("set_limits", limit_s=180)
    speaker = queue.next()["current"]
    queue.call("set_limits", limit_s=60)
    assert queue.floor()["current"]["limit_s"] == 180

    for _ in range(2):
        queue.call("extend", request_id=speaker["id"], limit_s=240)
    assert queue.floor()["current"]["limit_s"] == 240
    assert queue.next()["current"]["limit_s"] == 60


def test_the_chair_takes_somebody_off_the_list_and_the_reason_is_on_record(queue):
    from journal.models import Entry

    first = queue.floor()["waiting"][0]["id"]
    queue.call("skip", request_id=first, reason="Är inte i salen.")

    assert queue.waiting() == ["Ombud 1", "Ombud 2"]
    assert Entry.objects.get(kind="voting.floor.skipped").body["reason"] == "Är inte i salen."


def test_the_chairs_own_order_holds_for_those_who_waited_and_later_ones_come_after(queue):
    first, _, third = queue.floor()["waiting"]
    queue.call("move", request_id=third["id"], before=first["id"], reason="Svarar på frågan.")
    queue.ask(3)

    assert queue.waiting() == ["Ombud 2", "Ombud 0", "Ombud 1", "Ombud 3"]


def test_a_speech_is_not_put_before_a_point_of_order(queue):
    queue.ask(3, "point_of_order")
    point, first, *_ = queue.floor()["waiting"]

    with pytest.raises(Refused) as trouble:
        queue.call("move", request_id=first["id"], before=point["id"], reason="Nej.")

    assert refused(trouble) == ["obstacle_other_kind"]


def test_round_robin_lets_the_places_take_turns_and_first_speakers_go_before_the_others(debate):
    from voting.floor.enums import Policy

    for n in (0, 3, 6, 1, 2):
        debate.ask(n)
    debate.call("set_policy", policy=Policy.ROUND_ROBIN_BY_VENUE)
    assert debate.waiting() == ["Ombud 0", "Ombud 1", "Ombud 2", "Ombud 3", "Ombud 6"]

    debate.next()
    debate.next()
    debate.ask(0)
    debate.ask(4)
    debate.call("set_policy", policy=Policy.FIRST_SPEAKERS_FIRST)
    assert debate.waiting() == ["Ombud 3", "Ombud 6", "Ombud 2", "Ombud 4", "Ombud 0"]


def test_the_line_names_the_speakers_lets_more_sign_up_and_then_closes_the_list(queue):
    from journal.models import Entry

    queue.call("draw_line", last_chance_s=30)
    queue.ask(3)
    queue.later(60)

    with pytest.raises(Refused) as trouble:
        queue.ask(4)
    queue.ask(5, "point_of_order")

    assert refused(trouble) == ["obstacle_line"]
    assert Entry.objects.get(kind="voting.floor.line_drawn").body["speakers"] == [
        "Ombud 0",
        "Ombud 1",
        "Ombud 2",
    ]
    assert queue.waiting() == ["Ombud 5", "Ombud 0", "Ombud 1", "Ombud 2", "Ombud 3"]


def test_a_line_drawn_again_can_close_earlier_but_never_later_and_can_be_lifted(queue, facts):
    queue.call("draw_line", last_chance_s=60)
    queue.call("draw_line", last_chance_s=600)
    assert facts().count("voting.floor.line_drawn") == 1

    queue.call("draw_line", last_chance_s=0)
    closes = datetime.fromisoformat(queue.floor()["line"]["closes_at"])
    assert closes < queue.later()

    queue.call("lift_line")
    queue.ask(3)
    assert queue.waiting()[-1] == "Ombud 3"


@pytest.mark.parametrize("step", ["next", "stop", "skip", "move", "line", "lift"])
def test_every_step_can_be_taken_back_once(queue, facts, step):
    queue.next()
    if step == "lift":
        queue.call("draw_line")
    before = queue.floor()
    first, second = before["waiting"]
    match step:
        case "next":
            queue.next()
        case "stop":
            queue.call("stop_speaker", request_id=before["current"]["id"])
        case "skip":
            queue.call("skip", request_id=first["id"], reason="Fel.")
        case "move":
            queue.call("move", request_id=second["id"], before=first["id"], reason="Fel.")
        case "line":
            queue.call("draw_line")
        case "lift":
            queue.call("lift_line")
    undo = queue.floor()["undo"]
    assert undo["kind"] == step

    for _ in range(2):
        queue.call("undo", step=undo["step"])

    after = queue.floor()
    moving = ("version", "turn", "undo")
    assert {k: v for k, v in after.items() if k not in moving} == {
        k: v for k, v in before.items() if k not in moving
    }
    assert facts().count("voting.floor.undone") == 1


def test_a_step_that_was_built_upon_is_not_taken_back(queue):
    first = queue.floor()["waiting"][0]["id"]
    queue.call("skip", request_id=first, reason="Fel.")
    from voting.floor.models import Request

    Request.objects.filter(pk=first).update(state="withdrawn")

    with pytest.raises(Refused) as trouble:
        queue.call("undo", step=queue.floor()["undo"]["step"])

    assert refused(trouble) == ["obstacle_built_upon"]


def test_another_item_has_its_own_list_and_the_speaker_of_the_first_has_finished(queue, facts):
    from voting.meetings.models import Item

    queue.next()
    Item.objects.filter(meeting=queue.meeting).update(state="done")
    Item.objects.create(
        meeting_id=queue.meeting, no=10, title_sv="Val", title_en="Election", kind="election", state="now"
    )
    queue.call("turn_list")

    floor = queue.floor()
    assert (floor["item_no"], floor["current"], floor["waiting"]) == (10, None, [])
    assert facts()[-1] == "voting.floor.turned"


def test_every_fact_carries_the_whole_list_as_the_door_shows_it(queue):
    from journal.models import Entry

    queue.next()

    assert Entry.objects.latest("id").body["floor"] == queue.floor()


def test_the_database_knows_of_one_speaker_at_a_time(queue):
    from voting.floor.models import Request

    queue.next()

    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(state="waiting").update(state="speaking", started_at=queue.later())


def test_taking_up_an_item_turns_the_list_once_and_the_state_of_the_meeting_shows_it(queue, facts):
    from tenants.decisions.models import Decision
    from voting.meetings.models import Item, Meeting
    from voting.polls.actions import start_item
    from voting.polls.queries import live_state

    Item.objects.create(meeting_id=queue.meeting, no=10, title_sv="Val", title_en="Election", kind="election")
    Decision.objects.create(
        meeting=queue.meeting, item_no=9, text_sv="att anta stadgarna", method="acclamation",
        taken_at=queue.later(),
    )  # fmt: skip
    for _ in range(2):
        start_item(meeting_id=queue.meeting, no=10, by=CHAIR, at=queue.later())

    state = live_state(Meeting.objects.get(pk=queue.meeting), by=None)
    assert state["floor"] == queue.floor()
    assert (state["floor"]["item_no"], state["floor"]["waiting"]) == (10, [])
    assert facts().count("voting.floor.turned") == 1
