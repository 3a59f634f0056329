"""Whose word on a conflict of interest (jäv) stands, and what it takes to take it back."""

from __future__ import annotations

from kernel.errors import Obstacle
from voting.register.enums import STRENGTH, SaidBy


def is_news(said_by: SaidBy, reason: str, *, standing: SaidBy, standing_reason: str) -> bool:
    """A stronger word, or the same one with another reason; a weaker one adds nothing to what is known."""
    if said_by != standing:
        return STRENGTH[said_by] > STRENGTH[standing]
    return reason not in {"", standing_reason}


def obstacles_to_own_word(standing: SaidBy | None, *, item_no: int) -> list[Obstacle]:
    """What the meeting has decided is not the member's to declare again or to take back."""
    if standing == SaidBy.MEETING:
        return [Obstacle("voting.register.obstacle_conflict_decided", {"item_no": item_no})]
    return []
