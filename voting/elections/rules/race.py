"""An election as the rules see it: plain facts, and what follows from them. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kernel.errors import Obstacle
from voting.elections.enums import ElectionState

UNDER_WAY = frozenset({"prepared", "open", "paused", "closed"})


@dataclass(frozen=True, kw_only=True)
class Laws:
    """What statutes and rules of procedure say about elections; None or "" where they are silent."""

    chair_method: str | None = None
    seats_method: str | None = None
    validity: str | None = None
    secret: str | None = None
    majority: Mapping[str, Any] = field(default_factory=dict)  # threshold, fraction, base, sources
    chair_term: int | None = None
    board_term: int | None = None
    board_min: int | None = None
    board_max: int | None = None
    min_per_county: int | None = None
    auditors: int | None = None
    deputy_auditors: int | None = None
    nominating_committee: int | None = None
    counties: Sequence[str] = ()
    sources: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    is_first: bool = False  # a constitutive meeting
    next_annual: int = 0  # the year of the annual meeting after this one


@dataclass(frozen=True, kw_only=True)
class Name:
    """Somebody who is nominated."""

    id: str
    number: int
    name: str
    folded: str
    organisation: str = ""
    member: str | None = None
    email: str = ""
    county: str = ""
    place: str = ""
    source: str = "floor"
    nominated_by: str = ""
    term_years: int | None = None
    is_convener: bool = False
    is_withdrawn: bool = False
    accepts: bool | None = None

    @property
    def ballot_id(self) -> str:
        """What the ballot calls them."""
        return f"n{self.number}"


@dataclass(frozen=True, kw_only=True)
class Win:
    """Somebody who was chosen. ``round`` is None for an acclamation."""

    number: int
    round: int | None
    rank: int
    votes: int | None = None
    by_lot: bool = False
    is_declined: bool = False


@dataclass(frozen=True, kw_only=True)
class RoundNow:
    """A ballot and how far it has come; ``poll_state`` is "" once its poll is void."""

    no: int
    kind: str
    method: str
    candidates: Sequence[int]
    seats: int
    poll: str | None = None
    poll_state: str = ""
    poll_no: int = 0
    secrecy: str = ""
    max_marks: int | None = None
    result: Mapping[str, Any] | None = None

    @property
    def is_declared(self) -> bool:
        """Whether it has its result."""
        return self.result is not None

    @property
    def is_underway(self) -> bool:
        """Whether a poll on it is prepared, open, or counted and not declared."""
        return not self.is_declared and self.poll_state in UNDER_WAY


@dataclass(frozen=True, kw_only=True)
class Race:
    """The whole election at this moment."""

    post: str
    meeting: str
    item: str
    item_no: int
    laws: Laws
    title_sv: str = ""
    seats: int = 1
    deputies: int = 0
    method: str = ""
    second_round: str = "relative"
    terms: Sequence[Mapping[str, Any]] = ()
    until_year: int | None = None
    counties: Mapping[str, int] = field(default_factory=dict)
    is_closed: bool = False
    is_decided: bool = False
    is_cancelled: bool = False
    names: Sequence[Name] = ()
    wins: Sequence[Win] = ()  # in the order they were chosen
    rounds: Sequence[RoundNow] = ()
    lots: Sequence[Mapping[str, Any]] = ()
    no_quorum: Sequence[Obstacle] = ()
    count_demanded: Sequence[Obstacle] = ()

    @property
    def by_number(self) -> dict[int, Name]:
        """Number → nominee."""
        return {name.number: name for name in self.names}

    @property
    def standing(self) -> list[Name]:
        """Those who can still be chosen, in the order of the ballot."""
        chosen = {win.number for win in self.wins}
        left = [
            n for n in self.names if not n.is_withdrawn and n.accepts is not False and n.number not in chosen
        ]
        return sorted(left, key=lambda n: (n.folded, n.number))

    @property
    def seated(self) -> list[Win]:
        """Those who were chosen and have not declined."""
        return [win for win in self.wins if not win.is_declined]

    @property
    def places(self) -> int:
        """Seats and deputies together."""
        return self.seats + self.deputies

    @property
    def free(self) -> int:
        """Places without anybody."""
        return max(self.places - len(self.seated), 0)

    @property
    def underway(self) -> RoundNow | None:
        """The ballot that is being held."""
        return next((r for r in self.rounds if r.is_underway), None)

    @property
    def declared(self) -> list[RoundNow]:
        """The ballots with a result."""
        return [r for r in self.rounds if r.is_declared]

    @property
    def state(self) -> ElectionState:
        """How far it has come."""
        if self.is_cancelled:
            return ElectionState.CANCELLED
        if self.is_decided:
            return ElectionState.DECIDED
        if self.underway is not None:
            return ElectionState.VOTING
        if self.seated and (not self.free or not self.standing):
            return ElectionState.FILLED
        return ElectionState.CLOSED if self.is_closed else ElectionState.NOMINATING
