"""Majorities: exact numbers, stated bases, no silent ties."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.counting.majority import Base, MajorityResult, Outcome, Rule, Threshold, count_majority

DATA = Path(__file__).parents[2] / "data"
EXAMPLES: dict[str, Any] = json.loads((DATA / "majority_examples.json").read_text("utf-8"))
STEPS = json.loads((DATA / "iec" / "amendments.json").read_text("utf-8"))["votes"]["sequence"]

votes = st.integers(min_value=0, max_value=2_000)
shares = st.fractions(min_value=Fraction(1, 50), max_value=Fraction(49, 50), max_denominator=50)
rules = st.builds(Rule, st.sampled_from(Threshold), shares, st.sampled_from(Base))


def count(rule: Rule, yes: int, no: int, abstain: int = 0, absent: int = 0, **more: int) -> MajorityResult:
    register = yes + no + abstain + absent + more.get("invalid", 0)
    return count_majority(rule, yes=yes, no=no, abstain=abstain, register=register, present=register, **more)


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (Base.CAST, "base_cast_yes_no"),
        (Base.CAST_WITH_BLANKS, "base_cast_incl_blank"),
        (Base.PRESENT, "base_present"),
        (Base.REGISTER, "base_roll"),
    ],
)
def test_same_ballots_on_four_bases_w01(base: Base, expected: str) -> None:
    given_, wanted = EXAMPLES["W01"]["given"], EXAMPLES["W01"]["expected"][expected]

    result = count_majority(
        Rule(base=base),
        yes=given_["yes"],
        no=given_["no"],
        abstain=given_["blank"],
        invalid=given_["invalid"],
        register=given_["roll"],
        present=given_["present_voted"],
    )

    outcome = {"bifall": Outcome.CARRIED, "avslag": Outcome.REJECTED}[wanted["outcome"]]
    assert (result.base, result.needed, result.outcome) == (wanted["base"], wanted["needed"], outcome)
    assert result.not_voted == 12


@pytest.mark.parametrize("name", ["meeting1", "meeting2", "meeting2b"])
def test_two_thirds_is_exact_w06(name: str) -> None:
    given_, wanted = EXAMPLES["W06"]["given"][name], EXAMPLES["W06"]["expected"][name]

    result = count(Rule.parse("at_least", "2/3", "cast"), given_["yes"], given_["no"], given_["blank"])

    passed = wanted.get("passed", wanted.get("passed_minst"))
    assert (result.base, result.needed) == (wanted["base"], wanted["needed"])
    assert (result.outcome is Outcome.CARRIED) is passed


def test_more_than_two_thirds_needs_one_more_than_at_least_w06() -> None:
    wanted = EXAMPLES["W06"]["expected"]["meeting1"]

    more_than = count(Rule.parse("more_than", "2/3", "cast"), 62, 31, 7)
    of_present = count(Rule.parse("at_least", "2/3", "present"), 62, 31, 7)

    assert (more_than.outcome is Outcome.CARRIED) is wanted["passed_mer_an"]
    assert (of_present.base, of_present.needed) == (wanted["base_present"], wanted["needed_present"])
    assert (of_present.outcome is Outcome.CARRIED) is wanted["passed_if_base_is_present"]


@pytest.mark.parametrize("case", EXAMPLES["W07"]["given"]["cases"], ids=lambda c: c["id"])
def test_a_tie_is_reported_and_never_broken_w07(case: dict[str, Any]) -> None:
    result = count(Rule(), case["yes"], case["no"], case["abstain"])

    assert result.outcome is Outcome.TIED
    assert (result.counts["yes"], result.counts["no"], result.needed) == (52, 52, 53)


@pytest.mark.parametrize(
    ("step", "base", "needed", "outcome"),
    [(3, 93, 47, "carried"), (4, 97, 49, "rejected"), (6, 99, 50, "rejected"), (7, 103, 52, "carried")],
)
def test_the_constitutive_meeting_in_its_own_numbers(step: int, base: int, needed: int, outcome: str) -> None:
    numbers = next(s for s in STEPS if s["step"] == step)["result"]

    result = count_majority(
        Rule(), yes=numbers["ja"], no=numbers["nej"], abstain=numbers["abstain"], register=105
    )

    assert (result.base, result.needed, result.outcome, result.not_voted) == (base, needed, outcome, 0)
    assert result.counts == {"yes": numbers["ja"], "no": numbers["nej"], "abstain": numbers["abstain"]}


@given(rules, votes)
def test_needed_is_the_least_number_that_satisfies(rule: Rule, base: int) -> None:
    def satisfies(number: int) -> bool:
        if rule.threshold is Threshold.MORE_THAN:
            return number * rule.fraction.denominator > base * rule.fraction.numerator
        return number * rule.fraction.denominator >= base * rule.fraction.numerator

    needed = rule.needed_of(base)

    assert satisfies(needed)
    assert needed == 1 or not satisfies(needed - 1)
    assert type(needed) is int


@given(rules, votes, votes, votes, votes, votes)
def test_rows_add_up_to_the_register(
    rule: Rule, yes: int, no: int, abstain: int, invalid: int, absent: int
) -> None:
    result = count(rule, yes, no, abstain, absent, invalid=invalid)

    assert sum(result.counts.values()) + result.not_voted == result.register
    assert result.base <= result.register
    assert (result.outcome is Outcome.CARRIED) == (yes >= result.needed)
    assert {type(v) for v in (*result.counts.values(), result.base, result.needed)} == {int}


@given(rules, votes, votes)
def test_one_more_yes_never_loses(rule: Rule, yes: int, no: int) -> None:
    before, after = count(rule, yes, no), count(rule, yes + 1, no)

    assert before.outcome is not Outcome.CARRIED or after.outcome is Outcome.CARRIED


@given(votes, st.sampled_from([Rule.parse("at_least", "2/3", "cast"), Rule(base=Base.REGISTER)]))
def test_equal_numbers_are_a_tie_only_under_a_simple_majority_of_those_two(each: int, rule: Rule) -> None:
    assert count(Rule(), each, each).outcome is Outcome.TIED
    assert count(rule, each, each, 1).outcome is Outcome.REJECTED


def test_silence_carries_nothing() -> None:
    result = count(Rule.parse("at_least", "2/3", "cast"), 0, 0, 105)

    assert (result.base, result.needed, result.outcome) == (0, 1, Outcome.REJECTED)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("yes", {"yes": -1}),
        ("no", {"no": 1.0}),
        ("abstain", {"abstain": True}),
        ("register", {"register": 9}),
        ("register", {"register": "105"}),
        ("present", {"present": None}),
        ("present", {"present": 9}),
        ("present", {"present": 106}),
    ],
)
def test_input_that_cannot_be_is_refused_by_name(field: str, wrong: dict[str, Any]) -> None:
    numbers: dict[str, Any] = {"yes": 5, "no": 5, "abstain": 0, "register": 105, "present": 100} | wrong

    with pytest.raises(ValueError, match=f"^{field}: "):
        count_majority(Rule(base=Base.PRESENT), **numbers)


@pytest.mark.parametrize(
    ("field", "rule"),
    [
        ("threshold", ("over", "1/2", "cast")),
        ("fraction", ("more_than", "0.5", "cast")),
        ("fraction", ("more_than", "1/0", "cast")),
        ("fraction", ("more_than", "-1/2", "cast")),
        ("fraction", ("more_than", "1/1", "cast")),
        ("fraction", ("at_least", "3/2", "cast")),
        ("fraction", ("at_least", "0/2", "cast")),
        ("base", ("more_than", "1/2", "everybody")),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_by_name(field: str, rule: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match=f"^{field}: "):
        Rule.parse(*rule)


def test_a_float_is_not_a_fraction() -> None:
    with pytest.raises(ValueError, match=r"^fraction: "):
        Rule(fraction=0.5)  # type: ignore[arg-type]  # that is the point
