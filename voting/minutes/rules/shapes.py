"""The drafted minutes: lines of text, tables of text, and the journal entries each rests on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from voting.minutes.rules.facts import Events


@dataclass(frozen=True)
class MinuteLine:
    """One line. ``label`` is the word it opens with: ``Bakgrund``, ``Mötet beslutade``.

    ``binds`` marks what the meeting decided, apart from what is only noted.
    """

    text: str
    events: Events = ()
    label: str = ""
    binds: bool = False


@dataclass(frozen=True)
class AttendanceRow:
    """Who was expected and who came, at one place or in all."""

    venue: str
    registered: int
    absent: int
    votes: int


@dataclass(frozen=True)
class AnnexRow:
    """One vote of the register, as annex 2 prints it."""

    no: str
    member: str
    delegate: str
    venue: str


@dataclass(frozen=True)
class ItemMinutes:
    """One §. ``table`` has its header row first; ``table_events`` has one entry for each row after it."""

    no: int
    heading: str
    events: Events
    paragraphs: tuple[MinuteLine, ...]
    table: tuple[tuple[str, ...], ...] | None
    table_events: tuple[Events, ...]
    decisions: tuple[MinuteLine, ...]


@dataclass(frozen=True)
class Signature:
    """A line to sign on, under its heading."""

    heading: str
    name: str
    role: str


@dataclass(frozen=True)
class MinutesDraft:
    """The minutes as far as the meeting has come."""

    title: str
    subtitle: str
    date: str
    association: str
    facts: tuple[MinuteLine, ...]
    attendance: tuple[AttendanceRow, ...]
    attendance_notes: tuple[MinuteLine, ...]
    reading_note: str
    items: tuple[ItemMinutes, ...]
    signatures: tuple[Signature, ...]
    register_annex: tuple[AnnexRow, ...]

    @property
    def sha256(self) -> str:
        """The checksum of every word and number in the minutes, in a fixed order."""
        canonical = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Give the shape that the API sends: lists, strings and numbers."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return {**plain, "sha256": self.sha256}
