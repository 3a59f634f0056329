"""A meeting, its items, its register and its decisions as facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from kernel.money import SEK
from voting.minutes.rules.facts.course import ConflictFacts, HappeningFacts, SoundingFacts, UndoneFacts
from voting.minutes.rules.facts.elections import BallotFacts, ElectionFacts
from voting.minutes.rules.facts.motions import MotionFacts, OrderFacts
from voting.minutes.rules.facts.polls import PollFacts, VoidedFacts
from voting.minutes.rules.facts.words import STOCKHOLM, Events


class Progress(StrEnum):
    """How far an item has come; the words of the agenda."""

    LATER = "later"
    NOW = "now"
    DONE = "done"


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
    is_proxy: bool = False


@dataclass(frozen=True)
class RegisterChangeFacts:
    """Somebody came or left, or somebody else came to cast a vote, after the register was approved."""

    at: datetime
    delegate: str
    member: str
    has_left: bool
    total_after: int
    total_before: int | None = None
    kind: str = ""
    venue: str = ""
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
class EffectFacts:
    """What a decision brought about, in the decisions room's words."""

    kind: str
    body: Mapping[str, Any]


@dataclass(frozen=True)
class DecisionFacts:
    """What the chair recorded: by ``acclamation``, by ``poll``, or a ``note`` that decides nothing."""

    text: str
    method: str
    events: Events = ()
    effects: tuple[EffectFacts, ...] = ()


@dataclass(frozen=True)
class NoteFacts:
    """A reservation, a protest or a statement, in the words that were written down."""

    kind: str
    text: str
    who: str = ""
    outcome: str = ""
    events: Events = ()


@dataclass(frozen=True)
class ItemFacts:
    """One item of the agenda. Its number is its § in the minutes."""

    no: int
    heading: str
    kind: str
    progress: Progress = Progress.DONE
    duty: str = ""
    background: str = ""
    moved: str = ""
    remarks: str = ""
    polls: tuple[PollFacts, ...] = ()
    voided: tuple[VoidedFacts, ...] = ()
    decisions: tuple[DecisionFacts, ...] = ()
    motions: tuple[MotionFacts, ...] = ()
    order: OrderFacts | None = None
    elections: tuple[ElectionFacts, ...] = ()
    name_votes: tuple[BallotFacts, ...] = ()
    notes: tuple[NoteFacts, ...] = ()
    happened: tuple[HappeningFacts, ...] = ()
    soundings: tuple[SoundingFacts, ...] = ()
    conflicts: tuple[ConflictFacts, ...] = ()
    undone: tuple[UndoneFacts, ...] = ()
    outcome: str = ""
    is_adjusted_in: int | None = None
    events: Events = ()

    @property
    def effects(self) -> tuple[EffectFacts, ...]:
        """Everything that the item's decisions brought about."""
        return tuple(effect for decision in self.decisions for effect in decision.effects)


@dataclass(frozen=True)
class StatutesFacts:
    """The text that was laid out and the one that was adopted; references as ``§ 1 mom. 2``."""

    base_number: str
    base_sections: int
    base_moments: int
    number: str = ""
    sections: int = 0
    moments: int = 0
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class MemberFacts:
    """A member that joined at the roll-call, with the class of fee that its kind and size give."""

    number: str
    name: str
    delegate: str
    fee_class: str = ""


@dataclass(frozen=True)
class AnnexFacts:
    """One annex. ``kind`` is the product's own name for it; ``sha256`` is empty until the file is there."""

    no: int
    title: str
    item_no: int
    file: str = ""
    sha256: str = ""
    kind: str = ""
    ref: str = ""


@dataclass(frozen=True)
class RulesFacts:
    """What the rules in force say, and where: ``sources`` is parameter → ``stadgarna § 10 mom. 3``."""

    sources: Mapping[str, str] = field(default_factory=dict)
    board_min: int | None = None
    board_max: int | None = None
    notice_days: int | None = None


@dataclass(frozen=True)
class NoticeFacts:
    """The notice as the house sent it: on which day, to how many, and what became of the letters.

    ``latest`` is the last day by the rules, None where they have none. ``amended_on``: later notices.
    """

    sent_on: date
    organisations: int
    failed: int = 0
    late: int = 0
    latest: date | None = None
    amended_on: tuple[date, ...] = ()
    events: Events = ()


@dataclass(frozen=True)
class SeatFacts:
    """A member of the board at its table. ``here``: took part."""

    name: str
    post: str = ""
    organisation: str = ""
    venue: str = ""
    elected: str = ""
    until: str = ""
    here: bool = True
    came_late: datetime | None = None
    left: datetime | None = None
    events: Events = ()


@dataclass(frozen=True)
class BoardFacts:
    """A board meeting's table, and what it needs to decide. ``elected_by``: which minutes the §§ are of."""

    seats: tuple[SeatFacts, ...]
    quorum_source: str = ""
    needed: int = 0
    elected_by: str = ""


@dataclass(frozen=True)
class MeetingFacts:
    """A whole meeting. What is unknown is left out of the minutes, never guessed."""

    title: str
    association: str
    starts_at: datetime
    venues: tuple[VenueFacts, ...]
    items: tuple[ItemFacts, ...]
    kind: str = "constituting"
    called: str = ""  # what the country calls such a meeting: Gründungsversammlung
    number: str = ""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    opened_by: str = ""
    opened_events: Events = ()
    closed_events: Events = ()
    lunch_at: datetime | None = None
    convener: str = ""
    invited_on: date | None = None
    invited_count: int | None = None
    notice: NoticeFacts | None = None
    chair: PersonFacts | None = None
    secretary: PersonFacts | None = None
    adjusters: tuple[PersonFacts, ...] = ()
    remote_tellers: tuple[PersonFacts, ...] = ()
    organisation_number: str = ""
    proxies: int | None = None
    without_vote: tuple[str, ...] = ()
    register: RegisterFacts | None = None
    statutes: StatutesFacts | None = None
    joined: tuple[MemberFacts, ...] = ()
    classes: tuple[tuple[str, str], ...] = ()
    rules: RulesFacts = field(default_factory=RulesFacts)
    board: BoardFacts | None = None
    proposer: str = "Arbetsgruppen"
    annexes: tuple[AnnexFacts, ...] = ()
    log_sha256: str = ""
    version: str = ""
    zone: ZoneInfo = STOCKHOLM
    currency: str = SEK

    @property
    def is_board(self) -> bool:
        """A meeting of the board."""
        return self.kind == "board"

    def item_of(self, duty: str) -> ItemFacts | None:
        """The item with this duty."""
        return next((item for item in self.items if item.duty == duty), None)
