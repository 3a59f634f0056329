"""Classes, part years and parts: pure, in whole öre."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.dues import rules
from billing.dues.enums import Due, Prorata
from billing.dues.rules import Asked, ClassRule, PartYear
from config import iec

YEAR = (date(2017, 1, 1), date(2017, 12, 31))
HALF = PartYear(type=Prorata.HALF_AFTER, half_after=(6, 30))
VECTORS = json.loads((Path(__file__).parents[2] / "data" / "billing_vectors.json").read_text())


RULES = {
    "half_after 06-30": HALF,
    "months remaining incl. current": PartYear(type=Prorata.MONTHS),
    "days remaining incl. current, 2 decimals half up": PartYear(type=Prorata.DAYS),
}


@pytest.mark.parametrize("row", VECTORS["prorata"], ids=lambda row: f"{row['admitted']} {row['rule']}")
def test_the_part_year_vectors_hold(row):
    fee, expected = row["fee"] * 100, round(row["expected"] * 100)

    assert (
        rules.prorated(
            fee, admitted=date.fromisoformat(row["admitted"]), period=YEAR, rule=RULES[row["rule"]]
        )
        == expected
    )


@pytest.mark.parametrize(
    ("fee", "admitted", "expected"),
    [(400_000, date(2016, 5, 1), 400_000), (400_000, date(2018, 1, 1), 0), (1, date(2017, 7, 1), 1)],
)
def test_before_the_period_all_is_paid_after_it_nothing_and_half_an_ore_is_one(fee, admitted, expected):
    assert rules.prorated(fee, admitted=admitted, period=YEAR, rule=HALF) == expected


@pytest.mark.parametrize(
    ("admitted", "expected"),
    [
        (date(2017, 2, 28), 400_000),
        (date(2017, 3, 1), 200_000),
        (date(2016, 2, 29), 400_000),
        (date(2016, 3, 1), 200_000),
    ],
)
def test_half_after_the_leap_day_holds_in_a_common_year_too(admitted, expected):
    leap = PartYear(type=Prorata.HALF_AFTER, half_after=(2, 29))
    year = (date(admitted.year, 1, 1), date(admitted.year, 12, 31))

    assert rules.prorated(400_000, admitted=admitted, period=year, rule=leap) == expected


def test_the_statutes_own_rule_is_read_and_the_founding_year_pays_in_full():
    told = {"type": "half_after", "month_day": "06-30"}

    assert rules.part_year_rule(told, is_first=False) == HALF
    assert rules.part_year_rule(told, is_first=True) == PartYear(type=Prorata.FULL)
    assert rules.part_year_rule(None, is_first=False) == PartYear(type=Prorata.FULL)


def model_classes():
    return [
        rules.rule_in_words(one["id"], name_sv=one["sv"], amount=one["amount"] * 100)
        for one in (*iec.fees()["categories"], *iec.fees()["additional_after_A3"])
    ]


def test_the_models_own_words_say_whom_each_class_is_for():
    assert [(one.code, one.kinds, one.least, one.most) for one in model_classes()] == [
        ("F1", ("company",), 0, 9),
        ("F2", ("company",), 10, 49),
        ("F3", ("company",), 50, None),
        ("F4", ("public_body", "university"), None, None),
        ("F5", ("individual",), None, None),
        ("F6", (), None, None),
    ]
    assert rules.overlapping(model_classes()) == []


@pytest.mark.parametrize(
    ("kind", "employees", "code"),
    [
        ("company", 0, "F1"), ("company", 9, "F1"), ("company", 10, "F2"), ("company", 49, "F2"),
        ("company", 50, "F3"), ("company", 10_000, "F3"), ("public_body", None, "F4"),
        ("university", 900, "F4"), ("individual", None, "F5"),
    ],
)  # fmt: skip
def test_the_class_follows_kind_and_employees(kind, employees, code):
    asked = Asked(kind=kind, employees=employees, member_since=YEAR[0])

    found, obstacles = rules.class_of(asked, model_classes())

    assert (found.code, obstacles) == (code, [])


@pytest.mark.parametrize(
    ("kind", "employees", "obstacle"),
    [("company", None, "no_employees"), ("association", 3, "no_class")],
)
def test_whoever_fits_no_class_waits_and_is_told_why(kind, employees, obstacle):
    asked = Asked(kind=kind, employees=employees, member_since=YEAR[0])

    answer = rules.fee_of(asked, model_classes(), period=YEAR, part_year=HALF)

    assert answer.due == Due.WAITING
    assert [o.code for o in answer.obstacles] == [f"billing.dues.obstacle_{obstacle}"]


def test_an_honorary_member_pays_nothing_but_is_on_the_list():
    asked = Asked(kind="individual", employees=None, member_since=YEAR[0], placed="F6")

    answer = rules.fee_of(asked, model_classes(), period=YEAR, part_year=HALF)

    assert (answer.due, answer.code, answer.amount) == (Due.NOTHING, "F6", 0)


def test_whoever_left_before_the_period_is_not_asked_and_whoever_leaves_in_it_is():
    gone = Asked(kind="company", employees=3, member_since=date(2015, 1, 1), left_on=date(2016, 12, 31))
    leaving = Asked(kind="company", employees=3, member_since=date(2015, 1, 1), left_on=date(2017, 1, 1))

    answers = [rules.fee_of(a, model_classes(), period=YEAR, part_year=HALF).due for a in (gone, leaving)]

    assert answers == [Due.LEFT, Due.READY]


def test_classes_for_the_same_members_are_named():
    classes = [
        ClassRule(code="A", amount=1, kinds=("company",), least=0, most=10),
        ClassRule(code="B", amount=1, kinds=("company",), least=10),
        ClassRule(code="C", amount=1, kinds=("individual",)),
    ]

    assert rules.overlapping(classes) == ["A", "B"]


@given(st.integers(1, 10**9), st.integers(1, 12))
def test_parts_are_the_whole(amount, parts):
    found = rules.parts_of(amount, parts)

    assert sum(found) == amount
    assert min(found) > 0
    assert len(found) in {1, parts}


@given(st.integers(0, 10**8), st.dates(date(2016, 1, 1), date(2018, 1, 1)), st.sampled_from(Prorata))
def test_a_part_of_the_year_is_never_more_than_the_year(fee, admitted, kind):
    rule = PartYear(type=kind, half_after=(6, 30))

    assert 0 <= rules.prorated(fee, admitted=admitted, period=YEAR, rule=rule) <= fee


def test_the_models_first_run_is_the_vectors():
    amounts = {one["id"]: one["amount"] for one in iec.fees()["categories"]}
    members = iec.fees()["expected_first_run"]["members"]
    told = {code: amounts[code] * n for code, n in members.items()}

    assert VECTORS["first_run"] == {**told, "total": sum(told.values())}
    assert (
        rules.part_year_rule(
            {"type": "half_after", "month_day": iec.fees()["prorata"]["date"]}, is_first=False
        )
        == HALF
    )
