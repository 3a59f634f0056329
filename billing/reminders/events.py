"""What happens to reminders. The subject is the invoice, or the member; amounts in öre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class LadderChanged(Event):
    """Reminders were begun, ended, or go by other steps."""

    kind: ClassVar[str] = "billing.reminders.ladder_changed"
    audience: ClassVar[Audience] = Audience.OFFICERS
    is_on: bool
    grace_days: int
    days: list[int]


@dataclass(frozen=True)
class ReminderSent(Event):
    """The mail server took a reminder. ``no`` 0 is the notice before the day, 1 the first reminder."""

    kind: ClassVar[str] = "billing.reminders.sent"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    no: int
    left: int


@dataclass(frozen=True)
class ReminderWithdrawn(Event):
    """The invoice was paid, credited or given up before its reminder had gone: none went."""

    kind: ClassVar[str] = "billing.reminders.withdrawn"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    no: int


@dataclass(frozen=True)
class RemindersPaused(Event):
    """A member is left alone, until a day or until somebody says otherwise. The reason stays in the room."""

    kind: ClassVar[str] = "billing.reminders.paused"
    audience: ClassVar[Audience] = Audience.OFFICERS
    member: str
    until: str


@dataclass(frozen=True)
class RemindersResumed(Event):
    """A member is reminded as others are."""

    kind: ClassVar[str] = "billing.reminders.resumed"
    audience: ClassVar[Audience] = Audience.OFFICERS
    member: str
