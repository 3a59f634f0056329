"""What happens to motions and to the order they are decided in.

The bodies carry the whole motion or order, so that screens and minutes need no further query.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class MotionFiled(Event):
    """A motion was moved and has its mark."""

    kind: ClassVar[str] = "voting.motions.filed"
    audience: ClassVar[Audience] = Audience.PUBLIC
    motion: dict[str, Any]


@dataclass(frozen=True)
class MotionWithdrawn(Event):
    """Its mover took it back."""

    kind: ClassVar[str] = "voting.motions.withdrawn"
    audience: ClassVar[Audience] = Audience.PUBLIC
    motion: dict[str, Any]


@dataclass(frozen=True)
class MotionMerged(Event):
    """Jämkning: into another motion, into the main proposal, or in words of its own."""

    kind: ClassVar[str] = "voting.motions.merged"
    audience: ClassVar[Audience] = Audience.PUBLIC
    motion: dict[str, Any]
    into: dict[str, Any] | None


@dataclass(frozen=True)
class MotionRecommended(Event):
    """The working group or the board said what it thinks of a motion."""

    kind: ClassVar[str] = "voting.motions.recommended"
    audience: ClassVar[Audience] = Audience.PUBLIC
    motion: dict[str, Any]


@dataclass(frozen=True)
class MotionSettled(Event):
    """A motion on how the meeting is run was decided at once."""

    kind: ClassVar[str] = "voting.motions.settled"
    audience: ClassVar[Audience] = Audience.PUBLIC
    motion: dict[str, Any]


@dataclass(frozen=True)
class MainProposalSet(Event):
    """The main proposal of an item was laid out."""

    kind: ClassVar[str] = "voting.motions.main_set"
    audience: ClassVar[Audience] = Audience.PUBLIC
    main: dict[str, Any]


@dataclass(frozen=True)
class OrderProposed(Event):
    """The chair put an order of propositions before the meeting."""

    kind: ClassVar[str] = "voting.motions.order_proposed"
    audience: ClassVar[Audience] = Audience.PUBLIC
    order: dict[str, Any]


@dataclass(frozen=True)
class OrderApproved(Event):
    """The meeting approved the order, before the first ballot."""

    kind: ClassVar[str] = "voting.motions.order_approved"
    audience: ClassVar[Audience] = Audience.PUBLIC
    order: dict[str, Any]


@dataclass(frozen=True)
class StepPut(Event):
    """A step of the order was made ready to be voted on."""

    kind: ClassVar[str] = "voting.motions.step_put"
    audience: ClassVar[Audience] = Audience.OFFICERS
    order: dict[str, Any]
    step: int


@dataclass(frozen=True)
class StepTaken(Event):
    """A step was decided."""

    kind: ClassVar[str] = "voting.motions.step_taken"
    audience: ClassVar[Audience] = Audience.PUBLIC
    order: dict[str, Any]
    step: int


@dataclass(frozen=True)
class StepUndone(Event):
    """A step was taken back, and why; ``step`` is None for the untouched rest."""

    kind: ClassVar[str] = "voting.motions.step_undone"
    audience: ClassVar[Audience] = Audience.PUBLIC
    order: dict[str, Any]
    step: int | None
    reason: str


@dataclass(frozen=True)
class UntouchedApproved(Event):
    """What nobody had moved anything on was approved by acclamation."""

    kind: ClassVar[str] = "voting.motions.untouched_approved"
    audience: ClassVar[Audience] = Audience.PUBLIC
    order: dict[str, Any]


@dataclass(frozen=True)
class OrderFinished(Event):
    """Every step is taken; ``order`` says what came of it."""

    kind: ClassVar[str] = "voting.motions.finished"
    audience: ClassVar[Audience] = Audience.PUBLIC
    order: dict[str, Any]
