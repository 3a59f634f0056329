from __future__ import annotations

import pytest

from journal.models import Entry
from kernel.errors import Refused
from tests.torture.hall import CHAIR, ITEM, NOW, fill
from voting.meetings.models import Item, Meeting
from voting.polls import actions, queries, rules
from voting.polls.models import Poll
from voting.register.models import Register


def refused(call, **arguments):
    with pytest.raises(Refused) as caught:
        call(**arguments, by=CHAIR, at=NOW)
    return [obstacle.code for obstacle in caught.value.obstacles]


def kinds():
    entries = Entry.objects.filter(kind__startswith="voting.polls").order_by("pk")
    return list(entries.values_list("kind", flat=True))


def test_a_poll_runs_its_course_and_each_step_is_recorded_once(hall, cast):
    poll = hall.new_poll()
    for step in (actions.open_poll, actions.close_poll, actions.declare_poll):
        if step is actions.close_poll:
            cast(0, poll, "yes")
        step(poll_id=poll, by=CHAIR, at=NOW)
        step(poll_id=poll, by=CHAIR, at=NOW)  # twice is no error

    assert Poll.objects.get(pk=poll).state == "declared"
    assert kinds() == [f"voting.polls.{step}" for step in ("prepared", "opened", "closed", "declared")]


def test_every_obstacle_to_opening_is_named_at_once(in_alfa):
    hall = fill(in_alfa, voters=1, approved=False)
    Meeting.objects.update(state="planned", opened_at=None, rules_adopted_at=None)
    Item.objects.update(state="later")
    Item.objects.create(
        meeting_id=hall.meeting, no=4, title_sv="Mötesordning", title_en="Rules", kind="decision",
        duty="rules_of_procedure",
    )  # fmt: skip
    Item.objects.create(
        meeting_id=hall.meeting, no=5, title_sv="Röstlängd", title_en="Register", kind="decision",
        duty="register",
    )  # fmt: skip
    poll = hall.new_poll()
    Poll.objects.update(question=" ", rule={})

    assert refused(actions.open_poll, poll_id=poll) == [
        "voting.meetings.obstacle_not_opened",
        "voting.meetings.obstacle_no_rules_of_procedure",
        "voting.register.obstacle_not_approved",
        "voting.polls.obstacle_item_not_now",
        "voting.polls.obstacle_no_question",
        "voting.polls.obstacle_no_rule",
    ]
    assert Poll.objects.get(pk=poll).state == "prepared"
    assert kinds() == ["voting.polls.prepared"]


def test_an_unapproved_register_is_named_as_the_obstacle(in_alfa):
    hall = fill(in_alfa, voters=1, approved=False)

    assert refused(actions.open_poll, poll_id=hall.new_poll()) == ["voting.register.obstacle_not_approved"]


def test_another_open_poll_is_named_as_the_obstacle(hall):
    hall.open_poll()

    assert refused(actions.open_poll, poll_id=hall.new_poll()) == ["voting.polls.obstacle_another_open"]


def test_the_newest_register_is_frozen_at_the_opening(hall):
    second = Register.objects.create(meeting_id=hall.meeting, version=2, total=6, drawn_up_at=NOW)
    poll = hall.open_poll()
    Register.objects.create(meeting_id=hall.meeting, version=3, total=7, drawn_up_at=NOW)

    assert Poll.objects.get(pk=poll).register_id == second.pk


def test_the_opening_tells_the_whole_ballot(hall):
    poll = hall.open_poll(
        clause={"ref": "§ 1 mom. 2", "base": "Säte i Kalmar.", "proposed": "Säte i Växjö."},
        mover="Nordkvist Data AB",
    )

    entry = Entry.objects.get(kind="voting.polls.opened")

    assert (entry.audience, entry.subject) == ("public", hall.meeting)
    told = entry.body["poll"]
    assert told["id"] == str(poll)
    assert told["register_total"] == 6
    assert told["clause"]["proposed"] == "Säte i Växjö."
    assert told["options"] == [
        {"value": "yes", "label": "Ja", "hint": "Bifall: ny text"},
        {"value": "no", "label": "Nej", "hint": "Avslag: behåll texten"},
        {"value": "abstain", "label": "Avstå", "hint": "Räknas inte som avgiven"},
    ]
    assert told["rule"]["text_sv"] == "Mer än hälften av avgivna röster. Bas: ja och nej."
    assert told["rule"]["text_en"] == "More than half of the votes cast. Base: yes and no."
    assert told["rule"]["source_sv"].replace("\u00a0", " ") == "mötesordningen (bilaga 1) punkt 8"
    assert told["turnout"] == {
        "poll": str(poll),
        "cast": 0,
        "register": 6,
        "per_venue": [{"name": n, "cast": 0, "register": 2} for n in ("Kalmar", "Växjö", "Distans")],
        "head": "",
    }
    assert told["seal"] is None
    assert told["result"] is None


def test_the_count_adds_up_to_the_register(hall, cast):
    poll = hall.open_poll()
    for n, choice in enumerate(["yes", "yes", "yes", "no", "abstain"]):
        cast(n, poll, choice)

    actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)

    result = Poll.objects.get(pk=poll).result
    assert {name: result[name] for name in ("counts", "not_voted", "register")} == {
        "counts": {"yes": 3, "no": 1, "abstain": 1},
        "not_voted": 1,
        "register": 6,
    }
    assert (result["base"], result["needed"], result["outcome"]) == (4, 3, "carried")
    assert [(v["name"], v["counts"], v["not_voted"]) for v in result["per_venue"]] == [
        ("Kalmar", {"yes": 1, "no": 1, "abstain": 0}, 0),
        ("Växjö", {"yes": 1, "no": 0, "abstain": 1}, 0),
        ("Distans", {"yes": 1, "no": 0, "abstain": 0}, 1),
    ]


def test_of_two_proposals_the_winner_is_named_by_its_label(hall, cast):
    poll = hall.open_poll("a_against_b", labels={"a": {"label": "A1"}, "b": {"label": "A2"}})
    for n, choice in enumerate(["a", "b", "b"]):
        cast(n, poll, choice)
    actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)
    actions.declare_poll(poll_id=poll, by=CHAIR, at=NOW)

    result = queries.visible_poll(poll, officer=False)["result"]

    assert (result["outcome"], result["wins"], result["base"], result["needed"]) == ("b", "A2", 3, 2)


def test_a_carried_poll_takes_its_decision_in_the_words_it_came_with(hall, cast):
    from tenants.decisions.models import Decision

    words = {"carried": "Mötet beslutade att bifalla A3 som ny § 4 mom. 5.", "rejected": "Nej."}
    poll = hall.open_poll(decisions=words)
    cast(0, poll, "yes")
    actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)

    for _ in range(2):
        actions.declare_poll(poll_id=poll, by=CHAIR, at=NOW)

    decision = Decision.objects.get()
    assert (decision.text_sv, decision.method, decision.poll) == (words["carried"], "poll", poll)
    assert Entry.objects.filter(kind="tenants.decisions.taken").count() == 1


def test_a_tie_is_not_told_before_it_is_broken_and_decides_nothing(hall, cast):
    from tenants.decisions.models import Decision

    poll = hall.open_poll(decisions={"carried": "Ja.", "rejected": "Nej."})
    cast(0, poll, "yes")
    cast(1, poll, "no")
    actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)

    assert refused(actions.declare_poll, poll_id=poll) == ["voting.polls.obstacle_tie_for_the_lot"]
    assert Poll.objects.get(pk=poll).result["outcome"] == "tied"
    assert not Decision.objects.exists()


def test_an_open_poll_is_not_declared_and_a_prepared_one_not_closed(hall):
    prepared, opened = hall.new_poll(), hall.open_poll()

    assert refused(actions.close_poll, poll_id=prepared) == ["voting.polls.obstacle_not_open"]
    assert refused(actions.declare_poll, poll_id=prepared) == ["voting.polls.obstacle_not_open"]
    assert refused(actions.declare_poll, poll_id=opened) == ["voting.polls.obstacle_not_closed"]


def test_nobody_moves_on_past_a_poll_that_is_not_finished(hall, cast):
    Item.objects.create(
        meeting_id=hall.meeting, no=10, title_sv="Upprop", title_en="Roll call", kind="information"
    )
    Item.objects.filter(no=ITEM).update(kind="information")
    poll = hall.open_poll()
    cast(0, poll, "yes")
    steps = {
        "voting.meetings.obstacle_vote_still_open": actions.close_poll,
        "voting.meetings.obstacle_result_not_declared": actions.declare_poll,
    }
    for obstacle, clears in steps.items():
        assert refused(actions.start_item, meeting_id=hall.meeting, no=10) == [obstacle]
        assert refused(actions.close_meeting, meeting_id=hall.meeting) == [obstacle]
        clears(poll_id=poll, by=CHAIR, at=NOW)

    actions.start_item(meeting_id=hall.meeting, no=10, by=CHAIR, at=NOW)

    assert Item.objects.get(state="now").no == 10


def test_two_proposals_need_the_simple_majority():
    rule = {**rules.RULES_OF_PROCEDURE, "threshold": "at_least", "fraction": "2/3"}

    assert rules.faults_in_rule("yes_no", rule) == []
    assert [f.code for f in rules.faults_in_rule("a_against_b", rule)] == ["platform.kernel.field_invalid"]


def test_the_bases_of_both_kinds_are_said_in_words():
    yes_no = rules.rule_shape("yes_no", rules.RULES_OF_PROCEDURE)
    pair = rules.rule_shape("a_against_b", rules.RULES_OF_PROCEDURE)

    assert yes_no["text_sv"] == "Mer än hälften av avgivna röster. Bas: ja och nej."
    assert pair["text_sv"] == "Mer än hälften av avgivna röster. Bas: röster för något av förslagen."


def test_w14_a_vote_ends_on_the_register_it_was_opened_with(hall, cast):
    poll = hall.open_poll()
    cast(0, poll, "yes")  # and leaves
    later = Register.objects.create(meeting_id=hall.meeting, version=2, total=5, drawn_up_at=NOW)
    for n in range(2, 6):
        cast(n, poll, "yes")

    result = actions.close_poll(poll_id=poll, by=CHAIR, at=NOW).result

    assert (result["register"], result["counts"]["yes"], result["not_voted"]) == (6, 5, 1)
    assert Poll.objects.get(pk=poll).register_id == hall.register != later.pk
