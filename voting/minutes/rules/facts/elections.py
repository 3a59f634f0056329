"""Elections as facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from voting.minutes.rules.facts.polls import PlaceFacts, SealFacts
from voting.minutes.rules.facts.words import Events


@dataclass(frozen=True)
class NomineeFacts:
    """Somebody who was put forward. ``accepts`` beforehand: what they had answered when they were named."""

    name: str
    organisation: str = ""
    source: str = "floor"
    by: str = ""
    withdrawn: bool = False


@dataclass(frozen=True)
class ElectionRowFacts:
    """Somebody on the ballot, and what became of it. ``against`` where each name was tried with yes or no."""

    name: str
    votes: int
    county: str
    outcome: str
    against: int | None = None
    is_elected: bool = False


@dataclass(frozen=True)
class BallotFacts:
    """One ballot with names. ``sums``: valid, base, needed, blank, invalid, cast, not_voted, register, marks.

    ``lot`` is what a tie for the last seat was broken by, as the polls room keeps it. ``names``: what the
    ballot calls each id. ``stages`` (with ``quota``) and ``duels`` are those of names in order, in the words
    of the count. ``title`` and ``held`` are those of a vote that no election asked for.
    """

    method: str
    kind: str
    seats: int
    rows: tuple[ElectionRowFacts, ...]
    sums: Mapping[str, int] = field(default_factory=dict)
    max_marks: int = 1
    is_secret: bool = False
    is_encrypted: bool = False
    seal: SealFacts | None = None
    lot: Mapping[str, Any] = field(default_factory=dict)
    lot_between: tuple[str, ...] = ()
    lot_seats: int = 0
    tie_source: str = ""
    places: tuple[PlaceFacts, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    quota: int = 0
    stages: tuple[Mapping[str, Any], ...] = ()
    duels: tuple[Mapping[str, Any], ...] = ()
    title: str = ""
    held: tuple[datetime | None, datetime | None] | None = None
    no: int = 1
    events: Events = ()


@dataclass(frozen=True)
class ElectionFacts:
    """One post that was filled: by ballots, or by acclamation (then there are none).

    ``counties``: the rule on counties as it was met, in the elections room's words. ``answered``: who said
    yes at the meeting; ``agreed``: who had said yes beforehand; ``declined``: who said no.
    """

    post: str
    title: str
    seats: int = 1
    nominees: tuple[NomineeFacts, ...] = ()
    ballots: tuple[BallotFacts, ...] = ()
    elected: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    terms: tuple[tuple[int | None, int], ...] = ()
    terms_approved: bool = False
    until: Mapping[int, str] = field(default_factory=dict)
    should_be_secret: bool = False
    secrecy_source: str = ""
    method_source: str = ""
    counties: Mapping[str, Any] | None = None
    order_lots: tuple[Mapping[str, Any], ...] = ()
    voided: tuple[str, ...] = ()
    events: Events = ()
