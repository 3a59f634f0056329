"""What happens at and before a meeting.

The record is never erased, so what people eat and what they need is not in it: those stay in the
registration, which is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from kernel.events import Audience, Event


@dataclass(frozen=True)
class MeetingPlanned(Event):
    """A meeting has a day, places and an agenda."""

    kind: ClassVar[str] = "voting.meetings.planned"
    audience: ClassVar[Audience] = Audience.OFFICERS
    title: str
    starts_at: datetime
    is_rehearsal: bool = False


@dataclass(frozen=True)
class PlanChanged(Event):
    """The office changed the plan; ``fields`` names what."""

    kind: ClassVar[str] = "voting.meetings.plan_changed"
    audience: ClassVar[Audience] = Audience.OFFICERS
    fields: list[str]


@dataclass(frozen=True)
class MatterAdded(Event):
    """The board put a matter of its own on the agenda while it sat; before that the plan alone changes."""

    kind: ClassVar[str] = "voting.meetings.matter_added"
    audience: ClassVar[Audience] = Audience.OFFICERS
    title: str


@dataclass(frozen=True)
class MatterRemoved(Event):
    """It took such a matter away again before taking it up."""

    kind: ClassVar[str] = "voting.meetings.matter_removed"
    audience: ClassVar[Audience] = Audience.OFFICERS
    title: str


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
    is_substitute: bool = False


@dataclass(frozen=True)
class CheckedOut(Event):
    """A delegate has left."""

    kind: ClassVar[str] = "voting.meetings.checked_out"
    audience: ClassVar[Audience] = Audience.OFFICERS
    registration: UUID
    member: str
    delegate: str
    venue: str
    is_substitute: bool = False


@dataclass(frozen=True)
class VenueConfirmed(Event):
    """Sound and picture work in one place."""

    kind: ClassVar[str] = "voting.meetings.venue_confirmed"
    audience: ClassVar[Audience] = Audience.PUBLIC
    venue: UUID
    name: str


@dataclass(frozen=True)
class MeetingOpened(Event):
    """The meeting began; its minutes have a number."""

    kind: ClassVar[str] = "voting.meetings.opened"
    audience: ClassVar[Audience] = Audience.PUBLIC
    title: str
    number: str = ""


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


@dataclass(frozen=True)
class MeetingAdjourned(Event):
    """The meeting takes a break, until a stated time where one was stated."""

    kind: ClassVar[str] = "voting.meetings.adjourned"
    audience: ClassVar[Audience] = Audience.PUBLIC
    item_no: int | None
    reason: str
    resumes_at: datetime | None


@dataclass(frozen=True)
class MeetingResumed(Event):
    """The same meeting goes on."""

    kind: ClassVar[str] = "voting.meetings.resumed"
    audience: ClassVar[Audience] = Audience.PUBLIC
    item_no: int | None
    adjourned_at: datetime


@dataclass(frozen=True)
class ItemPostponed(Event):
    """An item was tabled or referred back, with the reasons."""

    kind: ClassVar[str] = "voting.meetings.item_postponed"
    audience: ClassVar[Audience] = Audience.PUBLIC
    no: int
    outcome: str
    reasons: str
    decision: UUID


@dataclass(frozen=True)
class Sounded(Event):
    """The chair put the question and told what was heard; nothing is decided before the gavel."""

    kind: ClassVar[str] = "voting.meetings.sounded"
    audience: ClassVar[Audience] = Audience.MEETING
    sounding: dict[str, Any]


@dataclass(frozen=True)
class Noted(Event):
    """Somebody had something written down: a reservation, a protest, a demand for a counted vote."""

    kind: ClassVar[str] = "voting.meetings.noted"
    audience: ClassVar[Audience] = Audience.PUBLIC
    note: dict[str, Any]


@dataclass(frozen=True)
class NoteWithdrawn(Event):
    """Somebody took back what they had had written down."""

    kind: ClassVar[str] = "voting.meetings.note_withdrawn"
    audience: ClassVar[Audience] = Audience.PUBLIC
    note: dict[str, Any]


@dataclass(frozen=True)
class StepUndone(Event):
    """The chair took back the meeting's last step: which one, and why."""

    kind: ClassVar[str] = "voting.meetings.undone"
    audience: ClassVar[Audience] = Audience.PUBLIC
    event: int
    what: str
    no: int
    text_sv: str
    reason: str
    also: list[int]


@dataclass(frozen=True)
class QuorumWaived(Event):
    """The meeting decided to go on without its quorum."""

    kind: ClassVar[str] = "voting.meetings.quorum_waived"
    audience: ClassVar[Audience] = Audience.PUBLIC
    item_no: int
    present: int
    needed: int
    reason: str


@dataclass(frozen=True)
class SeatTaken(Event):
    """A member of the board is here."""

    kind: ClassVar[str] = "voting.meetings.seat_taken"
    audience: ClassVar[Audience] = Audience.MEETING
    seat: UUID
    name: str
    venue: str


@dataclass(frozen=True)
class SeatLeft(Event):
    """A member of the board has left."""

    kind: ClassVar[str] = "voting.meetings.seat_left"
    audience: ClassVar[Audience] = Audience.MEETING
    seat: UUID
    name: str


@dataclass(frozen=True)
class BoardPrepared(Event):
    """What the board's own meeting is to choose was laid out, or laid out anew: names, who signs, notice."""

    kind: ClassVar[str] = "voting.meetings.board_prepared"
    audience: ClassVar[Audience] = Audience.MEMBERS
    choices: dict[str, Any]


@dataclass(frozen=True)
class RehearsalRemoved(Event):
    """A practice meeting was removed with everything in it."""

    kind: ClassVar[str] = "voting.meetings.rehearsal_removed"
    audience: ClassVar[Audience] = Audience.OFFICERS
    title: str
