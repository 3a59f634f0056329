"""The approved order, step by step: nothing out of turn, nothing undone in silence."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kernel.errors import Malformed, Refused
from tests.voting.motions.desk import FREE, STATUTES

CHANGE = {"item_no": STATUTES, "kind": "change", "target": "par1.2", "new_sv": "Säte i Växjö."}
OTHER = {"item_no": STATUTES, "kind": "change", "target": "par6.2", "new_sv": "Avgiften följer omsättningen."}


def codes(refused):
    return [o.code.removeprefix("voting.motions.") for o in refused.value.obstacles]


def undo(desk, no=STATUTES, reason="Fel klubbslag"):
    from voting.motions import actions

    return actions.undo_last(meeting_id=desk.meeting, item_no=no, reason=reason, by=desk.by, at=desk.at)


@pytest.fixture
def two(desk):
    """Two changes of different clauses, in an approved order."""
    desk.file(**CHANGE)
    desk.file(1, **OTHER)
    desk.approve(STATUTES)
    return desk


def test_nothing_is_put_before_the_order_is_approved(desk, facts):
    desk.file(**CHANGE)
    before = facts()

    for attempt in (lambda: desk.put(STATUTES, 1), lambda: desk.say(STATUTES, 1, "yes")):
        with pytest.raises(Refused) as refused:
            attempt()
        assert codes(refused) == ["obstacle_order_not_approved"]

    assert facts() == before
    assert desk.order(STATUTES)["steps"][0]["may"]["poll"][0]["code"].endswith("order_not_approved")


def test_steps_are_taken_in_the_approved_order(two, facts):
    before = facts()

    with pytest.raises(Refused) as refused:
        two.say(STATUTES, 2, "yes")

    assert refused.value.obstacles[0].params == {"step": 2, "next": 1}
    assert facts() == before


def test_a_step_is_taken_once_and_the_same_answer_again_changes_nothing(two, facts):
    two.say(STATUTES, 1, "yes")
    before = facts()

    two.say(STATUTES, 1, "yes")
    with pytest.raises(Refused) as refused:
        two.say(STATUTES, 1, "no")

    assert codes(refused)[0] == "obstacle_step_taken"
    assert facts() == before


def test_a_step_with_a_poll_waiting_is_not_taken_by_acclamation(two, facts):
    poll = two.put(STATUTES, 1)
    before = facts()

    assert two.put(STATUTES, 1) == poll
    with pytest.raises(Refused) as refused:
        two.say(STATUTES, 1, "yes")

    assert codes(refused) == ["obstacle_poll_underway"]
    assert facts() == before


def test_an_answer_that_is_no_side_is_malformed(two, facts):
    before = facts()

    with pytest.raises(Malformed):
        two.say(STATUTES, 1, "A9")

    assert facts() == before


def test_a_trial_vote_is_told_as_one(two):
    from tenants.decisions.models import Decision

    two.say(STATUTES, 1, "no", method="trial_vote")

    assert Decision.objects.get(meeting=two.meeting).method == "trial_vote"


def test_undo_takes_back_the_last_step_and_says_so(two):
    from journal.models import Entry

    two.say(STATUTES, 1, "yes")
    two.say(STATUTES, 2, "yes")
    undo(two)

    order = two.order(STATUTES)
    assert [s["state"] for s in order["steps"]] == ["done", "now", "waiting"]
    assert {m["mark"]: m["state"] for m in order["motions"]} == {"A1": "carried", "A2": "filed"}
    assert two.decisions(STATUTES) == ["Mötet beslutade att bifalla A1 till § 1 mom. 2."]
    told = Entry.objects.filter(subject=two.meeting, kind="voting.motions.step_undone").get()
    assert (told.body["step"], told.body["reason"]) == (2, "Fel klubbslag")
    two.say(STATUTES, 2, "no")
    assert two.decisions(STATUTES)[-1].startswith("Mötet beslutade att avslå A2")


def test_undo_needs_a_reason_and_something_to_undo(two, facts):
    before = facts()

    with pytest.raises(Malformed):
        undo(two, reason=" ")
    with pytest.raises(Refused) as refused:
        undo(two)

    assert codes(refused) == ["obstacle_nothing_to_undo"]
    assert facts() == before


def test_a_counted_step_is_voided_with_its_poll_not_undone(two, facts):
    two.vote(STATUTES, 1, {"yes": 4, "no": 2})
    before = facts()

    with pytest.raises(Refused) as refused:
        undo(two)

    assert codes(refused) == ["obstacle_void_the_poll"]
    assert facts() == before


def test_the_untouched_rest_is_undone_though_a_counted_step_came_before_it(two):
    for step in (1, 2):
        two.vote(STATUTES, step, {"yes": 4, "no": 2})
    two.at += timedelta(minutes=1)
    two.untouched(STATUTES)
    assert two.order(STATUTES)["may"]["undo"] == []

    undo(two)

    order = two.order(STATUTES)
    assert order["untouched"]["done_at"] is None
    assert [s["state"] for s in order["steps"]] == ["done", "done", "now"]
    assert [o["code"] for o in order["may"]["undo"]] == ["voting.motions.obstacle_void_the_poll"]


def test_a_voided_poll_gives_the_step_back(two):
    from voting.polls import actions as polls

    poll = two.vote(STATUTES, 1, {"yes": 4, "no": 2})
    polls.void_poll(poll_id=poll, reason="Fel fråga visades", by=two.by, at=two.at)

    order = two.order(STATUTES)
    assert (order["steps"][0]["state"], order["steps"][0]["poll"]) == ("now", None)
    assert order["motions"][0]["state"] == "filed"
    assert two.decisions(STATUTES) == []
    assert two.put(STATUTES, 1) != poll


def test_a_poll_is_not_voided_under_later_steps(two, facts):
    from voting.polls import actions as polls

    poll = two.vote(STATUTES, 1, {"yes": 4, "no": 2})
    two.say(STATUTES, 2, "no")
    before = facts()

    with pytest.raises(Refused) as refused:
        polls.void_poll(poll_id=poll, reason="Fel fråga visades", by=two.by, at=two.at)

    assert codes(refused) == ["obstacle_later_step_taken"]
    assert facts() == before


def test_an_adopted_text_is_not_undone(two, facts):
    two.say(STATUTES, 1, "no")
    two.say(STATUTES, 2, "no")
    two.untouched(STATUTES)
    two.say(STATUTES, 3, "yes")
    before = facts()

    with pytest.raises(Refused) as refused:
        undo(two)

    assert codes(refused) == ["obstacle_built_upon"]
    assert facts() == before


def test_a_matter_that_is_put_off_leaves_its_motions_undecided(desk):
    desk.file(**CHANGE)
    desk.file(1, item_no=STATUTES, kind="refer_back", new_sv="utred sätet.")
    desk.approve(STATUTES)
    desk.say(STATUTES, 1, "no")

    order = desk.order(STATUTES)
    assert (order["outcome"], order["next"]) == ("postponed", None)
    assert {m["mark"]: m["state"] for m in order["motions"]} == {"A1": "fallen", "O1": "fallen"}
    assert desk.decisions(STATUTES) == ["Mötet beslutade att återremittera ärendet: utred sätet."]
    undo(desk)
    assert [m["state"] for m in desk.order(STATUTES)["motions"]] == ["filed", "filed"]


def test_a_free_question_with_rivals_is_decided_in_one_sentence(desk):
    desk.take_up(FREE)
    desk.file(item_no=FREE, kind="proposal", new_sv="att föreningen ska heta Itkluster")
    desk.file(1, item_no=FREE, kind="proposal", new_sv="att föreningen ska heta Smålands IT")
    desk.approve(FREE)
    desk.say(FREE, 1, "P2")
    desk.vote(FREE, 2, {"a": 4, "b": 2})

    assert desk.order(FREE)["outcome"] == "decided"
    assert desk.decisions(FREE) == [
        "Mötet beslutade att föreningen ska heta Föreningen IEC och därmed avslå P1 och P2."
    ]


def test_a_question_that_nobody_moved_anything_on_needs_no_order(desk, facts):
    desk.take_up(FREE)
    before = facts()

    with pytest.raises(Refused) as refused:
        desk.approve(FREE)

    assert codes(refused) == ["obstacle_nothing_moved"]
    assert facts() == before


def test_an_order_is_put_only_on_the_item_that_is_up(desk, facts):
    desk.file(item_no=FREE, kind="proposal", new_sv="att föreningen ska heta Y")
    before = facts()

    with pytest.raises(Refused) as refused:
        desk.approve(FREE)

    assert codes(refused) == ["obstacle_item_not_now"]
    assert facts() == before
