"""Whatever is sent: an exact answer, or one line. Never anything else. ``make torture`` sends most."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.torture.figures import repeats
from voting.counting.document import METHODS, CountError, count
from voting.counting.document.common import FIELDS

pytestmark = pytest.mark.torture

names = st.sampled_from(["A", "B", "C", "yes", "no", "blank", "invalid", "abstain", "", "x" * 300, "a\nb"])
some = "cast present register 1/2 2/3 0/1 1/0 at_most exactly chair_then_lot lot status_quo relative -1 ½ ٣/٤"
words = st.sampled_from([*METHODS, *some.split()])
numbers = st.one_of(st.integers(-2, 12), st.sampled_from([10**9, 10**9 + 1, 10**40]), st.floats())
leaves = st.one_of(numbers, names, words, st.none(), st.booleans())
keys = st.one_of(names, st.sampled_from([*FIELDS, "n", "weight", "rank", "marks", "votes", "entitled", "open",
                                         "opinion", "between"]))  # fmt: skip
anything = st.recursive(
    leaves, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=12,
)  # fmt: skip

number, flag = st.integers(0, 4), st.booleans()
name = st.sampled_from("ABC")
sums = st.dictionaries(st.sampled_from(["A", "B", "C", "yes", "no", "blank", "invalid"]), number, max_size=5)
paper = st.fixed_dictionaries(
    {"n": number},
    optional={
        "rank": st.lists(st.one_of(name, st.lists(name, max_size=2)), max_size=3),
        "marks": st.lists(name, max_size=3), "weight": st.integers(0, 3),
        "votes": st.dictionaries(name, st.sampled_from(["yes", "no", "blank"])),
    },
)  # fmt: skip
held = st.fixed_dictionaries(
    {}, optional={"counts": sums, "tally": sums, "votes": sums, "blank": number, "seed": st.just("x"),
                  "ballots": st.lists(paper, max_size=3), "paper_lot": st.lists(name, max_size=2)},
)  # fmt: skip
nearly = {
    "candidates": st.lists(name, unique=True, max_size=3), "seats": st.integers(0, 3), "counts": sums,
    "tally": st.one_of(sums, st.dictionaries(name, sums, max_size=3)), "ballots": st.lists(paper, max_size=5),
    "valid": number, "blank": number, "invalid": number, "register": st.integers(0, 20),
    "present": st.integers(0, 20), "max": st.integers(0, 3), "main": name,
    "rounds": st.lists(held, max_size=3),
    "more_than": st.sampled_from(["1/2", "2/3"]), "at_least": st.sampled_from(["1/2", "1/1"]),
    "base": st.sampled_from(["cast", "cast_with_blanks", "present", "register"]), "seed": st.just("tärning"),
    "validity": st.sampled_from(["at_most", "exactly"]), "paper_lot": st.lists(name, max_size=3),
    "tie": st.sampled_from(["chair_then_lot", "lot", "status_quo"]),
    "second_round": st.sampled_from(["absolute", "relative"]),
    "chair": st.fixed_dictionaries({"entitled": flag, "open": flag}, optional={"opinion": name}),
}  # fmt: skip


def answer_or_one_line(document):
    """Nothing but a CountError may be raised."""
    try:
        result, refused = count(document), ""
    except CountError as error:
        result, refused = {}, str(error)
    if refused:
        assert len(refused) < 1_000
        assert refused.isprintable()
        assert ": " in refused
        return
    assert result["outcome"] in {"carried", "rejected", "tied", "unfinished", "elected", "none"}
    assert {type(v) for v in flat(result)} <= {int, str, bool, type(None)}


def flat(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from flat(item)
    else:
        yield value


@settings(max_examples=repeats(300, 120))
@given(anything)
def test_anything_at_all(document):
    answer_or_one_line(document)


@settings(max_examples=repeats(300, 120))
@given(st.sampled_from(list(METHODS)), st.dictionaries(st.sampled_from(FIELDS), anything, max_size=5))
def test_a_method_with_anything_in_its_fields(method, document):
    answer_or_one_line(document | {"method": method})


PAPERS = ["ballots", "candidates"]
RULE = ["more_than", "base", "register", "present"]
TIE = ["tie", "seed", "chair"]
SENSIBLE = {
    "majority": [["counts", *RULE, *TIE]],
    "contraproposition": [["rounds", "main", *TIE], ["ballots", "candidates", "main", *TIE]],
    "plurality": [[*PAPERS, "seats", "validity", "seed"], ["tally", "valid", "seats", "seed"]],
    "approval": [[*PAPERS, "seats", "more_than", "seed"], ["tally", "valid", "seats", "paper_lot"]],
    "yes_no": [["ballots", "seats", "seed"], ["tally", "more_than"]],
    "two_round": [["rounds", "second_round", "seed"], [*PAPERS, "base"], ["counts", "candidates"]],
    "stv_scottish": [[*PAPERS, "seats", "seed"], [*PAPERS, "seats", "paper_lot"]],
    "schulze": [[*PAPERS, "seats", "seed"]],
}
sensible = st.sampled_from([(m, tuple(names)) for m, ways in SENSIBLE.items() for names in ways]).flatmap(
    lambda way: st.fixed_dictionaries({"method": st.just(way[0])} | {name: nearly[name] for name in way[1]})
)


@settings(max_examples=repeats(600, 300))
@given(sensible)
def test_fields_that_belong_together(document):
    answer_or_one_line(document)


@settings(max_examples=repeats(600, 300))
@given(st.fixed_dictionaries({"method": st.sampled_from(list(METHODS))}, optional=nearly))
def test_fields_that_are_right_by_themselves_and_wrong_together(document):
    answer_or_one_line(document)
