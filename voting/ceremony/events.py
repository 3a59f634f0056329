"""What happens in the ceremony. Nothing secret is in any of it: the messages themselves stay out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class CertificateGiven(Event):
    """An officer's device takes part. ``again``: it replaced the certificate of an earlier try."""

    kind: ClassVar[str] = "voting.ceremony.certificate_given"
    audience: ClassVar[Audience] = Audience.OFFICERS
    name: str
    again: bool


@dataclass(frozen=True)
class ListFrozen(Event):
    """These officers, in this order, of whom ``threshold`` decrypt; ``pin`` is the hash that they compare."""

    kind: ClassVar[str] = "voting.ceremony.list_frozen"
    audience: ClassVar[Audience] = Audience.PUBLIC
    officers: list[str]
    threshold: int
    pin: str


@dataclass(frozen=True)
class ListConfirmed(Event):
    """An officer has compared the list's hash with the others'."""

    kind: ClassVar[str] = "voting.ceremony.list_confirmed"
    audience: ClassVar[Audience] = Audience.PUBLIC
    name: str


@dataclass(frozen=True)
class RoundEnded(Event):
    """Everybody has answered, and the devices go on by themselves with ``next``."""

    kind: ClassVar[str] = "voting.ceremony.round_ended"
    audience: ClassVar[Audience] = Audience.OFFICERS
    next: str


@dataclass(frozen=True)
class KeyMade(Event):
    """The meeting has its key. ``trustees`` is the SHA-256 of the record that every archive repeats."""

    kind: ClassVar[str] = "voting.ceremony.key_made"
    audience: ClassVar[Audience] = Audience.PUBLIC
    officers: list[str]
    threshold: int
    trustees: str


@dataclass(frozen=True)
class CeremonyVoided(Event):
    """It was broken off; another one begins from new seeds."""

    kind: ClassVar[str] = "voting.ceremony.voided"
    audience: ClassVar[Audience] = Audience.PUBLIC
    reason: str


@dataclass(frozen=True)
class MessagesErased(Event):
    """What the officers' devices had sent each other is gone; the public record stays."""

    kind: ClassVar[str] = "voting.ceremony.messages_erased"
    audience: ClassVar[Audience] = Audience.PUBLIC
