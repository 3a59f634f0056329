"""What happens to keys. Ballots take another road: the archive is their journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class KeyGiven(Event):
    """A device gave its public key for a vote. ``fingerprint``: SHA-256 of it, in hexadecimal."""

    kind: ClassVar[str] = "voting.ballotbox.key_given"
    audience: ClassVar[Audience] = Audience.SELF
    name: str
    hold: int
    fingerprint: str


@dataclass(frozen=True)
class KeyReplaced(Event):
    """Another device or card took over somebody's vote; what they cast with the first one still counts.

    Officers are told by ``voting.register.key_noted``, without the fingerprints: with those, the officers
    together could put names on ballots without the house.
    """

    kind: ClassVar[str] = "voting.ballotbox.key_replaced"
    audience: ClassVar[Audience] = Audience.SELF
    name: str
    hold: int
    before: str
    fingerprint: str
