"""SIE 4I: vouchers for a bookkeeper's own program, as the SIE group's format lays them down.

A text file in code page 437 with CRLF. Type 4I carries vouchers and what they speak of, no balances, which is
what a program that feeds the books sends. Debit is positive and credit negative, and every voucher sums to 0.
The format escapes a quotation mark with a backslash and has no sign for a backslash itself: it becomes a
slash. Letters that code page 437 lacks lose their accents, anything else it lacks becomes a question mark.
Without ``#VALUTA`` the books are in kronor.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from billing.standards.amounts import to_decimal
from kernel.money import SEK

ENCODING = "cp437"
NEWLINE = "\r\n"
_LIKE = str.maketrans("–—−’‘”“ØøŁłĐđ", "---''\"\"OoLlDd")  # what has no base letter by itself


@dataclass(frozen=True)
class Company:
    """Whose books, and what they count in. ``org_number`` is ten digits or empty."""

    name: str
    org_number: str = ""
    currency: str = SEK


@dataclass(frozen=True)
class Account:
    """An account of the plan."""

    number: int
    name: str


@dataclass(frozen=True)
class Dimension:
    """Something that entries are told apart by; 6 is projects in every plan."""

    number: int
    name: str


@dataclass(frozen=True)
class Thing:
    """One object of a dimension, such as a project."""

    dimension: int
    number: str
    name: str


@dataclass(frozen=True)
class Line:
    """One entry: öre, debit positive, with (dimension, object) pairs."""

    account: int
    amount: int
    text: str = ""
    objects: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Voucher:
    """A voucher with its number in a series; both are written in quotation marks, as any field may be."""

    series: str
    number: int
    on: date
    text: str
    lines: Sequence[Line]
    registered: date | None = None  # the day it was written, when it is told


@dataclass(frozen=True)
class Books:
    """What one file carries: a financial year's accounts, objects and vouchers."""

    company: Company
    first: date
    last: date
    accounts: Sequence[Account]
    vouchers: Sequence[Voucher]
    dimensions: Sequence[Dimension] = ()
    things: Sequence[Thing] = ()


def export(books: Books, *, program: str, version: str, on: date) -> bytes:
    """The file. Raises ValueError with every reason when the books do not hold together."""
    wrong = list(_faults(books))
    if wrong:
        raise ValueError("; ".join(wrong))
    number = books.company.org_number
    lines = [
        "#FLAGGA 0",
        f"#PROGRAM {_text(program)} {_text(version)}",
        "#FORMAT PC8",
        f"#GEN {on:%Y%m%d}",
        "#SIETYP 4",
        *([f"#ORGNR {number[:6]}-{number[6:]}"] if number else []),
        f"#FNAMN {_text(books.company.name)}",
        f"#RAR 0 {books.first:%Y%m%d} {books.last:%Y%m%d}",
        *([f"#VALUTA {books.company.currency}"] if books.company.currency != SEK else []),
        *(f"#KONTO {account.number} {_text(account.name)}" for account in books.accounts),
        *(f"#DIM {dimension.number} {_text(dimension.name)}" for dimension in books.dimensions),
        *(f"#OBJEKT {thing.dimension} {_text(thing.number)} {_text(thing.name)}" for thing in books.things),
    ]
    for voucher in books.vouchers:
        lines += [
            _head(voucher),
            "{",
            *(_entry(line, voucher) for line in voucher.lines),
            "}",
        ]
    return (NEWLINE.join(lines) + NEWLINE).encode(ENCODING, errors="replace")


def _head(voucher: Voucher) -> str:
    written = f" {voucher.registered:%Y%m%d}" if voucher.registered else ""
    name = f'{_text(voucher.series)} "{voucher.number}"'
    return f"#VER {name} {voucher.on:%Y%m%d} {_text(voucher.text)}{written}"


def _entry(line: Line, voucher: Voucher) -> str:
    objects = " ".join(f"{dimension} {_text(number)}" for dimension, number in line.objects)
    told = f" {voucher.on:%Y%m%d} {_text(line.text)}" if line.text else ""
    return f"\t#TRANS {line.account} {{{objects}}} {to_decimal(line.amount)}{told}"


def _faults(books: Books) -> Iterable[str]:
    accounts = {account.number for account in books.accounts}
    things = {(thing.dimension, thing.number) for thing in books.things}
    if not re.fullmatch(r"([0-9]{10})?", books.company.org_number):
        yield "the organisation number is not ten digits"
    seen: set[tuple[str, int]] = set()
    for voucher in books.vouchers:
        name = f"voucher {voucher.series}{voucher.number}"
        if (voucher.series, voucher.number) in seen:
            yield f"{name} is there twice"
        seen.add((voucher.series, voucher.number))
        if not voucher.lines or sum(line.amount for line in voucher.lines) != 0:
            yield f"{name} does not sum to 0"
        if not books.first <= voucher.on <= books.last:
            yield f"{name} is outside the financial year"
        for line in voucher.lines:
            if line.account not in accounts:
                yield f"{name} uses account {line.account}, which is not in the plan"
            for dimension, number in set(line.objects) - things:
                yield f"{name} uses object {dimension} {number}, which is not told of"


def _text(text: str) -> str:
    """The text as a quoted field in letters that code page 437 has."""
    kept = "".join(_letter(sign) for sign in text.translate(_LIKE).replace("\\", "/"))
    return '"' + kept.replace('"', '\\"') + '"'


def _letter(sign: str) -> str:
    """The sign if code page 437 has it, else its base letter, a blank or a question mark."""
    if not sign.isprintable():
        return " "
    try:
        sign.encode(ENCODING)
    except UnicodeEncodeError:
        base = "".join(c for c in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(c))
        return base if base.isascii() and base.isprintable() and "\\" not in base else "?"
    return sign
