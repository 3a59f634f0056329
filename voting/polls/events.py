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
class PollOpened(Event):
    """Voting began: the whole ballot, with options, rule and clause."""

    kind: ClassVar[str] = "voting.polls.opened"
    audience: ClassVar[Audience] = Audience.PUBLIC
    poll: dict[str, Any]


@dataclass(frozen=True)
class PollClosed(Event):
    """The gavel fell. The result is not in it: it is told when it is declared."""

    kind: ClassVar[str] = "voting.polls.closed"
    audience: ClassVar[Audience] = Audience.PUBLIC
    poll: dict[str, Any]


@dataclass(frozen=True)
class PollDeclared(Event):
    """The result was told to the meeting."""

    kind: ClassVar[str] = "voting.polls.declared"
    audience: ClassVar[Audience] = Audience.PUBLIC
    poll: dict[str, Any]
