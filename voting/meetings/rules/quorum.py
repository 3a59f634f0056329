"""Whether the meeting can decide: how many must be present or represented, and by which rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from kernel.errors import Obstacle


@dataclass(frozen=True)
class Quorum:
    """How many are needed and how many are here. ``waived_at`` is the number it was waived at."""

    needed: int
    present: int
    of: str
    source_sv: str = ""
    source_en: str = ""
    waived_at: int | None = None

    @property
    def is_met(self) -> bool:
        """Enough are here."""
        return self.present >= self.needed

    @property
    def lets_decide(self) -> bool:
        """Enough are here, or no fewer than when the meeting decided to go on all the same."""
        return self.is_met or (self.waived_at is not None and self.present >= self.waived_at)


def quorum_of(
    rule: Mapping[str, Any] | None,
    *,
    present: int,
    members: int,
    register: int,
    waiver: Mapping[str, Any] | None = None,
    source: tuple[str, str] = ("", ""),
) -> Quorum | None:
    """The quorum as the rules set it; None where they set none.

    ``{"of": "members|register", "fraction": "1/3"}`` is at least that part, rounded up; with
    ``"threshold": "more_than"`` it is more than that part. ``{"votes": n}`` is a number.
    """
    if not rule:
        return None
    if "votes" in rule:
        needed, of = int(rule["votes"]), "votes"
    else:
        of = str(rule.get("of", "members"))
        whole = members if of == "members" else register
        part = Fraction(rule["fraction"]) * whole
        needed = int(part) + 1 if rule.get("threshold") == "more_than" else ceil(part)
    waived = int(waiver["present"]) if waiver else None
    return Quorum(needed, present, of, source[0], source[1], waived)


def obstacles_of_quorum(quorum: Quorum | None) -> list[Obstacle]:
    """Too few are here, and the meeting has not decided to go on all the same."""
    if quorum is None or quorum.lets_decide:
        return []
    params = {"present": quorum.present, "needed": quorum.needed, "rule": quorum.source_sv}
    return [Obstacle("voting.meetings.obstacle_quorum_missing", params)]


def obstacles_to_waiving(quorum: Quorum | None) -> list[Obstacle]:
    """Only a quorum that is missing is waived."""
    if quorum is None or quorum.is_met:
        return [Obstacle("voting.meetings.obstacle_quorum_not_missing")]
    return []
