"""Whatever was cast, on phones and on slips: it adds up, and who counts the exported poll gets the same."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.counting.document import count
from voting.polls import rules
from voting.polls.enums import METHODS, PollKind

IDS = ("c1", "c2", "c3", "c4")
NAMES = {"yes": "Ja", "no": "Nej", "a": "A1", "b": "A2", **{i: f"Namn {i}" for i in IDS}}
SEED = "dice:4-2-6-1"
WAYS = [(str(kind), str(method)) for kind, methods in METHODS.items() for method in methods]


def paper(kind, method, seats=1, most=None):
    ids = IDS if kind in {PollKind.CANDIDATES, PollKind.RANKED} else ()
    return rules.Paper(kind, method, ids, seats, most)


def choices(sheet):
    """Every choice that can be stored on this paper."""
    if sheet.kind == "yes_no":
        return st.sampled_from(["yes", "no", "abstain"])
    if sheet.kind == "a_against_b":
        return st.sampled_from(["a", "b", "abstain"])
    some = st.lists(st.sampled_from(IDS), min_size=1, max_size=sheet.marks, unique=True)
    if sheet.kind == "ranked":
        return st.one_of(st.just("blank"), some.map(">".join))
    if sheet.method == "yes_no":
        answered = st.dictionaries(st.sampled_from(IDS), st.sampled_from(["yes", "no"]), min_size=1)
        each = answered.map(lambda a: ",".join(f"{i}:{a[i]}" for i in IDS if i in a))
        return st.one_of(st.just("blank"), each)
    return st.one_of(st.just("blank"), some.map(lambda m: ",".join(sorted(m))))


def as_a_sheet(sheet, slips, invalid):
    """What a teller would write of these slips."""
    votes = rules.gathered(sheet, Counter(slips), [])
    if sheet.kind == "candidates":
        return {**votes.tally, "valid": votes.valid, "blank": votes.blank, "invalid": invalid}
    return {**Counter(slips), "invalid": invalid}


@pytest.mark.parametrize(("kind", "method"), WAYS)
@settings(max_examples=120)
@given(data=st.data())
def test_it_adds_up_and_can_be_counted_again(kind, method, data):
    seats = 1 if method in {"two_round", "schulze", "majority"} else data.draw(st.integers(1, 3))
    sheet = paper(kind, method, seats)
    ballots = data.draw(st.lists(choices(sheet), max_size=25))
    slips = data.draw(st.lists(choices(sheet), max_size=12))
    invalid, absent = data.draw(st.integers(0, 2)), data.draw(st.integers(0, 3))
    by_hand = as_a_sheet(sheet, slips, invalid)
    assert rules.is_readable(sheet, by_hand)
    assert rules.slips(sheet, by_hand) == len(slips) + invalid
    assert rules.obstacles_to_sheet(sheet, by_hand, venue="Kalmar", votes=len(slips) + invalid) == []
    votes = rules.gathered(sheet, Counter(ballots), [by_hand] if slips or invalid else [])
    register = len(ballots) + len(slips) + invalid + absent
    rule = rules.RULES_OF_PROCEDURE if method in {"majority", "two_round", "yes_no"} else {}
    case = rules.Case(paper=sheet, names=NAMES, rule=rule, tie="lot", register=register)

    result = rules.result_of(case, votes)
    again = count(rules.document_of(case, votes))

    assert sum(result["counts"].values()) + result["not_voted"] == register
    assert result["not_voted"] == absent
    if kind == "yes_no":
        assert (result["outcome"], result["needed"]) == (again["outcome"], again["needed"])
    elif kind == "a_against_b":
        winner = {"a": "A1", "b": "A2"}.get(result["outcome"])
        assert (winner, result["base"]) == (again["decision"], again["base"])
    else:
        assert [NAMES[i] for i in result["elected"]] == again["elected"]
        assert (result["outcome"] == "tied") == (again["outcome"] == "tied")
        assert set(result["elected"]) <= set(IDS)
        drawn = rules.Case(paper=sheet, names=NAMES, rule=rule, tie="lot", register=register, seed=SEED)
        assert rules.result_of(drawn, votes)["outcome"] != "tied"


@given(st.text(max_size=30))
def test_no_text_at_all_is_taken_for_something_else(text):
    for kind, method in WAYS:
        sheet = paper(kind, method, 2)
        stored = rules.canonical(sheet, text)
        if stored is not None:
            assert rules.canonical(sheet, stored) == stored
