"""What happens to the voting register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class RegisterApproved(Event):
    """The meeting approved a version of the voting register."""

    kind: ClassVar[str] = "voting.register.approved"
    audience: ClassVar[Audience] = Audience.PUBLIC
    register: dict[str, Any]


@dataclass(frozen=True)
class RegisterChanged(Event):
    """Somebody came or left after the approval: ``change`` is {kind, member, delegate, venue}."""

    kind: ClassVar[str] = "voting.register.changed"
    audience: ClassVar[Audience] = Audience.MEETING
    register: dict[str, Any]
    change: dict[str, Any]
