"""From rows to members: every row with its values, what is wrong and what was put right. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from kernel.errors import Obstacle
from tenants.members.enums import HEADINGS
from tenants.members.rules.fields import NUMBER_WIDTH, clean
from tenants.members.rules.findings import at, in_a_row, note
from tenants.members.rules.org_numbers import SWEDEN
from tenants.members.rules.tables import Table, read_table
from tenants.members.rules.text import short


@dataclass
class Row:
    """One row of the file; ``values`` has every field."""

    line: int
    values: dict[str, str]
    faults: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, as it is stored and shown."""
        return asdict(self)


@dataclass(frozen=True)
class Reading:
    """A file that could be read."""

    encoding: str
    delimiter: str
    rows: list[Row]
    notes: list[dict[str, Any]]

    @property
    def faulty(self) -> int:
        """How many rows have a fault."""
        return sum(bool(row.faults) for row in self.rows)


def read_file(content: bytes, *, taken: Iterable[str] = (), country: str = SWEDEN) -> Reading:
    """Read the whole file. Raises Malformed for a file that cannot be read, and nothing else.

    ``taken`` are member numbers in use: a row without a number gets the next free one. Organisation numbers
    are read as ``country``, the network's, writes them.
    """
    table = read_table(content)
    rows = [_row(table, line, cells, country) for line, cells in table.rows]
    _give_numbers(rows, set(taken))
    _find_twins(rows)
    return Reading(table.encoding, table.delimiter, rows, _about_the_file(table))


def _row(table: Table, line: int, cells: list[str], country: str) -> Row:
    row = Row(line, {})
    for name, heading in HEADINGS.items():
        place = table.columns.place.get(name)
        written = cells[place] if place is not None and place < len(cells) else ""
        cleaned = clean(name, written, country)
        row.values[name] = cleaned.value
        fault = in_a_row(cleaned, line)
        if fault:
            row.faults.append(at(name, fault))
        row.notes += [
            at(name, note(t, row=line, value=cleaned.value, column=heading)) for t in cleaned.tidied
        ]
    if any(cell.strip() for cell in cells[table.width :]):
        found = {"row": line, "cells": len(cells), "columns": table.width}
        row.faults.append(at("", Obstacle("tenants.members.fault_too_many_cells", found)))
    return row


def _give_numbers(rows: list[Row], taken: set[str]) -> None:
    used = {int(n) for n in taken | {row.values["number"] for row in rows} if n.isascii() and n.isdigit()}
    free = max(used, default=0)
    for row in rows:
        if row.values["number"] == "":
            free += 1
            row.values["number"] = str(free).zfill(NUMBER_WIDTH)
            given = {"row": row.line, "value": row.values["number"]}
            row.notes.append(at("number", Obstacle("tenants.members.note_number_given", given)))


def _find_twins(rows: list[Row]) -> None:
    """Name the first row that has the same number, organisation or address. One fault for each such row."""
    first: dict[tuple[str, str], Row] = {}
    for row in rows:
        wrong = {fault["column"] for fault in row.faults}
        blamed: set[int] = set()
        for name in ("org_number", "number", "contact_email"):
            if name in wrong:
                continue
            other = first.setdefault((name, row.values[name].casefold()), row)
            if other is not row and other.line not in blamed:
                blamed.add(other.line)
                row.faults.append(at(name, _twin(name, row, other)))
        other = first.setdefault(("name", row.values["name"].casefold()), row)
        if other is not row and other.line not in blamed and row.values["name"]:
            found = {"row": row.line, "other_row": other.line}
            row.notes.append(at("name", Obstacle("tenants.members.note_same_name", found)))


def _twin(name: str, row: Row, other: Row) -> Obstacle:
    found = {
        "row": row.line,
        "value": row.values[name],
        "other_row": other.line,
        "other_name": short(other.values["name"]),
    }
    if name == "org_number":
        return Obstacle("tenants.members.fault_duplicate", found)
    if name == "number":
        return Obstacle("tenants.members.fault_number_twice", found)
    return Obstacle("tenants.members.fault_email_twice", found)


def _about_the_file(table: Table) -> list[dict[str, Any]]:
    notes = [
        at(heading, Obstacle("tenants.members.note_unknown_column", {"value": heading}))
        for heading in table.columns.unknown
    ]
    if table.empty:
        notes.append(at("", Obstacle("tenants.members.note_empty_rows", {"n": table.empty})))
    return notes
