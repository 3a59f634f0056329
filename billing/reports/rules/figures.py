"""Sums of invoices and of payments. Every amount is whole öre and comes from the books.

What a voucher did to what a member owes is one of five things, told by what stands on its other side, so that
billed − credited − written off − paid + other is what the members owe, to the öre.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from billing.books.enums import Number
from billing.invoices.enums import InvoiceKind, SourceKind, Standing

MONEY = frozenset(
    {Number.BANK.value, Number.OTHER_BANK.value, Number.PROVIDER.value, Number.UNIDENTIFIED.value}
)
"""The accounts of money; on 2499 stands what has come and waited for its invoice."""


class Change(StrEnum):
    """What a voucher did to what a member owes."""

    BILLED = "billed"
    CREDITED = "credited"
    WRITTEN_OFF = "written_off"
    PAID = "paid"
    OTHER = "other"


@dataclass
class Sums:
    """Amounts by what they are; all above zero in the ordinary case. ``other`` is owed more."""

    billed: int = 0
    credited: int = 0
    written_off: int = 0
    paid: int = 0
    other: int = 0

    @property
    def balance(self) -> int:
        """What is owed after it all; below zero the association owes."""
        return self.billed - self.credited - self.written_off - self.paid + self.other

    def take(self, what: Change, amount: int) -> None:
        """``amount`` is what is owed more or, below zero, less."""
        lessens = what in {Change.CREDITED, Change.WRITTEN_OFF, Change.PAID}
        setattr(self, what.value, getattr(self, what.value) + (-amount if lessens else amount))


@dataclass(frozen=True, kw_only=True)
class InvoiceRow:
    """An issued invoice or credit note. A credit note's amounts are below zero; it has no sums of its own."""

    id: UUID
    kind: str
    number: str
    issued_on: date
    due_on: date
    member_number: str
    member_name: str
    org_number: str
    fee_class: str
    ocr: str
    credits_number: str
    net: int
    vat: int
    total: int
    sums: Sums
    standing: Standing | None
    is_late: bool

    @property
    def open(self) -> int:
        """What is left to pay; below zero it was paid too much."""
        return 0 if self.kind == InvoiceKind.CREDIT_NOTE else self.sums.balance


@dataclass(frozen=True, kw_only=True)
class PaymentRow:
    """Money on an invoice; below zero it went back."""

    on: date
    voucher: str
    amount: int
    account: int
    account_sv: str
    account_en: str
    invoice: UUID | None
    number: str
    member_number: str
    member_name: str
    text: str
    text_en: str


@dataclass(frozen=True, kw_only=True)
class Balance:
    """A member and what has been between it and the association."""

    member: UUID
    number: str
    name: str
    org_number: str
    sums: Sums


@dataclass(frozen=True)
class ClassFigures:
    """One class of fee; without a class the code is empty."""

    code: str
    invoices: int
    sums: Sums
    due: int
    overdue: int
    credit: int


@dataclass(frozen=True)
class MonthFigures:
    """A month: what was billed less what was credited, what was paid, and what was owed when it ended."""

    month: date
    billed: int
    paid: int
    owed: int


@dataclass
class _Class:
    invoices: int = 0
    sums: Sums = field(default_factory=Sums)
    due: int = 0
    overdue: int = 0
    credit: int = 0


def change_of(source_kind: str, accounts: Collection[int], amount: int) -> Change:
    """What a voucher that changes what is owed by ``amount`` did, from its source and its accounts."""
    if source_kind == SourceKind.INVOICE:
        return Change.BILLED if amount > 0 else Change.CREDITED
    if source_kind == SourceKind.WRITE_OFF:
        return Change.WRITTEN_OFF
    return Change.PAID if MONEY & set(accounts) else Change.OTHER


def sums_of(rows: Iterable[Sums]) -> Sums:
    """All of them together."""
    total = Sums()
    for one in rows:
        for what in Change:
            setattr(total, what.value, getattr(total, what.value) + getattr(one, what.value))
    return total


def by_class(rows: Sequence[InvoiceRow]) -> list[ClassFigures]:
    """Invoices by their class, the classes in order, those without any last.

    ``due`` is left to pay and not late, ``overdue`` is late, ``credit`` is what was paid too much.
    """
    found: dict[str, _Class] = {}
    for row in rows:
        if row.kind == InvoiceKind.CREDIT_NOTE:
            continue
        one = found.setdefault(row.fee_class, _Class())
        one.invoices += 1
        one.sums = sums_of((one.sums, row.sums))
        left = max(row.open, 0)
        one.credit += max(-row.open, 0)
        one.overdue += left if row.is_late else 0
        one.due += 0 if row.is_late else left
    return [
        ClassFigures(code, one.invoices, one.sums, one.due, one.overdue, one.credit)
        for code, one in sorted(found.items(), key=lambda item: (not item[0], item[0]))
    ]


def by_month(
    changes: Mapping[tuple[int, int], Sums], *, opening: int, first: date, last: date
) -> list[MonthFigures]:
    """Every month from ``first`` through ``last``, also those in which nothing happened."""
    found, owed = [], opening
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        sums = changes.get((year, month), Sums())
        owed += sums.balance
        found.append(MonthFigures(date(year, month, 1), sums.billed - sums.credited, sums.paid, owed))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)  # noqa: PLR2004  months
    return found
