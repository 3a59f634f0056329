"""What happens in elections. The bodies carry the whole election, so that nobody needs to ask again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class ElectionOpened(Event):
    """A post is to be filled: seats, terms, and how it is decided."""

    kind: ClassVar[str] = "voting.elections.opened"
    audience: ClassVar[Audience] = Audience.PUBLIC
    election: dict[str, Any]


@dataclass(frozen=True)
class ElectionCancelled(Event):
    """It was opened by mistake: nothing was voted on."""

    kind: ClassVar[str] = "voting.elections.cancelled"
    audience: ClassVar[Audience] = Audience.PUBLIC
    election: dict[str, Any]


@dataclass(frozen=True)
class TermsApproved(Event):
    """The meeting approved, before the vote, who is elected for how long."""

    kind: ClassVar[str] = "voting.elections.terms_approved"
    audience: ClassVar[Audience] = Audience.PUBLIC
    election: dict[str, Any]


@dataclass(frozen=True)
class Nominated(Event):
    """A name was put forward, by the committee or from the floor."""

    kind: ClassVar[str] = "voting.elections.nominated"
    audience: ClassVar[Audience] = Audience.PUBLIC
    election: dict[str, Any]
    nomination: dict[str, Any]


@dataclass(frozen=True)
class NominationWithdrawn(Event):
    """A name was taken back."""

    kind: ClassVar[str] = "voting.elections.withdrawn"
    audience: ClassVar[Audience] = Audience.PUBLIC
    election: dict[str, Any]
    nomination: dict[str, Any]


@dataclass(frozen=True)
class NominationsClosed(Event):
    """No more names are put forward."""

    kind: ClassVar[str] = "voting.elections.nominations_closed"
    audience: ClassVar[Audience] = Audience.PUBLIC
    election: dict[str, Any]


@dataclass(frozen=True)
class NominationsReopened(Event):
    """Names can be put forward again."""

    kind: ClassVar[str] = "voting.elections.nominations_reopened"
    audience: ClassVar[Audience] = Audience.PUBLIC
    election: dict[str, Any]


@dataclass(frozen=True)
class RoundPut(Event):
    """A ballot was made ready; the poll tells the rest."""

    kind: ClassVar[str] = "voting.elections.round_put"
    audience: ClassVar[Audience] = Audience.OFFICERS
    election: dict[str, Any]
    round: int


@dataclass(frozen=True)
class PeopleElected(Event):
    """Acclamation, or a ballot's result: ``round`` has every row of its table, None for an acclamation."""

    kind: ClassVar[str] = "voting.elections.elected"
    audience: ClassVar[Audience] = Audience.PUBLIC
    election: dict[str, Any]
    round: dict[str, Any] | None


@dataclass(frozen=True)
class RoundVoided(Event):
    """A ballot does not count, and whom it elected is not elected."""

    kind: ClassVar[str] = "voting.elections.round_voided"
    audience: ClassVar[Audience] = Audience.PUBLIC
    election: dict[str, Any]
    round: int
    reason: str


@dataclass(frozen=True)
class OrderDrawn(Event):
    """A lot said who of those with equal votes comes first."""

    kind: ClassVar[str] = "voting.elections.order_drawn"
    audience: ClassVar[Audience] = Audience.PUBLIC
    election: dict[str, Any]
    lot: dict[str, Any]


@dataclass(frozen=True)
class Accepted(Event):
    """Somebody said yes to the post."""

    kind: ClassVar[str] = "voting.elections.accepted"
    audience: ClassVar[Audience] = Audience.PUBLIC
    election: dict[str, Any]
    nomination: dict[str, Any]


@dataclass(frozen=True)
class Declined(Event):
    """Somebody said no; a place that they were chosen for is free again."""

    kind: ClassVar[str] = "voting.elections.declined"
    audience: ClassVar[Audience] = Audience.PUBLIC
    election: dict[str, Any]
    nomination: dict[str, Any]


@dataclass(frozen=True)
class ElectionDecided(Event):
    """The meeting's decision is on record: who holds the post, and until when."""

    kind: ClassVar[str] = "voting.elections.decided"
    audience: ClassVar[Audience] = Audience.PUBLIC
    election: dict[str, Any]
    decision: dict[str, Any]
