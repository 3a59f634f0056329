"""People on the ballot: marks, answers, ranks, what cannot be sent, and the count."""

from __future__ import annotations

import pytest

from tests.torture.hall import CHAIR, NOW
from voting.counting.document import count
from voting.polls import actions, queries
from voting.polls.models import Ballot, Poll

NAMES = ["Åsa Öst", "Lisa Brandt", "Ahmed Yusuf", "Johan Nyqvist"]
WITH_A_MAJORITY = {"two_round", "yes_no"}


def declared(poll):
    actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)
    return Poll.objects.get(pk=poll).result


def test_the_ballot_is_in_swedish_order_and_everybody_has_an_id(hall):
    poll = hall.open_poll("candidates", candidates=NAMES, seats=2)

    shown = queries.visible_poll(poll, officer=False)

    assert [c["name"] for c in shown["candidates"]] == [
        "Ahmed Yusuf", "Johan Nyqvist", "Lisa Brandt", "Åsa Öst",
    ]  # fmt: skip
    assert [o["value"] for o in shown["options"]] == ["c3", "c4", "c2", "c1", "blank"]
    assert (shown["method"], shown["seats"], shown["max_marks"], shown["rule"]) == ("plurality", 2, 2, None)
    assert shown["way"]["text_sv"] == "De 2 som fått flest röster är valda. Högst 2 namn får markeras."


def test_marks_are_stored_in_the_order_of_the_ballot_whatever_order_they_came_in(hall, cast):
    poll = hall.open_poll("candidates", candidates=NAMES, seats=2)

    receipt = cast(0, poll, "c2,c3").json()

    assert receipt["choice"] == "c3,c2"
    assert Ballot.objects.get().choice == "c3,c2"


@pytest.mark.parametrize("choice", ["", "c9", "c1,c1", "yes", "c1>c2", "c1:yes", ",", "blank,c1"])
def test_what_is_not_on_the_ballot_is_malformed(hall, cast, choice):
    answer = cast(0, hall.open_poll("candidates", candidates=NAMES, seats=2), choice)

    assert answer.status_code == 400
    assert not Ballot.objects.exists()


def test_too_many_marks_are_refused_before_they_could_be_invalid(hall, cast):
    answer = cast(0, hall.open_poll("candidates", candidates=NAMES, seats=2), "c1,c2,c3")

    assert answer.status_code == 409
    assert answer.json()["obstacles"] == [
        {
            "code": "voting.polls.obstacle_too_many_marks",
            "params": {"marked": 3, "max": 2, "over": 1, "received": False},
        }
    ]
    assert not Ballot.objects.exists()


def test_exactly_as_many_as_must_be_marked_or_a_blank_ballot(hall, cast):
    poll = hall.open_poll("candidates", candidates=NAMES, seats=2, validity="exactly")

    few = cast(0, poll, "c1")
    blank = cast(0, poll, "blank")

    assert [o["code"] for o in few.json()["obstacles"]] == ["voting.polls.obstacle_too_few_marks"]
    assert blank.status_code == 200


def test_a_yes_is_no_mark_and_a_mark_is_no_yes(hall, cast):
    matter, election = hall.new_poll(), hall.new_poll("candidates", candidates=NAMES)
    actions.open_poll(poll_id=matter, by=CHAIR, at=NOW)
    assert cast(0, matter, "blank").status_code == 400
    cast(0, matter, "yes")
    declared(matter)
    actions.declare_poll(poll_id=matter, by=CHAIR, at=NOW)

    actions.open_poll(poll_id=election, by=CHAIR, at=NOW)

    assert cast(0, election, "yes").status_code == 400
    assert cast(0, election, "abstain").status_code == 400


def test_the_most_votes_elect_and_every_ballot_is_in_one_line(hall, cast):
    poll = hall.open_poll("candidates", candidates=NAMES, seats=2)
    for n, choice in enumerate(["c1,c2", "c1,c2", "c1", "c2", "blank"]):
        cast(n, poll, choice)

    result = declared(poll)

    assert (result["outcome"], sorted(result["elected"]), result["tied"]) == ("elected", ["c1", "c2"], None)
    assert result["tally"] == {"c3": 0, "c4": 0, "c2": 3, "c1": 3}
    assert (result["counts"], result["not_voted"]) == ({"valid": 4, "blank": 1}, 1)


def test_nobody_below_a_majority_is_elected_in_the_first_of_two_rounds(hall, cast):
    poll = hall.open_poll("candidates", method="two_round", candidates=NAMES)
    for n, choice in enumerate(["c1", "c1", "c2", "c2", "c3"]):
        cast(n, poll, choice)

    result = declared(poll)

    assert (result["outcome"], result["elected"], result["needed"]) == ("none", [], 3)
    assert sorted(result["next_round"]) == ["c1", "c2"]
    shown = queries.visible_poll(poll, officer=True)
    assert shown["may"]["declare"] == []
    assert shown["rule"]["text_sv"] == "Mer än hälften av avgivna röster."


BALLOTS = {
    ("candidates", "plurality"): ["c1,c2", "c1,c2", "c1", "c2", "blank"],
    ("candidates", "approval"): ["c1,c2,c3", "c1,c2", "c1", "c2", "blank"],
    ("candidates", "yes_no"): ["c1:yes,c2:no", "c1:yes,c2:yes", "c2:yes", "c3:no", "blank"],
    ("candidates", "two_round"): ["c1", "c1", "c1", "c2", "blank"],
    ("ranked", "stv_scottish"): ["c1>c2", "c1>c2", "c1>c3", "c2", "c3", "blank"],
    ("ranked", "schulze"): ["c1>c2", "c1>c2", "c1>c3", "c2>c1", "c3", "blank"],
}


@pytest.mark.parametrize(("kind", "method"), BALLOTS)
def test_anybody_who_counts_the_exported_poll_gets_the_stored_result(hall, cast, voter, kind, method):
    seats = 1 if method in {"two_round", "schulze"} else 2
    poll = hall.open_poll(kind, method=method, candidates=NAMES, seats=seats)
    for n, choice in enumerate(BALLOTS[kind, method]):
        assert cast(n, poll, choice).status_code == 200, choice
    stored = declared(poll)
    assert voter(0).get(f"/api/polls/{poll}/count.json").status_code == 404
    actions.declare_poll(poll_id=poll, by=CHAIR, at=NOW)

    counted = count(voter(0).get(f"/api/polls/{poll}/count.json").json())

    names = {c["id"]: c["name"] for c in Poll.objects.get(pk=poll).candidates}
    assert [names[i] for i in stored["elected"]] == counted["elected"] != []
    for row in {"valid", "blank", "not_voted"} & set(counted):
        assert stored[row] == counted[row]
    assert stored["per_venue"][0]["not_voted"] >= 0


@pytest.mark.parametrize("kind", ["yes_no", "a_against_b"])
def test_the_same_goes_for_matters(hall, cast, voter, kind):
    poll = hall.open_poll(kind, labels={"a": {"label": "A1"}, "b": {"label": "A2"}} if kind[0] == "a" else {})
    first, other = ("yes", "no") if kind == "yes_no" else ("a", "b")
    for n, choice in enumerate([first, first, other, "abstain"]):
        cast(n, poll, choice)
    stored = declared(poll)
    actions.declare_poll(poll_id=poll, by=CHAIR, at=NOW)

    counted = count(voter(0).get(f"/api/polls/{poll}/count.json").json())

    assert (counted["base"], counted["needed"]) == (stored["base"], stored["needed"])
    if kind == "yes_no":
        assert counted["outcome"] == stored["outcome"] == "carried"
    else:
        assert (counted["decision"], stored["outcome"]) == ("A1", "a")


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("candidates", {"candidates": []}),
        ("candidates", {"candidates": [{"name": "Lisa"}, {"name": "Lisa"}]}),
        ("candidates", {"candidates": [{"id": "blank", "name": "Lisa"}]}),
        ("candidates", {"candidates": [{"name": "Lisa"}, {"name": "Blank"}]}),
        ("candidates", {"candidates": [{"name": "Lisa"}, {"name": "Li\u00adsa"}]}),
        ("candidates", {"candidates": [{"name": "\u00c5sa"}, {"name": "A\u030asa"}]}),
        ("candidates", {"candidates": [{"id": "a,b", "name": "Lisa"}]}),
        ("method", {"method": "schulze"}),
        ("max_marks", {"max_marks": 9}),
        ("channels", {"channels": {"00000000-0000-4000-8000-000000000001": "hands"}}),
    ],
)
def test_a_ballot_that_cannot_be_is_malformed(hall, chair, field, more):
    question = {"item_no": 9, "kind": "candidates", "question": "Val av styrelse", **more}
    question.setdefault("candidates", [{"name": "Lisa"}])

    answer = chair.post(f"/api/meetings/{hall.meeting}/polls", question, format="json")

    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == [field]
