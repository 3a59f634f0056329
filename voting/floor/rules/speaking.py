"""May they have the floor? Who breaks the list, who may reply, and what the line stops."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kernel.errors import Obstacle
from voting.floor.enums import RequestKind
from voting.floor.rules.course import FloorNow

MAX_REPLIES = 2
"""For each person in an exchange, when no rule of procedure says otherwise."""


@dataclass(frozen=True)
class Person:
    """Somebody who asks, as the meeting knows them now."""

    name: str
    is_here: bool
    has_spoken: bool
    """Under this item; whoever has, may reply."""
    is_addressed: bool = False
    """The chair or the secretary vouches that the speaker named them."""
    has_floor: bool = False


@dataclass(frozen=True)
class Exchange:
    """The speech that a reply would answer, and the replies to it so far, waiting ones too."""

    speaker: str
    is_own: bool
    own_replies: int
    others_replies: int


def obstacles_to_asking(
    kind: str, now: FloorNow, person: Person, exchange: Exchange | None, *, max_replies: int, at: datetime
) -> list[Obstacle]:
    """Every reason why this person cannot ask for this now."""
    found = now.obstacles()
    if not person.is_here:
        found.append(Obstacle("voting.floor.obstacle_not_here", {"name": person.name}))
    if person.has_floor and kind != RequestKind.POINT_OF_ORDER:
        found.append(Obstacle("voting.floor.obstacle_has_floor", {"name": person.name}))
    if kind == RequestKind.SPEECH and now.line_closes_at is not None and at >= now.line_closes_at:
        found.append(Obstacle("voting.floor.obstacle_line", {"time": now.line_closes_at.isoformat()}))
    if kind == RequestKind.REPLY:
        found += _obstacles_to_reply(person, exchange, max_replies)
    return found


def _obstacles_to_reply(person: Person, exchange: Exchange | None, max_replies: int) -> list[Obstacle]:
    """A reply is for one who was addressed or has spoken; so many, and not to oneself alone."""
    if exchange is None:
        return [Obstacle("voting.floor.obstacle_nothing_to_reply_to")]
    found = []
    if exchange.is_own and not exchange.others_replies:
        found.append(Obstacle("voting.floor.obstacle_own_speech", {"name": person.name}))
    if not (person.has_spoken or person.is_addressed):
        found.append(Obstacle("voting.floor.obstacle_not_addressed", {"name": person.name}))
    if exchange.own_replies >= max_replies:
        params = {"name": person.name, "max": max_replies, "speaker": exchange.speaker}
        found.append(Obstacle("voting.floor.obstacle_replies_used", params))
    return found
