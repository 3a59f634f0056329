"""What happened to a meeting's notice. Numbers only: who got a letter stays in the deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class NoticeSent(Event):
    """The notice went out to everybody it concerned then; ``number`` 2 and on are amended ones."""

    kind: ClassVar[str] = "voting.convening.notice_sent"
    audience: ClassVar[Audience] = Audience.MEMBERS
    number: int
    recipients: int
    is_late: bool


@dataclass(frozen=True)
class NoticeSentAgain(Event):
    """Letters that the mail server had refused were sent again."""

    kind: ClassVar[str] = "voting.convening.notice_sent_again"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: int
    recipients: int


@dataclass(frozen=True)
class NoticeSentToLate(Event):
    """Members who came after the notice got it too."""

    kind: ClassVar[str] = "voting.convening.notice_sent_to_late"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: int
    recipients: int
