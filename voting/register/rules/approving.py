"""When a voting register can be approved, and what changed between two moments. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from kernel.errors import Obstacle
from voting.meetings.rules import ItemAt, obstacles_to_item, obstacles_to_leading


class Vote(NamedTuple):
    """One vote: the member, who casts it, and where."""

    member: UUID
    delegate: UUID
    venue: UUID
    authority: str = "delegate"
    hold: int = 1


def is_same(one: Iterable[Vote], other: Iterable[Vote]) -> bool:
    """Whether two registers hold the same votes, in whatever order."""
    return set(one) == set(other)


def obstacles_to_approving(state: str, *, item: ItemAt | None, now: int, then: int) -> list[Obstacle]:
    """The meeting approves the register it heard: ``then`` votes; ``now`` are present."""
    found = obstacles_to_leading(state)
    if found:
        return found
    if item is not None:
        found = obstacles_to_item(item)
    if now == 0:
        return [*found, Obstacle("voting.register.obstacle_empty")]
    if now != then:
        found = [*found, Obstacle("voting.register.obstacle_changed_since_draft", {"now": now, "then": then})]
    return found
