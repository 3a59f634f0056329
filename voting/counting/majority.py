"""A proposal put alone: yes, no or abstain, against a majority of a stated base.

The denominator decides, so the base is data and is never guessed: the same ballots are carried on one
base and lost on another (statutes § 10 mom. 1). All arithmetic is on whole numbers and fractions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor


class Threshold(StrEnum):
    """Whether the fraction itself is enough."""

    MORE_THAN = "more_than"
    AT_LEAST = "at_least"


class Base(StrEnum):
    """What the fraction is taken of."""

    CAST = "cast"
    CAST_WITH_BLANKS = "cast_with_blanks"
    PRESENT = "present"
    REGISTER = "register"


class Outcome(StrEnum):
    """What the count says. A tie is a result of its own: the count never breaks it."""

    CARRIED = "carried"
    REJECTED = "rejected"
    TIED = "tied"


HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Rule:
    """How much of what is needed."""

    threshold: Threshold = Threshold.MORE_THAN
    fraction: Fraction = HALF
    base: Base = Base.CAST

    def __post_init__(self) -> None:
        """Refuse a fraction that no vote could meet, or that every vote would."""
        if isinstance(self.fraction, float) or not isinstance(self.fraction, Fraction):
            message = "fraction: must be an exact fraction"
            raise ValueError(message)  # noqa: TRY004  one kind of error for every field
        if not 0 < self.fraction <= 1 or (self.threshold is Threshold.MORE_THAN and self.fraction == 1):
            message = f"fraction: {self.fraction} is not a majority that can be reached"
            raise ValueError(message)

    @classmethod
    def parse(cls, threshold: str, fraction: str, base: str) -> Rule:
        """Read a rule as the statutes' data and the API write it: ``more_than``, ``1/2``, ``cast``."""
        return cls(_threshold(threshold), _fraction(fraction), _base(base))

    def needed_of(self, base: int) -> int:
        """Give the least number of votes that satisfies the rule. At least one: silence decides nothing."""
        whole_number("base", base)
        share = self.fraction * base
        least = floor(share) + 1 if self.threshold is Threshold.MORE_THAN else ceil(share)
        return max(least, 1)

    @property
    def is_simple(self) -> bool:
        """More than half: the only rule under which equal numbers are a tie."""
        return self.threshold is Threshold.MORE_THAN and self.fraction == HALF


@dataclass(frozen=True)
class MajorityResult:
    """The count of one question. ``counts`` and ``not_voted`` add up to ``register``."""

    rule: Rule
    counts: Mapping[str, int]
    not_voted: int
    register: int
    base: int
    needed: int
    outcome: Outcome


def count_majority(
    rule: Rule,
    *,
    yes: int,
    no: int,
    abstain: int = 0,
    invalid: int = 0,
    register: int,
    present: int | None = None,
) -> MajorityResult:
    """Count yes against no by the rule.

    ``register`` is the register frozen when the vote opened (statutes § 9 mom. 4). ``present`` is needed
    only when it is the base. Yes equal to no under "more than half" of those two is a tie; who breaks
    it is not a matter of counting (statutes § 10 mom. 4).
    """
    counts = {"yes": yes, "no": no, "abstain": abstain, "invalid": invalid}
    not_voted = remainder(counts, register)
    base = base_of(rule.base, for_and_against=yes + no, abstain=abstain, register=register, present=present,
                   handed_in=register - not_voted)  # fmt: skip
    needed = rule.needed_of(base)
    if yes >= needed:
        outcome = Outcome.CARRIED
    elif rule.is_simple and yes == no and base == yes + no:
        outcome = Outcome.TIED
    else:
        outcome = Outcome.REJECTED
    return MajorityResult(rule, without_empty_invalid(counts), not_voted, register, base, needed, outcome)


def remainder(counts: Mapping[str, int], register: int) -> int:
    """How many in the register did not vote. More votes than the register holds is an error, not a result."""
    for name, value in counts.items():
        whole_number(name, value)
    whole_number("register", register)
    left = register - sum(counts.values())
    if left < 0:
        message = f"register: {sum(counts.values())} votes on a register of {register}"
        raise ValueError(message)
    return left


def base_of(
    base: Base, *, for_and_against: int, abstain: int, register: int, present: int | None, handed_in: int
) -> int:
    """Give the denominator. Invalid votes are in it only when those present or the whole register are."""
    if base is Base.CAST:
        return for_and_against
    if base is Base.CAST_WITH_BLANKS:
        return for_and_against + abstain
    if base is Base.REGISTER:
        return register
    if present is None:
        message = "present: must be given when the base is those present"
        raise ValueError(message)
    whole_number("present", present)
    if not handed_in <= present <= register:
        message = f"present: {present} is not between {handed_in} who voted and a register of {register}"
        raise ValueError(message)
    return present


def whole_number(name: str, value: object) -> None:
    """Refuse anything but a whole number from zero, naming the field. True and 1.0 count nothing."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        message = f"{name}: must be a whole number from 0, not {value!r}"
        raise ValueError(message)


def without_empty_invalid(counts: Mapping[str, int]) -> dict[str, int]:
    """Leave the invalid row out when there is none: an electronic vote cannot be invalid."""
    return {name: votes for name, votes in counts.items() if name != "invalid" or votes}


def _threshold(text: str) -> Threshold:
    try:
        return Threshold(text)
    except ValueError:
        message = f"threshold: {text!r} is not more_than or at_least"
        raise ValueError(message) from None


def _base(text: str) -> Base:
    try:
        return Base(text)
    except ValueError:
        message = f"base: {text!r} is not one of {', '.join(Base)}"
        raise ValueError(message) from None


def _fraction(text: str) -> Fraction:
    above, _, below = text.partition("/") if isinstance(text, str) else ("", "", "")
    if not (above.isascii() and above.isdigit() and below.isascii() and below.isdigit() and int(below)):
        message = f"fraction: {text!r} is not written as 1/2"
        raise ValueError(message)
    return Fraction(int(above), int(below))
