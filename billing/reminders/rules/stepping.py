"""Which step of the ladder an invoice has come to, on what day, and what holds it.

Steps are taken in order, one at a time, and keep their distance: an invoice that was overdue for long when
reminders began gets the first reminder first.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from billing.reminders.enums import EARLIEST, LATEST, MOST_STEPS, Held
from kernel.errors import Obstacle
from notices.enums import LetterState

HOLDS_A_LETTER = frozenset({Held.PAUSED, Held.EXEMPT, Held.DISPUTED, Held.IN_DOUBT})
"""What keeps a letter that was asked for from going when it comes up before the mail server has it."""
DEFAULT_STEPS = (-7, 3, 21)  # a word before the day, then two reminders; then it is the board's matter
FIRST_HOUR, LAST_HOUR = 7, 12  # from seven in the morning, before noon


@dataclass(frozen=True)
class Rung:
    """A step: its number, and days after the day the invoice was due."""

    no: int
    days: int


@dataclass(frozen=True, kw_only=True)
class Facts:
    """An invoice that is not paid, as far as a reminder asks. ``taken`` is None before any step."""

    issued_on: date
    due_on: date
    taken: int | None = None
    taken_on: date | None = None
    taken_days: int = 0
    taken_state: LetterState | None = None
    has_address: bool = True
    was_sent: bool = True
    paused: bool = False
    exempt: bool = False
    disputed: bool = False
    in_doubt: bool = False


@dataclass(frozen=True)
class Turn:
    """The next step of an invoice: its rung, the first day it may go, and all that holds it."""

    rung: Rung
    on: date
    held: tuple[Held, ...]


def numbered(days: Sequence[int]) -> list[Rung]:
    """Steps by their days: the one before the day is 0, those after it are 1 and on."""
    after = sorted(one for one in days if one > 0)
    before = [Rung(0, one) for one in days if one < 0]
    return [*before, *(Rung(no, one) for no, one in enumerate(after, 1))]


def faults_in_steps(days: Sequence[int]) -> list[Obstacle]:
    """A ladder has a reminder after the day, one word before it at most, and no day twice."""
    found = []
    if sum(one < 0 for one in days) > 1:
        found.append(Obstacle("billing.reminders.error_one_before"))
    if len(set(days)) != len(days) or 0 in days:
        found.append(Obstacle("billing.reminders.error_days"))
    if any(not EARLIEST <= one <= LATEST for one in days):
        found.append(Obstacle("billing.reminders.error_span", {"earliest": -EARLIEST, "latest": LATEST}))
    if not 1 <= sum(one > 0 for one in days) <= MOST_STEPS:
        found.append(Obstacle("billing.reminders.error_steps", {"most": MOST_STEPS}))
    return found


def is_morning(local: datetime) -> bool:
    """Whether letters go out now, by the association's own clock."""
    return FIRST_HOUR <= local.hour < LAST_HOUR


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def turn_of(facts: Facts, ladder: Sequence[Rung], *, grace_days: int, today: date) -> Turn | None:
    """The next step of an unpaid invoice; None where the ladder has no more.

    The word before the day is passed over once the day has come. Whoever was just invoiced is left alone
    for ``grace_days``. A turn whose day has come goes only when nothing holds it.
    """
    for rung in ladder:
        if facts.taken is not None and rung.no <= facts.taken:
            continue
        on = facts.due_on + timedelta(days=rung.days)
        on = max(on, facts.issued_on + timedelta(days=grace_days))
        if facts.taken_on is not None:
            on = max(on, facts.taken_on + timedelta(days=rung.days - facts.taken_days))
        if rung.days < 0 and max(on, today) > facts.due_on:
            continue
        return Turn(rung, on, held_of(facts))
    return None


def held_of(facts: Facts) -> tuple[Held, ...]:
    """All that keeps a reminder from being asked for."""
    found = {
        Held.PAUSED: facts.paused,
        Held.EXEMPT: facts.exempt,
        Held.DISPUTED: facts.disputed,
        Held.IN_DOUBT: facts.in_doubt,
        Held.UNSENT: not facts.was_sent,
        Held.NO_ADDRESS: not facts.has_address,
        Held.ON_ITS_WAY: facts.taken_state is LetterState.WAITING,
        Held.NOT_DELIVERED: facts.taken_state is LetterState.FAILED,
    }
    return tuple(reason for reason, holds in found.items() if holds)
