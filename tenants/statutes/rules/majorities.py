"""Whether a change of the statutes is adopted: the share, and the meetings it takes (worked example W06)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any


@dataclass(frozen=True)
class Reading:
    """One meeting's vote on the change. ``base`` is what the rule takes its share of."""

    held_on: date
    is_annual: bool
    yes: int
    base: int


@dataclass(frozen=True)
class Verdict:
    """``is_adopted``, or the reason why not yet: share, second_meeting, annual, gap."""

    is_adopted: bool
    reason: str = ""


def amendment_adopted(readings: Sequence[Reading], rule: Mapping[str, Any]) -> Verdict:
    """Judge the last readings, in the order they were held, by the ``amend`` parameter. Exact throughout."""
    needed = int(rule.get("meetings", 1))
    if not readings or not has_share(readings[-1].yes, readings[-1].base, rule):
        return Verdict(is_adopted=False, reason="share")
    if rule.get("or_unanimous_at_one") and readings[-1].yes == readings[-1].base:
        return Verdict(is_adopted=True)
    last = list(readings[-needed:])
    if len(last) < needed or not all(has_share(r.yes, r.base, rule) for r in last):
        return Verdict(is_adopted=False, reason="second_meeting")
    if needed > 1 and rule.get("at_least_one_annual") and not any(r.is_annual for r in last):
        return Verdict(is_adopted=False, reason="annual")
    gap = int(rule.get("min_gap_months", 0))
    if any(b.held_on < month_later(a.held_on, gap) for a, b in pairwise(last)):
        return Verdict(is_adopted=False, reason="gap")
    return Verdict(is_adopted=True)


def has_share(yes: int, base: int, rule: Mapping[str, Any]) -> bool:
    """``at_least`` 2/3: 3 × yes ≥ 2 × base; ``more_than``: 3 × yes > 2 × base. Nothing is rounded."""
    share = Fraction(str(rule.get("fraction", "1/2")))
    got, asked = yes * share.denominator, base * share.numerator
    return yes > 0 and (got >= asked if rule.get("threshold") == "at_least" else got > asked)


def month_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day when it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
