"""The drafted minutes: lines and tables of text in order, and the journal entries each rests on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from voting.minutes.rules.facts import AnnexFacts, Events


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
class Table:
    """A table. ``kind`` says what it tells; ``strong`` are the numbers of rows that are sums.

    Kinds: motions, proposals, votes, ballot, names, slips, stages, duels, lot, fees, classes, seats,
    signatories.
    ``events`` has one entry for each row. A header of empty words is none.
    """

    kind: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    events: tuple[Events, ...] = ()
    title: str = ""
    strong: tuple[int, ...] = ()


@dataclass(frozen=True)
class Block:
    """A part of a §, in the order it is read: a line, a decided clause, steps in order, or a table."""

    kind: str  # line, decided, steps, table
    line: MinuteLine | None = None
    steps: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True)
class AttendanceRow:
    """Who was expected and who came, at one place or in all."""

    venue: str
    registered: int
    absent: int
    votes: int


@dataclass(frozen=True)
class AnnexRow:
    """One vote of the register, as its annex prints it; or one member that joined, with its class."""

    no: str
    member: str
    delegate: str
    venue: str
    fee_class: str = ""


@dataclass(frozen=True)
class ItemMinutes:
    """One §, in the order it is read."""

    no: int
    heading: str
    events: Events
    blocks: tuple[Block, ...]

    @property
    def lines(self) -> tuple[MinuteLine, ...]:
        """Every line, decided or not."""
        return tuple(block.line for block in self.blocks if block.line)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table."""
        return tuple(block.table for block in self.blocks if block.table)


@dataclass(frozen=True)
class Signature:
    """A line to sign on, under its heading."""

    heading: str
    name: str
    role: str


@dataclass(frozen=True)
class MinutesDraft:
    """The minutes as far as the meeting has come.

    ``log_sha256``: the head of the record when the meeting was closed. ``version`` of the system is no
    part of the text's checksum: the same facts keep the same one.
    """

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
    members_annex: tuple[AnnexRow, ...] = ()
    classes: Table | None = None
    seats: Table | None = None
    annexes: tuple[AnnexFacts, ...] = ()
    log_sha256: str = ""
    version: str = ""

    @property
    def sha256(self) -> str:
        """The checksum of every word and number in the minutes, in a fixed order."""
        canonical = json.dumps(asdict(replace(self, version="")), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Give the shape that the API sends: lists, strings and numbers."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return {**plain, "sha256": self.sha256}


def said(text: str, events: Events = (), label: str = "") -> Block:
    """A line that is told."""
    return Block("line", MinuteLine(text, events, label))


def decided(text: str, events: Events = (), label: str = "") -> Block:
    """A clause that binds."""
    return Block("decided", MinuteLine(text, events, label, binds=True))


def listed(steps: tuple[str, ...], events: Events = ()) -> Block:
    """Steps in their order."""
    return Block("steps", steps=steps, line=MinuteLine("", events))


def tabled(table: Table | None) -> tuple[Block, ...]:
    """A table, if there is something in it."""
    return (Block("table", table=table),) if table and table.rows else ()
