"""Which step an invoice has come to, on what day, and what holds it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from billing.reminders import rules
from billing.reminders.enums import Held
from notices.enums import LetterState

DUE = date(2017, 2, 8)
LADDER = rules.numbered(rules.DEFAULT_STEPS)
ISSUED = DUE - timedelta(days=30)


def turn(days, *, grace_days=10, ladder=LADDER, issued_on=ISSUED, **more):
    facts = rules.Facts(issued_on=issued_on, due_on=DUE, **more)
    return rules.turn_of(facts, ladder, grace_days=grace_days, today=DUE + timedelta(days=days))


def when(found):
    return (found.rung.no, (found.on - DUE).days) if found else None


def taken(no, on, days):
    return {
        "taken": no,
        "taken_on": DUE + timedelta(days=on),
        "taken_days": days,
        "taken_state": LetterState.SENT,
    }


@pytest.mark.parametrize(
    ("today", "before", "expected"),
    [
        (-20, {}, (0, -7)),
        (0, {}, (0, -7)),  # late, and still true on the last day
        (1, {}, (1, 3)),
        (1, taken(0, -7, -7), (1, 3)),
        (10, taken(1, 3, 3), (2, 21)),
        (30, taken(1, 10, 3), (2, 28)),  # one that came late keeps its distance to the next
        (60, taken(2, 28, 21), None),
        (90, {}, (1, 3)),  # overdue for long when reminders began: the first reminder first
    ],
)
def test_steps_are_taken_in_order_and_keep_their_distance(today, before, expected):
    assert when(turn(today, **before)) == expected


def test_whoever_was_just_invoiced_is_left_alone():
    late = {"issued_on": DUE - timedelta(days=2)}

    assert when(turn(-1, **late)) == (1, 8)  # the word before the day would come after it
    assert when(turn(-1, grace_days=0, **late)) == (0, -2)


def test_everything_that_holds_a_reminder_is_told_at_once():
    found = turn(
        5, paused=True, exempt=True, disputed=True, in_doubt=True, was_sent=False, has_address=False,
        taken=0, taken_on=DUE, taken_days=-7, taken_state=LetterState.FAILED,
    )  # fmt: skip

    assert set(found.held) == set(Held) - {Held.ON_ITS_WAY}
    assert turn(5).held == ()


def test_the_next_step_waits_for_the_letter_before_it():
    waiting = {**taken(1, 3, 3), "taken_state": LetterState.WAITING}
    assert turn(40, **waiting).held == (Held.ON_ITS_WAY,)


@pytest.mark.parametrize(
    ("days", "codes"),
    [
        (rules.DEFAULT_STEPS, []),
        ((14,), []),
        ((), ["error_steps"]),
        ((-7,), ["error_steps"]),
        ((-7, -3, 5), ["error_one_before"]),
        ((5, 5), ["error_days"]),
        ((0, 5), ["error_days"]),
        ((-40, 400), ["error_span"]),
        ((1, 2, 3, 4, 5, 6, 7), ["error_steps"]),
    ],
)
def test_a_ladder_that_cannot_be_is_told_why(days, codes):
    assert [one.code for one in rules.faults_in_steps(days)] == [
        f"billing.reminders.{code}" for code in codes
    ]


def test_letters_go_in_the_morning_of_the_association():
    hours = [hour for hour in range(24) if rules.is_morning(datetime(2017, 3, 1, hour, 59, tzinfo=UTC))]
    assert hours == [7, 8, 9, 10, 11]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2016, 11, 30), 3, date(2017, 2, 28)),
        (date(2017, 2, 8), 3, date(2017, 5, 8)),
        (date(2017, 12, 31), 2, date(2018, 2, 28)),
        (date(2017, 1, 31), 0, date(2017, 1, 31)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(day, months, expected):
    assert rules.months_after(day, months) == expected


def test_every_letter_is_written_in_both_languages_and_names_no_charge():
    letters = json.loads((Path(rules.__file__).parents[3] / "platform/notices/data/letters.json").read_text())
    bodies = [
        letters["letters"][rules.letter_key(no)][lang]["body"] for no in (1, 2) for lang in ("sv", "en")
    ]

    assert ["Ingen avgift" in one or "No charge" in one for one in bodies] == [True] * 4
