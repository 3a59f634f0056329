"""A day at the bank for whoever tries the product: most pay right, some as people do.

Made of the invoices that are open now, so that a file fits the association it is imported into. The same day
and invoices give the same file, and a payment keeps its number at the bank, so that no file books it twice.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from billing.standards.bgmax_writing import Paid, write

UNPAID_EVERY = 5
TOO_MUCH = 10_000
GIFT = 50_000
SERIALS = 10**12


@dataclass(frozen=True)
class Open:
    """An invoice with what is left of it, in öre."""

    number: str
    ocr: str
    left: int
    member: str


@dataclass(frozen=True)
class Row:
    """What somebody did: its kind, and what the bank tells of it."""

    kind: str
    reference: str
    amount: int
    name: str = ""
    text: str = ""


def a_day_at_the_bank(invoices: Sequence[Open], *, bankgiro: str, on: date) -> tuple[bytes, dict[str, int]]:
    """The file, and how many payments of each kind it has."""
    payments: list[Paid] = []
    kinds: Counter[str] = Counter()
    for number, row in _rows(invoices):
        told = f"{number} {row.kind} {on}"
        serial = int(hashlib.sha256(told.encode()).hexdigest(), 16) % SERIALS
        payments.append(Paid(row.reference, row.amount, serial, row.name, row.text))
        kinds[row.kind] += 1
    return write(payments, account=bankgiro, on=on), dict(kinds)


def _rows(invoices: Sequence[Open]) -> Iterator[tuple[str, Row]]:
    for place, one in enumerate(invoices):
        if place < len(WAYS):
            yield from ((one.number, row) for row in WAYS[place](one))
        elif place % UNPAID_EVERY:
            yield one.number, _right(one)[0]
    if invoices:
        yield "gift", Row("gift", "", GIFT, "Anders Berg", "Gåva till föreningen")


def _right(one: Open) -> list[Row]:
    return [Row("right", one.ocr, one.left, one.member)]


def _twice(one: Open) -> list[Row]:
    return [*_right(one), Row("paid twice", one.ocr, one.left, one.member)]


def _half(one: Open) -> list[Row]:
    return [Row("a part", one.ocr, max(one.left // 2, 1), one.member)]


def _mistyped(one: Open) -> list[Row]:
    wrong = one.ocr[:-1] + str((int(one.ocr[-1]) + 1) % 10)
    return [Row("mistyped reference", wrong, one.left)]


def _without_reference(one: Open) -> list[Row]:
    return [Row("no reference", "", one.left, f"{one.member} ekonomi", "Medlemsavgift")]


def _too_much(one: Open) -> list[Row]:
    return [Row("too much", one.ocr, one.left + TOO_MUCH, one.member)]


WAYS: tuple[Callable[[Open], list[Row]], ...] = (
    _right, _twice, _half, _mistyped, _without_reference, _too_much,
)  # fmt: skip
