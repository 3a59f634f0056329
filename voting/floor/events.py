"""What happens on the floor. Every body carries the whole list, so that all screens show the same order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class FloorAsked(Event):
    """Somebody asked for the floor, or a host or the chair asked for them."""

    kind: ClassVar[str] = "voting.floor.asked"
    audience: ClassVar[Audience] = Audience.PUBLIC
    request: dict[str, Any]
    floor: dict[str, Any]


@dataclass(frozen=True)
class RequestWithdrawn(Event):
    """Somebody no longer wants the floor."""

    kind: ClassVar[str] = "voting.floor.withdrawn"
    audience: ClassVar[Audience] = Audience.PUBLIC
    request: dict[str, Any]
    floor: dict[str, Any]


@dataclass(frozen=True)
class SpeakerCalled(Event):
    """Somebody has the floor; whoever had it before has finished."""

    kind: ClassVar[str] = "voting.floor.called"
    audience: ClassVar[Audience] = Audience.PUBLIC
    request: dict[str, Any]
    floor: dict[str, Any]


@dataclass(frozen=True)
class SpeakerEnded(Event):
    """The speaker has finished, and nobody has the floor."""

    kind: ClassVar[str] = "voting.floor.ended"
    audience: ClassVar[Audience] = Audience.PUBLIC
    request: dict[str, Any]
    floor: dict[str, Any]


@dataclass(frozen=True)
class RequestSkipped(Event):
    """The chair took somebody off the list, and said why."""

    kind: ClassVar[str] = "voting.floor.skipped"
    audience: ClassVar[Audience] = Audience.PUBLIC
    request: dict[str, Any]
    reason: str
    floor: dict[str, Any]


@dataclass(frozen=True)
class RequestMoved(Event):
    """The chair changed the order, and said why."""

    kind: ClassVar[str] = "voting.floor.moved"
    audience: ClassVar[Audience] = Audience.PUBLIC
    request: dict[str, Any]
    reason: str
    floor: dict[str, Any]


@dataclass(frozen=True)
class LimitsSet(Event):
    """How long a speech and a reply may be from now on."""

    kind: ClassVar[str] = "voting.floor.limits_set"
    audience: ClassVar[Audience] = Audience.PUBLIC
    limit_s: int | None
    reply_limit_s: int
    floor: dict[str, Any]


@dataclass(frozen=True)
class TimeExtended(Event):
    """The speaker has another limit than they began with."""

    kind: ClassVar[str] = "voting.floor.extended"
    audience: ClassVar[Audience] = Audience.PUBLIC
    request: dict[str, Any]
    floor: dict[str, Any]


@dataclass(frozen=True)
class PolicySet(Event):
    """In what order the list is taken from now on."""

    kind: ClassVar[str] = "voting.floor.policy_set"
    audience: ClassVar[Audience] = Audience.PUBLIC
    policy: str
    floor: dict[str, Any]


@dataclass(frozen=True)
class LineDrawn(Event):
    """Streck i debatten: these are the speakers, and until ``closes_at`` more may sign up."""

    kind: ClassVar[str] = "voting.floor.line_drawn"
    audience: ClassVar[Audience] = Audience.PUBLIC
    item_no: int
    closes_at: str
    speakers: list[str]
    floor: dict[str, Any]


@dataclass(frozen=True)
class LineLifted(Event):
    """The list is open again."""

    kind: ClassVar[str] = "voting.floor.line_lifted"
    audience: ClassVar[Audience] = Audience.PUBLIC
    item_no: int
    floor: dict[str, Any]


@dataclass(frozen=True)
class StepUndone(Event):
    """The last step on the floor was taken back; ``step`` says which kind it was."""

    kind: ClassVar[str] = "voting.floor.undone"
    audience: ClassVar[Audience] = Audience.PUBLIC
    step: str
    floor: dict[str, Any]


@dataclass(frozen=True)
class ListTurned(Event):
    """Another item is dealt with, and its list is the one that is shown."""

    kind: ClassVar[str] = "voting.floor.turned"
    audience: ClassVar[Audience] = Audience.PUBLIC
    item_no: int | None
    floor: dict[str, Any]
