"""The board's own matters beside its agenda: where they stand, and when they come and go. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kernel.errors import Obstacle
from voting.meetings.enums import Duty, ItemState
from voting.meetings.rules.course import obstacles_to_change

AT_THE_END = (Duty.NEXT_MEETING, Duty.IMMEDIATE_APPROVAL, Duty.CLOSING)
BOARD = "Styrelsen beslutade"


def place_of_matter(items: Sequence[tuple[int, str, str]]) -> int | None:
    """The number a matter takes, of (number, duty, state): before what ends a meeting and is not taken up.

    None once the end itself has come.
    """
    now = max((no for no, _, state in items if state != ItemState.LATER), default=0)
    return min((no for no, duty, _ in items if no > now and duty in AT_THE_END), default=None)


def obstacles_to_adding_matter(
    state: str, *, place: int | None, in_use: Iterable[int] = ()
) -> list[Obstacle]:
    """Before and during the meeting, until its end is taken up; what moves has no number in use yet."""
    found = obstacles_to_change(state)
    if not found and place is None:
        found = [Obstacle("voting.meetings.obstacle_agenda_at_its_end")]
    return found + _in_use(in_use)


def obstacles_to_removing_matter(
    state: str, *, no: int, duty: str, item_state: str, in_use: Iterable[int] = ()
) -> list[Obstacle]:
    """Only a matter of its own that has not been taken up; what the agenda asks for stays."""
    found = obstacles_to_change(state)
    if not found and (duty or item_state != ItemState.LATER):
        found = [Obstacle("voting.meetings.obstacle_matter_stays", {"item_no": no})]
    return found + _in_use(in_use)


def in_the_boards_words(text: str) -> str:
    """``köpa en projektor`` is proposed as a decision; words that are one already stay as they are."""
    said = text.strip()
    if not said or said.lower().startswith("styrelsen "):
        return said
    bare = said[4:] if said.lower().startswith("att ") else said
    return f"{BOARD}\natt {bare.rstrip('.')}."


def _in_use(numbers: Iterable[int]) -> list[Obstacle]:
    return [Obstacle("voting.meetings.obstacle_item_in_use", {"item_no": no}) for no in numbers]
