"""When something can be written down, a count demanded, and the gavel fall."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from kernel.errors import Obstacle
from voting.meetings.enums import ItemState, MeetingState, NoteKind
from voting.meetings.rules.course import ItemAt, obstacles_to_item, obstacles_to_leading

WITH_A_VOTE = frozenset({NoteKind.RESERVATION, NoteKind.COUNT_DEMANDED})
"""Only somebody with a vote may (the model rules of procedure, items 7 and 14)."""


def obstacles_to_noting(kind: str, *, state: str, item: ItemAt, has_vote: bool | None) -> list[Obstacle]:
    """Until the meeting's end, under an item that was taken up. ``has_vote`` None: nobody's in particular."""
    if state == MeetingState.CLOSED and kind == NoteKind.RESERVATION:
        return [Obstacle("voting.meetings.obstacle_reservation_after_end")]
    if state != MeetingState.ADJOURNED and (found := obstacles_to_leading(state)):
        return found
    found = obstacles_to_item(item)
    if kind in WITH_A_VOTE and not has_vote:
        found = [*found, Obstacle("voting.meetings.obstacle_only_with_a_vote", {"item_no": item.no})]
    if kind == NoteKind.RESERVATION and not item.is_decided:
        found = [*found, Obstacle("voting.meetings.obstacle_nothing_decided_yet", {"item_no": item.no})]
    return found


def obstacles_to_demanding(item: ItemAt, *, gavel_at: datetime | None, is_sounding: bool) -> list[Obstacle]:
    """Before the gavel: while the item is up, and not once what was asked has been decided."""
    if item.state != ItemState.NOW:
        return [Obstacle("voting.meetings.obstacle_item_not_now", {"item_no": item.no})]
    if gavel_at is not None and not is_sounding:
        return [Obstacle("voting.meetings.obstacle_gavel_fallen", {"time": gavel_at.isoformat()})]
    return []


def obstacles_to_the_gavel(demanded_by: Iterable[str]) -> list[Obstacle]:
    """A counted vote that was demanded must be held (acclamation and trial vote decide nothing then)."""
    names = list(demanded_by)
    return [Obstacle("voting.meetings.obstacle_count_demanded", {"name": ", ".join(names)})] if names else []
