"""From text to rows: the delimiter told by looking, and an end to everything endless. Plain Python."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kernel.errors import Malformed, Obstacle
from tenants.members.rules.decoding import decode
from tenants.members.rules.headings import Columns, columns_of, field_of

MAX_ROWS, MAX_COLUMNS, MAX_CELL = 10_000, 200, 10_000
MAX_LINES = 100_000  # with the empty ones, which spreadsheets leave by the thousand
LOOKED_AT = 64 * 1024  # of the headings, to find the delimiter
DELIMITERS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=(.)"?\s*(\r\n|\r|\n)', re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    """The cells of a file. A row's number is the one a spreadsheet shows; empty rows are counted apart."""

    encoding: str
    delimiter: str
    width: int
    columns: Columns
    rows: tuple[tuple[int, list[str]], ...]
    empty: int


def read_table(content: bytes) -> Table:
    """Every row that holds something. Raises Malformed with the row where reading stopped."""
    text, encoding = decode(content)
    delimiter = delimiter_of(text)
    records = _records(text, delimiter)
    first, headings = next(records, (1, []))
    if not headings:
        raise Malformed({"file": [Obstacle("tenants.members.file_empty")]})
    columns = columns_of(headings, row=first)
    rows: list[tuple[int, list[str]]] = []
    last = first
    for line, cells in records:
        if len(rows) == MAX_ROWS:
            raise _no(Obstacle("tenants.members.file_too_many_rows", {"row": line, "most": MAX_ROWS}))
        rows.append((line, cells))
        last = line
    if not rows:
        raise _no(Obstacle("tenants.members.file_no_rows"))
    return Table(encoding, delimiter, len(headings), columns, tuple(rows), last - first - len(rows))


def delimiter_of(text: str) -> str:
    """The sign between cells: what Excel's own first line says, or what makes most of the headings known."""
    said = _SEPARATOR_LINE.match(text)
    if said and said[1] in DELIMITERS:
        return said[1]
    line = next((line for line in io.StringIO(text, newline="") if line.strip()), "")

    def known(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([line[:LOOKED_AT]], delimiter=delimiter), [])
        except csv.Error:
            return (0, 0)
        return (sum(field_of(cell) is not None for cell in cells), len(cells))

    return max(DELIMITERS, key=known)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 0
    while True:
        line += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _no(_reason(str(error), line)) from None
        if line > MAX_LINES:
            raise _no(Obstacle("tenants.members.file_too_many_rows", {"row": line, "most": MAX_LINES}))
        if line == 1 and _SEPARATOR_LINE.match(text):
            continue
        if len(cells) > MAX_COLUMNS:
            raise _no(Obstacle("tenants.members.file_too_many_columns", {"row": line, "most": MAX_COLUMNS}))
        if any(len(cell) > MAX_CELL for cell in cells):
            raise _no(Obstacle("tenants.members.file_cell_too_long", {"row": line, "most": MAX_CELL}))
        if any(cell.strip() for cell in cells):
            yield line, cells


def _reason(error: str, row: int) -> Obstacle:
    if "field limit" in error:
        return Obstacle("tenants.members.file_cell_too_long", {"row": row, "most": MAX_CELL})
    return Obstacle("tenants.members.file_broken", {"row": row})


def _no(obstacle: Obstacle) -> Malformed:
    return Malformed({"file": [obstacle]})
