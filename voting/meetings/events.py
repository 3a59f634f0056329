"""What happens at and before a meeting.

The record is never erased, so what people eat and what they need is not in it: those stay in the
registration, which is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from kernel.events import Audience, Event


@dataclass(frozen=True)
class MeetingPlanned(Event):
    """A meeting has a day, places and an agenda."""

    kind: ClassVar[str] = "voting.meetings.planned"
    audience: ClassVar[Audience] = Audience.OFFICERS
    title: str
    starts_at: datetime


@dataclass(frozen=True)
class PlanChanged(Event):
    """The office changed the plan; ``fields`` names what."""

    kind: ClassVar[str] = "voting.meetings.plan_changed"
    audience: ClassVar[Audience] = Audience.OFFICERS
    fields: list[str]


@dataclass(frozen=True)
class DelegateRegistered(Event):
    """An organisation has a delegate for the meeting."""

    kind: ClassVar[str] = "voting.meetings.registered"
    audience: ClassVar[Audience] = Audience.OFFICERS
    registration: UUID
    member: str
    delegate: str
    venue: str


@dataclass(frozen=True)
class RegistrationChanged(Event):
    """The delegate, the place or the needs changed."""

    kind: ClassVar[str] = "voting.meetings.changed"
    audience: ClassVar[Audience] = Audience.OFFICERS
    registration: UUID
    member: str
    delegate: str
    venue: str


@dataclass(frozen=True)
class RegistrationCancelled(Event):
    """The organisation has no delegate any more."""

    kind: ClassVar[str] = "voting.meetings.cancelled"
    audience: ClassVar[Audience] = Audience.OFFICERS
    registration: UUID
    member: str
    delegate: str
    venue: str


@dataclass(frozen=True)
class CheckedIn(Event):
    """A delegate is here."""

    kind: ClassVar[str] = "voting.meetings.checked_in"
    audience: ClassVar[Audience] = Audience.OFFICERS
    registration: UUID
    member: str
    delegate: str
    venue: str


@dataclass(frozen=True)
class CheckedOut(Event):
    """A delegate has left."""

    kind: ClassVar[str] = "voting.meetings.checked_out"
    audience: ClassVar[Audience] = Audience.OFFICERS
    registration: UUID
    member: str
    delegate: str
    venue: str


@dataclass(frozen=True)
class VenueConfirmed(Event):
    """Sound and picture work in one place."""

    kind: ClassVar[str] = "voting.meetings.venue_confirmed"
    audience: ClassVar[Audience] = Audience.PUBLIC
    venue: UUID
    name: str


@dataclass(frozen=True)
class MeetingOpened(Event):
    """The meeting began."""

    kind: ClassVar[str] = "voting.meetings.opened"
    audience: ClassVar[Audience] = Audience.PUBLIC
    title: str


@dataclass(frozen=True)
class ItemStarted(Event):
    """An item was taken up."""

    kind: ClassVar[str] = "voting.meetings.item_started"
    audience: ClassVar[Audience] = Audience.PUBLIC
    no: int
    title_sv: str
    title_en: str


@dataclass(frozen=True)
class ItemDone(Event):
    """An item has been dealt with."""

    kind: ClassVar[str] = "voting.meetings.item_done"
    audience: ClassVar[Audience] = Audience.PUBLIC
    no: int


@dataclass(frozen=True)
class MeetingClosed(Event):
    """The meeting ended."""

    kind: ClassVar[str] = "voting.meetings.closed"
    audience: ClassVar[Audience] = Audience.PUBLIC
    title: str
