"""What happens to invoices. The subject is the invoice; amounts in öre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class InvoiceIssued(Event):
    """An invoice got its number and stands in the books."""

    kind: ClassVar[str] = "billing.invoices.issued"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    member: str
    total: int
    voucher: str


@dataclass(frozen=True)
class InvoiceCredited(Event):
    """Some of an invoice, or all of it, was taken back by a credit note, and why."""

    kind: ClassVar[str] = "billing.invoices.credited"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    credit_note: str
    total: int
    reason: str


@dataclass(frozen=True)
class InvoiceSettled(Event):
    """Money came in on an invoice. ``open`` is left to pay; below zero it is the member's own money."""

    kind: ClassVar[str] = "billing.invoices.settled"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    amount: int
    open: int
    voucher: str


@dataclass(frozen=True)
class SettlementTakenBack(Event):
    """Money that had come in did not stay, or belonged elsewhere."""

    kind: ClassVar[str] = "billing.invoices.taken_back"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    amount: int
    open: int
    voucher: str
    reason: str


@dataclass(frozen=True)
class InvoiceRefunded(Event):
    """Money was paid back to the member."""

    kind: ClassVar[str] = "billing.invoices.refunded"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    amount: int
    open: int
    voucher: str


@dataclass(frozen=True)
class OverpaymentMoved(Event):
    """A member's own money on one invoice was used for another."""

    kind: ClassVar[str] = "billing.invoices.overpayment_moved"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    to_number: str
    amount: int
    voucher: str


@dataclass(frozen=True)
class InvoiceWrittenOff(Event):
    """A decision gave up what was still open."""

    kind: ClassVar[str] = "billing.invoices.written_off"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    amount: int
    decision: str
    voucher: str


@dataclass(frozen=True)
class InvoiceSent(Event):
    """The mail server took the letter with the invoice."""

    kind: ClassVar[str] = "billing.invoices.sent"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: str
    sha256: str


@dataclass(frozen=True)
class InvoiceSettingsChanged(Event):
    """What the association's invoices say of it was changed; which fields, not what they say."""

    kind: ClassVar[str] = "billing.invoices.settings_changed"
    audience: ClassVar[Audience] = Audience.OFFICERS
    fields: list[str]


@dataclass(frozen=True)
class BillingDetailsChanged(Event):
    """A member wants its invoices elsewhere; which fields, not what they say."""

    kind: ClassVar[str] = "billing.invoices.details_changed"
    audience: ClassVar[Audience] = Audience.OFFICERS
    fields: list[str]
