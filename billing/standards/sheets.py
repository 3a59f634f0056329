"""Tables as files: a workbook for spreadsheet programs, and CSV as Excel reads it in Sweden and in English.

Amounts come in whole öre and leave as exact decimals. A text never becomes a formula, a link or a number:
the workbook's texts are strings and nothing else, and what a program might take for a formula, when it is
edited there or read from CSV, has an apostrophe before it (CWE-1236).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from billing.standards.amounts import to_decimal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
LONGEST_SHEET_NAME = 31
_STARTS_A_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))

Cell = str | int | date | None
"""What stands in a cell: a text, öre or a count by its column, a day, or nothing."""


class Kind(Enum):
    """What a column holds."""

    TEXT = "text"
    MONEY = "money"
    COUNT = "count"
    DAY = "day"


@dataclass(frozen=True)
class Column:
    """A heading, what stands under it, and about how many signs wide."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 14


@dataclass(frozen=True)
class Sheet:
    """One table. ``total`` is its last row, as wide as the others, or nothing."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        """Every row is as wide as the headings."""
        if any(len(row) != len(self.columns) for row in [*self.rows, *([self.total] if self.total else [])]):
            message = f"{self.name}: a row is not as wide as its headings"
            raise ValueError(message)


def workbook(sheets: Iterable[Sheet], *, title: str, author: str, at: datetime) -> bytes:
    """An XLSX file of these tables, each on a sheet of its own with a heading that stays."""
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    made = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": title, "author": author, "created": made})
    formats = _Formats(book)
    for sheet in sheets:
        _fill(book.add_worksheet(sheet.name.translate(_NOT_IN_NAMES)[:LONGEST_SHEET_NAME]), sheet, formats)
    book.close()
    return out.getvalue()


def as_csv(sheet: Sheet, *, lang: str) -> bytes:
    """One table without its total, in UTF-8 with a mark: semicolons and decimal commas in Swedish."""
    swedish = lang == "sv"
    out = StringIO()
    writer = csv.writer(out, delimiter=";" if swedish else ",", lineterminator="\r\n")
    writer.writerow([_safe(column.title) for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow(
            [
                _spelled(cell, column.kind, swedish=swedish)
                for cell, column in zip(row, sheet.columns, strict=True)
            ]
        )
    return out.getvalue().encode("utf-8-sig")


def is_risky(text: str) -> bool:
    """Whether a program might take the text for a formula."""
    return text.lstrip(" ").startswith(_STARTS_A_FORMULA)


class _Formats:
    """The few ways that a cell looks."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401  the library carries no types
        looks = {Kind.MONEY: {"num_format": "#,##0.00"}, Kind.DAY: {"num_format": "yyyy-mm-dd"}}
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.plain = {kind: book.add_format(looks.get(kind, {})) for kind in Kind}
        self.total = {kind: book.add_format({**looks.get(kind, {}), "bold": True, "top": 1}) for kind in Kind}
        self.quoted = book.add_format({"quote_prefix": True})


def _fill(page: Any, sheet: Sheet, formats: _Formats) -> None:  # noqa: ANN401  the library carries no types
    for no, column in enumerate(sheet.columns):
        page.set_column(no, no, column.width)
        page.write_string(0, no, column.title, formats.head)
    for at, row in enumerate(sheet.rows, start=1):
        _row(page, at, zip(row, sheet.columns, strict=True), looks=formats.plain, quoted=formats.quoted)
    page.freeze_panes(1, 0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    if sheet.total:
        cells = zip(sheet.total, sheet.columns, strict=True)
        _row(page, len(sheet.rows) + 1, cells, looks=formats.total, quoted=formats.quoted)


def _row(
    page: Any,  # noqa: ANN401  the library carries no types
    at: int,
    cells: Iterable[tuple[Cell, Column]],
    *,
    looks: dict[Kind, Any],
    quoted: Any,  # noqa: ANN401  the library carries no types
) -> None:
    for no, (cell, column) in enumerate(cells):
        look = looks[column.kind]
        if cell is None or cell == "":
            page.write_blank(at, no, None, look)
        elif isinstance(cell, str):
            page.write_string(at, no, cell, quoted if is_risky(cell) else look)
        elif isinstance(cell, date):
            page.write_datetime(at, no, cell, look)
        elif column.kind is Kind.MONEY:
            page.write_number(at, no, Decimal(to_decimal(cell)), look)
        else:
            page.write_number(at, no, cell, look)


def _spelled(cell: Cell, kind: Kind, *, swedish: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int):
        figures = to_decimal(cell) if kind is Kind.MONEY else str(cell)
        return figures.replace(".", ",") if swedish else figures
    return _safe(cell)


def _safe(text: str) -> str:
    return f"'{text}" if is_risky(text) else text
