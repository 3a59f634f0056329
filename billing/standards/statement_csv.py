"""A bank's list of transactions as CSV: encodings, separators and headings as Swedish banks write them.

Which column is which is suggested from the headings and settled by a person. Lines above the headings are
passed by, as many banks put the account's name there. A list without the bank's own ids gets one made of each
row's content and how many equal rows stood above it, so that overlapping lists tell the same payment alike.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from billing.standards.amounts import from_statement
from billing.standards.incoming import (
    MAX_BYTES,
    MAX_ENTRIES,
    Format,
    Incoming,
    Passed,
    PassedOver,
    Statement,
    tidy,
    too_large,
    too_many,
    unreadable,
)
from kernel.errors import Malformed, Obstacle
from tenants.members.rules.decoding import decode

MAX_LINES, MAX_COLUMNS, MAX_CELL = 50_000, 100, 2_000
LOOKED_FOR_HEADINGS = 30
DELIMITERS = (";", "\t", ",")


class Column(StrEnum):
    """What a column can be to us."""

    ON = "on"
    AMOUNT = "amount"
    REFERENCE = "reference"
    TEXT = "text"
    PAYER = "payer"
    ACCOUNT = "account"
    BANK_ID = "bank_id"
    CURRENCY = "currency"


REQUIRED = (Column.ON, Column.AMOUNT)

# Headings as Swedish banks' lists have them, lower case; the first that is there is suggested.
KNOWN: dict[Column, tuple[str, ...]] = {
    Column.ON: (
        "bokföringsdag",
        "bokföringsdatum",
        "bokförd",
        "datum",
        "transaktionsdatum",
        "date",
        "booking date",
    ),
    Column.AMOUNT: ("belopp", "insättning/uttag", "insättning", "amount"),
    Column.REFERENCE: ("referens", "ocr", "ocr-nummer", "meddelande/referens", "reference"),
    Column.TEXT: (
        "text",
        "meddelande",
        "beskrivning",
        "rubrik",
        "specifikation",
        "transaktion",
        "description",
    ),
    Column.PAYER: ("avsändare", "betalare", "namn", "motpart", "från", "payer", "name"),
    Column.ACCOUNT: ("avsändarkonto", "från konto", "motkonto", "payer account"),
    Column.BANK_ID: (
        "verifikationsnummer",
        "transaktions-id",
        "transaktionsid",
        "löpnummer",
        "transaction id",
    ),
    Column.CURRENCY: ("valuta", "currency"),
}


@dataclass(frozen=True)
class Headings:
    """The headings of a list and which of them are suggested for what."""

    names: tuple[str, ...]
    suggested: dict[str, str]


def headings(content: bytes) -> Headings:
    """What there is to choose from. Raises Malformed for what is no text or has no headings."""
    if len(content) > MAX_BYTES:
        raise Malformed({"file": [too_large()]})
    text, _ = decode(content)
    _, names = _heading_row(text, _delimiter(text), wanted=())
    if not names:
        raise Malformed({"file": [Obstacle("billing.standards.fault_no_headings")]})
    return Headings(tuple(name for name in names if name), suggest(names))


def suggest(names: list[str]) -> dict[str, str]:
    """Column → heading, for the headings that are known. No heading is suggested twice."""
    by_name = {name.casefold(): name for name in reversed(names) if name}
    found: dict[str, str] = {}
    for column, known in KNOWN.items():
        free = (by_name[word] for word in known if word in by_name and by_name[word] not in found.values())
        heading = next(free, None)
        if heading is not None:
            found[column.value] = heading
    return found


def read(content: bytes, columns: Mapping[str, str], *, currency: str = "SEK") -> Statement:
    """All credits of the list, or every fault found in it. Never raises.

    ``columns`` maps values of Column to headings; ``currency`` is that of a list without such a column.
    """
    if len(content) > MAX_BYTES:
        return unreadable(Format.CSV, too_large())
    try:
        text, _ = decode(content)
    except Malformed as error:
        return unreadable(Format.CSV, *(fault for faults in error.fields.values() for fault in faults))
    lacking = [column.value for column in REQUIRED if not columns.get(column.value)]
    if lacking:
        return unreadable(
            Format.CSV, *(Obstacle("billing.standards.fault_choose_column", {"column": c}) for c in lacking)
        )
    delimiter = _delimiter(text)
    first, names = _heading_row(text, delimiter, wanted=tuple(columns.values()))
    place = {column: names.index(heading) for column, heading in columns.items() if heading in names}
    absent = [heading for column, heading in columns.items() if heading and column not in place]
    if absent or not first:
        faults = [Obstacle("billing.standards.fault_no_column", {"heading": h[:60]}) for h in absent]
        return unreadable(Format.CSV, *(faults or [Obstacle("billing.standards.fault_no_headings")]))
    return _Reader(place, currency).read(text, delimiter, after=first)


class _Reader:
    """Holds what has been read while the rows go by."""

    def __init__(self, place: Mapping[str, int], currency: str) -> None:
        self.place, self.currency = place, currency
        self.faults: list[Obstacle] = []
        self.entries: list[Incoming] = []
        self.passed: list[PassedOver] = []
        self.seen: Counter[str] = Counter()

    def read(self, text: str, delimiter: str, *, after: int) -> Statement:
        try:
            for row, cells in _rows(text, delimiter):
                if row > after:
                    self.row(row, cells)
                if len(self.entries) > MAX_ENTRIES:
                    return unreadable(Format.CSV, too_many(row))
        except Malformed as error:
            self.faults += error.fields["file"]
        entries = () if self.faults else tuple(self.entries)
        return Statement(Format.CSV, "", entries, tuple(self.passed), tuple(self.faults))

    def row(self, row: int, cells: list[str]) -> None:
        if not any(cells):
            self.passed.append(PassedOver(row, Passed.EMPTY))
            return
        on, amount = self.day(row, cells), self.amount(row, cells)
        currency = self.cell(cells, Column.CURRENCY).upper() or self.currency
        if len(currency) != 3 or not (currency.isascii() and currency.isalpha()):  # noqa: PLR2004  ISO 4217
            self.faults.append(
                Obstacle("billing.standards.fault_currency", {"row": row, "value": tidy(currency)[:60]})
            )
        made = self.made_id(cells)
        if on is None or amount is None:
            return
        if amount <= 0:
            self.passed.append(PassedOver(row, Passed.OUTGOING))
            return
        self.entries.append(
            Incoming(
                amount=amount,
                currency=currency,
                on=on,
                reference=tidy(self.cell(cells, Column.REFERENCE)),
                text=tidy(self.cell(cells, Column.TEXT)),
                payer=tidy(self.cell(cells, Column.PAYER)),
                payer_account=tidy(self.cell(cells, Column.ACCOUNT)),
                payer_number="",
                bank_id=tidy(self.cell(cells, Column.BANK_ID)) or made,
                sequence=len(self.entries) + 1,
                row=row,
            )
        )

    def made_id(self, cells: list[str]) -> str:
        content = hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:24]
        self.seen[content] += 1
        return f"{content}-{self.seen[content]}"

    def cell(self, cells: list[str], column: Column) -> str:
        at = self.place.get(column)
        return cells[at] if at is not None and at < len(cells) else ""

    def day(self, row: int, cells: list[str]) -> date | None:
        text = self.cell(cells, Column.ON)
        try:
            return date.fromisoformat(text[:10].replace("/", "-"))
        except ValueError:
            value = {"row": row, "value": tidy(text)[:60]}
            self.faults.append(Obstacle("billing.standards.fault_day", value))
            return None

    def amount(self, row: int, cells: list[str]) -> int | None:
        text = self.cell(cells, Column.AMOUNT)
        amount = from_statement(text)
        if amount is None:
            value = {"row": row, "value": tidy(text)[:60]}
            self.faults.append(Obstacle("billing.standards.fault_amount", value))
        return amount


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Row number from 1 and stripped cells. Raises Malformed with the row where reading stopped."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    while True:
        row += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field limit" in str(error):
                raise _no(Obstacle("billing.standards.fault_endless", {"row": row})) from None
            raise _no(Obstacle("billing.standards.fault_broken", {"row": row})) from None
        if row > MAX_LINES or len(cells) > MAX_COLUMNS or any(len(cell) > MAX_CELL for cell in cells):
            raise _no(Obstacle("billing.standards.fault_endless", {"row": row}))
        yield row, [cell.strip() for cell in cells]


def _delimiter(text: str) -> str:
    """The sign that cuts the beginning into most cells."""
    lines = [line for _, line in zip(range(LOOKED_FOR_HEADINGS), io.StringIO(text), strict=False)]
    return max(DELIMITERS, key=lambda sign: max((line[:MAX_CELL].count(sign) for line in lines), default=0))


def _heading_row(text: str, delimiter: str, *, wanted: tuple[str, ...]) -> tuple[int, list[str]]:
    """The row that holds the headings, from 1; 0 and none when there is none among the first rows."""
    words = {word for known in KNOWN.values() for word in known} | {w.casefold() for w in wanted if w}
    rows = _first_rows(text, delimiter)
    known = [len({cell.casefold() for cell in cells} & words) for _, cells in rows]
    if any(known):
        return rows[known.index(max(known))]
    return next(((row, cells) for row, cells in rows if sum(map(bool, cells)) > 1), (0, []))


def _first_rows(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    found: list[tuple[int, list[str]]] = []
    try:
        for row in _rows(text, delimiter):
            found.append(row)
            if len(found) == LOOKED_FOR_HEADINGS:
                break
    except Malformed:
        pass  # the whole reading says where and why
    return found


def _no(obstacle: Obstacle) -> Malformed:
    return Malformed({"file": [obstacle]})
