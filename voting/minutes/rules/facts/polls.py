"""Counted votes as facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from voting.counting.majority import Rule
from voting.minutes.rules.facts.words import Events


class Stage(StrEnum):
    """What winning a vote of one proposal against another means."""

    COUNTER = "counter"  # the winner becomes the counter-proposal
    ROUND = "round"  # the winner meets the next proposal
    FINAL = "final"  # the winner is adopted
    TODAY = "today"  # yes and no say when, not whether


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
    chair: str = ""
    any_chair: bool = False  # the rule lets a chair without a vote of their own
    events: Events = ()


@dataclass(frozen=True)
class PlaceFacts:
    """What two tellers counted in one place that voted by hands or slips."""

    name: str
    counts: Mapping[str, int]
    tellers: tuple[str, ...] = ()


@dataclass(frozen=True)
class VotedFacts:
    """How one member answered in a roll-call."""

    member: str
    choice: str


@dataclass(frozen=True)
class SealFacts:
    """An encrypted vote's archive: the hash of its last event, and that of the keys it rests on, in hex."""

    head: str
    trustees: str


@dataclass(frozen=True)
class PollFacts:
    """One declared vote. ``names`` gives the options short names: {"a": "A1", "b": "A2"}.

    ``no`` is what the minutes call it: the step of the approved order, else the vote's own number.
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
    is_secret: bool = False
    is_encrypted: bool = False
    seal: SealFacts | None = None
    held: tuple[datetime | None, datetime | None] | None = None
    places: tuple[PlaceFacts, ...] = ()
    called: tuple[VotedFacts, ...] = ()
    repeats: bool = False
    events: Events = ()


@dataclass(frozen=True)
class VoidedFacts:
    """A vote that does not count: what it was about, and why. ``was_declared``: its result had been told."""

    title: str
    reason: str
    was_declared: bool = False
    at: datetime | None = None
    events: Events = ()
