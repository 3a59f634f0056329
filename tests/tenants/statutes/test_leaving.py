"""When a member that gives notice has left: the typed rule, what it may say, and what the linter sees."""

from __future__ import annotations

from datetime import date

import pytest

from tenants.statutes.rules import (
    MomentText,
    Proposal,
    SectionText,
    findings_in,
    leaves_on,
    rules_that_cannot_be,
)


@pytest.mark.parametrize(
    ("noticed_on", "rule", "left"),
    [
        (date(2016, 11, 28), None, date(2016, 11, 28)),
        (date(2016, 11, 28), {"effect": "at_once"}, date(2016, 11, 28)),
        (date(2016, 1, 1), {"effect": "year_end"}, date(2017, 1, 1)),
        (date(2016, 12, 31), {"effect": "year_end"}, date(2017, 1, 1)),
        (date(2016, 9, 30), {"effect": "year_end", "notice_months": 3}, date(2017, 1, 1)),
        (date(2016, 10, 1), {"effect": "year_end", "notice_months": 3}, date(2018, 1, 1)),
        (date(2016, 11, 30), {"effect": "after_notice", "notice_months": 3}, date(2017, 2, 28)),
        (date(2016, 12, 31), {"effect": "after_notice", "notice_months": 1}, date(2017, 1, 31)),
    ],
)
def test_the_first_day_on_which_it_is_no_member(noticed_on, rule, left):
    assert leaves_on(noticed_on, rule) == left


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"effect": "soon"},
        {"effect": "after_notice"},
        {"effect": "year_end", "notice_months": 0},
        "at_once",
    ],
)
def test_a_rule_that_nobody_could_decide_by_is_named(wrong):
    assert rules_that_cannot_be({"resignation": wrong, "refund_on_exit": "no"}) == [
        "resignation",
        "refund_on_exit",
    ]


def seen(text, **rules):
    moment = MomentText(key="exit", number=1, sv=text, en="", rules=rules)
    section = SectionText(key="s", number=5, heading_sv="Utträde", heading_en="", moments=(moment,))
    found = findings_in(Proposal(version="1", title_sv="", title_en="", sections=(section,)))
    return [one.code.rpartition(".")[2] for one in found if one.moment == "exit"]


def test_words_about_when_and_the_rule_beside_them_say_the_same():
    year, months = "Medlem utträder vid årets slut.", "Medlem utträder efter tre månader."
    at_once = {"resignation": {"effect": "at_once"}}

    assert seen("Medlem utträder genom skriftligt meddelande.") == []
    assert seen(year) == seen(months) == ["lint_leaving_without_rule"]
    assert seen(year, resignation={"effect": "year_end"}) == []
    assert seen(year, **at_once) == ["lint_leaving_differs"]
    assert seen(months, resignation={"effect": "after_notice", "notice_months": 3}) == []
    assert seen(months, resignation={"effect": "after_notice", "notice_months": 2}) == ["lint_number_differs"]
    assert seen("Medlem utträder genast.", resignation={"effect": "year_end"}) == ["lint_leaving_differs"]
