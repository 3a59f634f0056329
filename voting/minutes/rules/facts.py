"""What the minutes are written from: plain facts, each with the journal entries it rests on.

Nothing here is computed or worded. ``events`` are journal ids; an empty tuple means that the fact is
older than the journal (an invitation on paper) or not an event at all (the association's name).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from voting.counting.majority import Rule

Events = tuple[int, ...]
STOCKHOLM = ZoneInfo("Europe/Stockholm")


class Progress(StrEnum):
    """How far an item has come; the words of the agenda."""

    LATER = "later"
    NOW = "now"
    DONE = "done"


class Stage(StrEnum):
    """What winning a vote of one proposal against another means."""

    COUNTER = "counter"  # the winner becomes the counter-proposal
    ROUND = "round"  # the winner meets the next proposal
    FINAL = "final"  # the winner is adopted


@dataclass(frozen=True)
class PersonFacts:
    """Somebody with a task at the meeting."""

    name: str
    member: str = ""
    venue: str = ""
    is_entitled: bool | None = None
    events: Events = ()


@dataclass(frozen=True)
class VenueFacts:
    """A hall, or the remote place. ``absent`` are those registered there who took no part."""

    name: str
    is_remote: bool
    registered: int
    absent: int
    votes: int
    is_confirmed: bool = False
    events: Events = ()


@dataclass(frozen=True)
class RegisterEntryFacts:
    """One vote of the register: the member's number and name, who casts it, and where."""

    number: str
    member: str
    delegate: str
    venue: str


@dataclass(frozen=True)
class RegisterChangeFacts:
    """Somebody came or left after the register was approved."""

    at: datetime
    delegate: str
    member: str
    has_left: bool
    total_after: int
    events: Events = ()


@dataclass(frozen=True)
class RegisterFacts:
    """The register that the meeting approved, and what changed in it afterwards."""

    item_no: int
    total: int
    entries: tuple[RegisterEntryFacts, ...]
    changes: tuple[RegisterChangeFacts, ...] = ()
    events: Events = ()


@dataclass(frozen=True)
class ClauseFacts:
    """The clause a proposal concerns. An empty base means that the clause is new."""

    ref: str
    proposed: str
    base: str = ""
    events: Events = ()


@dataclass(frozen=True)
class TieFacts:
    """How equal numbers were resolved: ``chair`` or ``lot``, for which option, by what rule."""

    resolved_by: str
    prevails: str
    how: str = ""
    source: str = "stadgarna § 10 mom. 4"
    events: Events = ()


@dataclass(frozen=True)
class PollFacts:
    """One declared vote. ``names`` gives the options short names: {"a": "A1", "b": "A2"}.

    ``subject`` is what a yes or no was about: a mark such as ``A3``, or ``Stadgarna``. ``present`` is
    given when it differs from the register, which is drawn up of those present.
    """

    no: int
    title: str
    kind: str
    rule: Rule
    counts: Mapping[str, int]
    register: int
    names: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    stage: Stage = Stage.FINAL
    clause: ClauseFacts | None = None
    mover: str = ""
    recommendation: str = ""
    detail: str = ""
    source: str = ""
    present: int | None = None
    tie: TieFacts | None = None
    events: Events = ()


@dataclass(frozen=True)
class DecisionFacts:
    """What the chair recorded: by ``acclamation``, by ``poll``, or a ``note`` that decides nothing."""

    text: str
    method: str
    events: Events = ()


@dataclass(frozen=True)
class MotionFacts:
    """A motion from the floor: its mark, who moved it, the place it concerns and its words."""

    mark: str
    mover: str
    ref: str
    words: str
    recommended: str = ""
    events: Events = ()


@dataclass(frozen=True)
class OrderFacts:
    """The order of propositions that the meeting approved, line by line."""

    lines: tuple[str, ...]
    events: Events = ()


@dataclass(frozen=True)
class ElectionRowFacts:
    """Somebody on the ballot, and what became of it."""

    name: str
    votes: int
    county: str
    outcome: str


@dataclass(frozen=True)
class ElectionFacts:
    """One ballot with names, or an acclamation (then there are no rows)."""

    title: str
    nominated: tuple[str, ...]
    rows: tuple[ElectionRowFacts, ...] = ()
    slips: Mapping[str, int] = field(default_factory=dict)
    lot: Mapping[str, str] = field(default_factory=dict)
    accepted: tuple[str, ...] = ()
    events: Events = ()


@dataclass(frozen=True)
class NoteFacts:
    """A reservation, a protest or a statement, in the words that were written down."""

    kind: str
    text: str
    who: str = ""
    events: Events = ()


@dataclass(frozen=True)
class ItemFacts:
    """One item of the agenda. Its number is its § in the minutes."""

    no: int
    heading: str
    kind: str
    progress: Progress = Progress.DONE
    background: str = ""
    proposal: str = ""
    polls: tuple[PollFacts, ...] = ()
    decisions: tuple[DecisionFacts, ...] = ()
    motions: tuple[MotionFacts, ...] = ()
    order: OrderFacts | None = None
    elections: tuple[ElectionFacts, ...] = ()
    notes: tuple[NoteFacts, ...] = ()
    is_adjusted_in: int | None = None
    events: Events = ()


@dataclass(frozen=True)
class MeetingFacts:
    """A whole meeting. What is unknown is left out of the minutes, never guessed."""

    title: str
    association: str
    starts_at: datetime
    venues: tuple[VenueFacts, ...]
    items: tuple[ItemFacts, ...]
    number: str = ""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    opened_events: Events = ()
    closed_events: Events = ()
    lunch_at: datetime | None = None
    convener: str = ""
    invited_on: date | None = None
    invited_count: int | None = None
    chair: PersonFacts | None = None
    secretary: PersonFacts | None = None
    adjusters: tuple[PersonFacts, ...] = ()
    remote_tellers: tuple[PersonFacts, ...] = ()
    organisation_number: str = ""
    decision_rules: str = ""
    proxies: int | None = None
    without_vote: tuple[str, ...] = ()
    register: RegisterFacts | None = None
    zone: ZoneInfo = STOCKHOLM
