"""The chair's steps on the floor, and what stands in their way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kernel.errors import Obstacle
from voting.floor.enums import RequestState
from voting.meetings.rules import obstacles_to_leading


@dataclass(frozen=True)
class FloorNow:
    """The meeting, its item, and the line under it."""

    meeting_state: str
    item_no: int | None
    line_closes_at: datetime | None

    def obstacles(self) -> list[Obstacle]:
        """Nobody speaks outside an open meeting, or between two items."""
        found = obstacles_to_leading(self.meeting_state)
        if not found and self.item_no is None:
            found = [Obstacle("voting.floor.obstacle_no_item")]
        return found


def obstacles_to_calling(now: FloorNow, *, waiting: int) -> list[Obstacle]:
    """Somebody must wait."""
    found = now.obstacles()
    if not found and not waiting:
        found = [Obstacle("voting.floor.obstacle_nobody_waiting")]
    return found


def obstacles_to_withdrawing(state: str, *, name: str) -> list[Obstacle]:
    """Whoever has the floor gives it back to the chair."""
    if state == RequestState.SPEAKING:
        return [Obstacle("voting.floor.obstacle_has_floor", {"name": name})]
    return []


def obstacles_to_skipping(state: str, *, name: str) -> list[Obstacle]:
    """Only those who wait can be taken off the list."""
    if state != RequestState.WAITING:
        return [Obstacle("voting.floor.obstacle_not_waiting", {"name": name})]
    return []


def obstacles_to_moving(
    state: str, kind: str, before: tuple[str, str] | None, *, name: str
) -> list[Obstacle]:
    """Given the state and kind of the one to stand before: a speech never goes before a point of order."""
    found = obstacles_to_skipping(state, name=name)
    if before is not None and (before[0] != RequestState.WAITING or before[1] != kind):
        found.append(Obstacle("voting.floor.obstacle_other_kind", {"name": name}))
    return found


def obstacles_to_undoing(left: Mapping[str, str], found: Mapping[str, str]) -> list[Obstacle]:
    """The step's requests must still stand as it left them."""
    if any(found.get(key) != state for key, state in left.items()):
        return [Obstacle("voting.floor.obstacle_built_upon")]
    return []
