"""What happens to members. The record is for ever, so it names organisations, not their people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class MemberAdded(Event):
    """An organisation was added."""

    kind: ClassVar[str] = "tenants.members.added"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    name: str


@dataclass(frozen=True)
class MemberChanged(Event):
    """Something about an organisation was changed; which fields, not what they say."""

    kind: ClassVar[str] = "tenants.members.changed"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    name: str
    fields: list[str]


@dataclass(frozen=True)
class MembersImported(Event):
    """A file of organisations was read in, whole."""

    kind: ClassVar[str] = "tenants.members.imported"
    audience: ClassVar[Audience] = Audience.OFFICERS
    created: int


@dataclass(frozen=True)
class MembershipAsked(Event):
    """An organisation of the network asked to become a member."""

    kind: ClassVar[str] = "tenants.members.membership_asked"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    name: str


@dataclass(frozen=True)
class StrikingProposed(Event):
    """Somebody proposed that the board ends a membership that is not paid for."""

    kind: ClassVar[str] = "tenants.members.striking_proposed"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    name: str
    invoices: list[str]


@dataclass(frozen=True)
class StrikingWithdrawn(Event):
    """It is not proposed any more."""

    kind: ClassVar[str] = "tenants.members.striking_withdrawn"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    name: str


@dataclass(frozen=True)
class LeavingNoticed(Event):
    """A member gave notice that it leaves; ``ends_on`` is the first day on which it is no member."""

    kind: ClassVar[str] = "tenants.members.leaving_noticed"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    name: str
    channel: str
    noticed_on: str
    ends_on: str


@dataclass(frozen=True)
class LeavingWithdrawn(Event):
    """It took its notice back before it had left."""

    kind: ClassVar[str] = "tenants.members.leaving_withdrawn"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    name: str


@dataclass(frozen=True)
class MemberLeft(Event):
    """It has left, by its own notice."""

    kind: ClassVar[str] = "tenants.members.left"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    name: str
    on: str


@dataclass(frozen=True)
class ApplicationWithdrawn(Event):
    """It does not ask any more."""

    kind: ClassVar[str] = "tenants.members.application_withdrawn"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    name: str
