"""What happens to a poll. The body carries the whole poll, so that no client needs to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class PollPrepared(Event):
    """A question was made ready to be put."""

    kind: ClassVar[str] = "voting.polls.prepared"
    audience: ClassVar[Audience] = Audience.OFFICERS
    poll: dict[str, Any]


@dataclass(frozen=True)
class PollWithdrawn(Event):
    """A question that was made ready was taken back before it was put."""

    kind: ClassVar[str] = "voting.polls.withdrawn"
    audience: ClassVar[Audience] = Audience.OFFICERS
    poll: dict[str, Any]


@dataclass(frozen=True)
class PollOpened(Event):
    """Voting began: the whole ballot, with options, rule and clause."""

    kind: ClassVar[str] = "voting.polls.opened"
    audience: ClassVar[Audience] = Audience.PUBLIC
    poll: dict[str, Any]


@dataclass(frozen=True)
class PollPaused(Event):
    """Nothing is received for a while; what was cast stays sealed. ``pause`` is {from, venue, name, how}."""

    kind: ClassVar[str] = "voting.polls.paused"
    audience: ClassVar[Audience] = Audience.PUBLIC
    poll: dict[str, Any]
    pause: dict[str, Any]


@dataclass(frozen=True)
class PollResumed(Event):
    """Voting goes on; a closing time is moved by exactly the time that was lost."""

    kind: ClassVar[str] = "voting.polls.resumed"
    audience: ClassVar[Audience] = Audience.PUBLIC
    poll: dict[str, Any]
    outage_seconds: int
    closes_at: str | None


@dataclass(frozen=True)
class PollClosed(Event):
    """The gavel fell. The result is not in it: it is told when it is declared.

    ``ballots``: SHA-256 over the seals of all ballots' rows, which an audit holds them against; ``hands``:
    the same of the tellers' sheets.
    """

    kind: ClassVar[str] = "voting.polls.closed"
    audience: ClassVar[Audience] = Audience.PUBLIC
    poll: dict[str, Any]
    ballots: str
    hands: str


@dataclass(frozen=True)
class TieResolved(Event):
    """A tie was broken after the count: by whom or what, and everything that lets anybody do it again."""

    kind: ClassVar[str] = "voting.polls.tie_resolved"
    audience: ClassVar[Audience] = Audience.OFFICERS
    poll: dict[str, Any]
    means: str
    between: list[str]
    prevails: list[str]
    lot: dict[str, Any] | None


@dataclass(frozen=True)
class PollDecryptionGiven(Event):
    """An officer has decrypted their part of a secret vote."""

    kind: ClassVar[str] = "voting.polls.decryption_given"
    audience: ClassVar[Audience] = Audience.PUBLIC
    poll_id: str
    no: int
    name: str


@dataclass(frozen=True)
class PollDecrypted(Event):
    """The officers have opened a secret vote; its result is counted and not yet declared."""

    kind: ClassVar[str] = "voting.polls.decrypted"
    audience: ClassVar[Audience] = Audience.PUBLIC
    poll: dict[str, Any]


@dataclass(frozen=True)
class PollDeclared(Event):
    """The result was told to the meeting."""

    kind: ClassVar[str] = "voting.polls.declared"
    audience: ClassVar[Audience] = Audience.PUBLIC
    poll: dict[str, Any]


@dataclass(frozen=True)
class PollVoided(Event):
    """The vote does not count, and why. Its ballots stay."""

    kind: ClassVar[str] = "voting.polls.voided"
    audience: ClassVar[Audience] = Audience.PUBLIC
    poll: dict[str, Any]
    reason: str


@dataclass(frozen=True)
class ChannelChanged(Event):
    """A place votes in another way than was said."""

    kind: ClassVar[str] = "voting.polls.channel_changed"
    audience: ClassVar[Audience] = Audience.MEETING
    poll: dict[str, Any]
    venue: str
    channel: str


@dataclass(frozen=True)
class HandsCounted(Event):
    """A teller wrote down a count. The numbers are in it once two tellers agree."""

    kind: ClassVar[str] = "voting.polls.hands_counted"
    audience: ClassVar[Audience] = Audience.OFFICERS
    poll_id: str
    no: int
    venue: str
    teller: str
    agreed: dict[str, Any] | None


@dataclass(frozen=True)
class BallotAssisted(Event):
    """Somebody at the desk entered a member's vote: whose and in what way, never how they voted."""

    kind: ClassVar[str] = "voting.polls.assisted"
    audience: ClassVar[Audience] = Audience.OFFICERS
    poll_id: str
    no: int
    member: str
    channel: str
    is_change: bool
    reason: str


@dataclass(frozen=True)
class VenueLost(Event):
    """A place has no connection: ``how`` is a button somebody pressed, or silence."""

    kind: ClassVar[str] = "voting.polls.venue_lost"
    audience: ClassVar[Audience] = Audience.PUBLIC
    venue: str
    name: str
    how: str


@dataclass(frozen=True)
class VenueRestored(Event):
    """A place is back after so many seconds."""

    kind: ClassVar[str] = "voting.polls.venue_restored"
    audience: ClassVar[Audience] = Audience.PUBLIC
    venue: str
    name: str
    outage_seconds: int
