"""What happens with the bank's payments. What it does to invoices the invoices' own facts tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class BankFileBooked(Event):
    """The payments of a file were kept: so many new, so many known before."""

    kind: ClassVar[str] = "billing.bank.file_booked"
    audience: ClassVar[Audience] = Audience.OFFICERS
    name: str
    sha256: str
    added: int
    known_before: int


@dataclass(frozen=True)
class BankFileDone(Event):
    """Every payment of a file was looked at: so many matched themselves, so many wait."""

    kind: ClassVar[str] = "billing.bank.file_done"
    audience: ClassVar[Audience] = Audience.OFFICERS
    matched: int
    waiting: int


@dataclass(frozen=True)
class BankPaymentMatched(Event):
    """A payment, or a part of it, was found to be an invoice's."""

    kind: ClassVar[str] = "billing.bank.matched"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    amount: int
    is_automatic: bool


@dataclass(frozen=True)
class BankPaymentBookedAsIncome(Event):
    """A payment was no member's: it is income on an account."""

    kind: ClassVar[str] = "billing.bank.booked_as_income"
    audience: ClassVar[Audience] = Audience.OFFICERS
    account: int
    amount: int


@dataclass(frozen=True)
class BankPaymentReturned(Event):
    """A payment, or a part of it, was paid back to whom it came from."""

    kind: ClassVar[str] = "billing.bank.returned"
    audience: ClassVar[Audience] = Audience.OFFICERS
    amount: int
    reason: str


@dataclass(frozen=True)
class BankPaymentKnown(Event):
    """A payment was the same money as the payments of another file, and stands once in the books."""

    kind: ClassVar[str] = "billing.bank.known"
    audience: ClassVar[Audience] = Audience.OFFICERS
    amount: int
    file: str


@dataclass(frozen=True)
class BankMatchUndone(Event):
    """What a payment was said to be was taken back, and why."""

    kind: ClassVar[str] = "billing.bank.undone"
    audience: ClassVar[Audience] = Audience.OFFICERS
    amount: int
    reason: str


@dataclass(frozen=True)
class BankPaymentSetAside(Event):
    """A payment waits for something else than us, or came back to the queue."""

    kind: ClassVar[str] = "billing.bank.set_aside"
    audience: ClassVar[Audience] = Audience.OFFICERS
    is_aside: bool
    note: str


@dataclass(frozen=True)
class BankAmountStated(Event):
    """A payment in another currency came to this much in kronor."""

    kind: ClassVar[str] = "billing.bank.amount_stated"
    audience: ClassVar[Audience] = Audience.OFFICERS
    amount: int
