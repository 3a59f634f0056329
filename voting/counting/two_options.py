"""One proposal against another: the one with more than half of the base wins.

Used pair by pair when several proposals meet (statutes § 10 mom. 2) and in a second round between two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from voting.counting.majority import Rule, base_of, remainder, without_empty_invalid


class Wins(StrEnum):
    """Which proposal won. Neither can happen only on a base that is wider than the votes cast."""

    A = "a"
    B = "b"
    TIED = "tied"
    NEITHER = "neither"


SIMPLE = Rule()


@dataclass(frozen=True)
class TwoOptionsResult:
    """The count of A against B. ``counts`` and ``not_voted`` add up to ``register``."""

    rule: Rule
    counts: Mapping[str, int]
    not_voted: int
    register: int
    base: int
    needed: int
    wins: Wins


def count_two_options(
    *,
    a: int,
    b: int,
    abstain: int = 0,
    invalid: int = 0,
    register: int,
    present: int | None = None,
    rule: Rule = SIMPLE,
) -> TwoOptionsResult:
    """Count A against B. Equal numbers are a tie and are never broken here (statutes § 10 mom. 4)."""
    if not rule.is_simple:
        message = "rule: two proposals against each other are decided by more than half"
        raise ValueError(message)
    counts = {"a": a, "b": b, "abstain": abstain, "invalid": invalid}
    not_voted = remainder(counts, register)
    base = base_of(rule.base, for_and_against=a + b, abstain=abstain, register=register, present=present,
                   handed_in=register - not_voted)  # fmt: skip
    needed = rule.needed_of(base)
    if a == b:
        wins = Wins.TIED
    elif max(a, b) < needed:
        wins = Wins.NEITHER
    else:
        wins = Wins.A if a > b else Wins.B
    return TwoOptionsResult(rule, without_empty_invalid(counts), not_voted, register, base, needed, wins)
