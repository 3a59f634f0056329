"""What happens to the statutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from kernel.events import Audience, Event


@dataclass(frozen=True)
class ProposalPublished(Event):
    """A text of the statutes was laid out for everybody to read."""

    kind: ClassVar[str] = "tenants.statutes.published"
    audience: ClassVar[Audience] = Audience.PUBLIC
    version: str
    title: str
    moments: int


@dataclass(frozen=True)
class ReadingFallen(Event):
    """A second meeting did not say the same: a text that waited for it was never in force."""

    kind: ClassVar[str] = "tenants.statutes.reading_fallen"
    audience: ClassVar[Audience] = Audience.PUBLIC
    version: UUID
    number: str


@dataclass(frozen=True)
class StatutesInForce(Event):
    """The minutes, or the day, that an adopted text waited for have come: from this day it holds."""

    kind: ClassVar[str] = "tenants.statutes.in_force"
    audience: ClassVar[Audience] = Audience.PUBLIC
    version: UUID
    number: str
    title: str
    in_force_from: date


@dataclass(frozen=True)
class StatutesAdopted(Event):
    """A meeting adopted a text of the statutes, or read its changes the first time.

    Without ``in_force_from`` it holds later: after a second reading, when the minutes are approved, and
    not before the day ``not_before``, where the meeting chose one.
    """

    kind: ClassVar[str] = "tenants.statutes.adopted"
    audience: ClassVar[Audience] = Audience.PUBLIC
    version: UUID
    number: str
    title: str
    moments: int
    changed: list[str]
    is_first_reading: bool
    awaits_minutes: bool
    in_force_from: date | None
    not_before: date | None = None
