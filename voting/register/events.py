"""What happens to the voting register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from kernel.events import Audience, Event


@dataclass(frozen=True)
class RegisterApproved(Event):
    """The meeting approved a version of the voting register."""

    kind: ClassVar[str] = "voting.register.approved"
    audience: ClassVar[Audience] = Audience.PUBLIC
    register: dict[str, Any]


@dataclass(frozen=True)
class RegisterChanged(Event):
    """Somebody came or left after the approval: ``change`` is {kind, member, delegate, venue}."""

    kind: ClassVar[str] = "voting.register.changed"
    audience: ClassVar[Audience] = Audience.MEETING
    register: dict[str, Any]
    change: dict[str, Any]


@dataclass(frozen=True)
class ProxyFiled(Event):
    """A member filed a proxy; the paper is kept beside, its checksum is told."""

    kind: ClassVar[str] = "voting.register.proxy_filed"
    audience: ClassVar[Audience] = Audience.OFFICERS
    proxy: UUID
    no: int
    member: str
    holder: str
    dated: date
    sha256: str


@dataclass(frozen=True)
class ProxyRevoked(Event):
    """A member took its proxy back."""

    kind: ClassVar[str] = "voting.register.proxy_revoked"
    audience: ClassVar[Audience] = Audience.OFFICERS
    proxy: UUID
    no: int
    member: str
    holder: str
    why: str


@dataclass(frozen=True)
class ConflictNoted(Event):
    """A member has a conflict of interest in an item, and does not vote in it.

    ``said_by`` tells by whose word: ``chair``, ``member`` or ``meeting``. Told again of the same member when
    a stronger word takes the place of the weaker one, or when the reason is given anew.
    """

    kind: ClassVar[str] = "voting.register.conflict_noted"
    audience: ClassVar[Audience] = Audience.PUBLIC
    item_no: int
    member: str
    reason: str
    said_by: str


@dataclass(frozen=True)
class ConflictLifted(Event):
    """It has none after all."""

    kind: ClassVar[str] = "voting.register.conflict_lifted"
    audience: ClassVar[Audience] = Audience.PUBLIC
    item_no: int
    member: str


@dataclass(frozen=True)
class KeyNoted(Event):
    """A vote is signed with a card, or from another device, from the next secret vote on.

    ``way`` is ``card``, ``card_again`` or ``device_again``. The key's fingerprint is not told here: with it,
    officers could tell whose an encrypted ballot is.
    """

    kind: ClassVar[str] = "voting.register.key_noted"
    audience: ClassVar[Audience] = Audience.OFFICERS
    member: str
    name: str
    venue: str
    way: str
    reason: str
