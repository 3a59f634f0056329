"""What happens in the decisions room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class DecisionTaken(Event):
    """The meeting decided, or had something noted. The entry's own number is the decision's ``event``."""

    kind: ClassVar[str] = "tenants.decisions.taken"
    audience: ClassVar[Audience] = Audience.PUBLIC
    decision: dict[str, Any]


@dataclass(frozen=True)
class DecisionRetracted(Event):
    """A decision was taken back before anything was built on it, and why."""

    kind: ClassVar[str] = "tenants.decisions.retracted"
    audience: ClassVar[Audience] = Audience.PUBLIC
    decision: dict[str, Any]
    reason: str
