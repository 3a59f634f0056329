"""What a gateway can do and tell, in plain names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from kernel.errors import StadgaError


class GatewayError(StadgaError):
    """The gateway gave no good answer."""


class Unreachable(GatewayError):
    """No answer, or one that says nothing: whether the work was done is not known. Ask again, same key."""


class Declined(GatewayError):
    """The payer's bank said no."""

    def __init__(self, code: str, intent: str = "") -> None:
        """``intent`` names the attempt at the gateway that was declined."""
        super().__init__(code)
        self.code, self.intent = code, intent


class Rejected(GatewayError):
    """The gateway understood and refused: asking the same again is of no use."""

    def __init__(self, code: str, message: str) -> None:
        """The gateway's own code and sentence, for the log."""
        super().__init__(f"{code}: {message}")
        self.code, self.message = code, message


class NoAccess(Rejected):
    """The association, or the gateway, took our access to the account away: nothing more is told."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """The association's own account at the gateway. ``needs`` are what it still asks for, in its codes.

    ``ways``: how it can be paid there now (card, swish, sepa_debit).
    """

    account: str
    country: str
    currency: str
    can_charge: bool
    can_pay_out: bool
    is_submitted: bool
    needs: tuple[str, ...]
    overdue: tuple[str, ...]
    checking: tuple[str, ...]
    disabled_because: str
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be paid. ``about`` comes back on every object of the payment (invoice, attempt, network).

    ``ways`` are those that are offered; without any, what the gateway itself offers for the currency.
    """

    amount: int
    currency: str
    text: str
    customer: str
    language: str
    about: dict[str, str]
    save_for_later: bool = False
    back_to: str = ""
    away_to: str = ""
    expires_at: datetime | None = None
    due_on: date | None = None
    number: str = ""
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PayPage:
    """A page where one order is paid. ``state``: open, complete or expired."""

    page: str
    url: str
    state: str
    intent: str
    about: dict[str, str]
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class SentInvoice:
    """An invoice that the gateway sent. ``state``: draft, open, paid, void or uncollectible."""

    invoice: str
    url: str
    state: str
    intents: tuple[str, ...]
    about: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Intent:
    """One attempt to pay at the gateway. ``state`` in its own words."""

    intent: str
    state: str
    amount: int
    currency: str
    charge: str
    customer: str
    saved_method: str
    about: dict[str, str]
    declined_because: str


@dataclass(frozen=True, kw_only=True)
class Refund:
    """Money on its way back. ``state``: pending, succeeded, failed, canceled or requires_action."""

    refund: str
    charge: str
    amount: int
    state: str
    at: datetime
    failed_because: str
    about: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """The payer's bank took the money back. ``withdrawn``, ``reinstated``, ``fee``: what really moved."""

    dispute: str
    charge: str
    amount: int
    reason: str
    state: str
    at: datetime
    due_at: datetime | None
    withdrawn: int
    reinstated: int
    fee: int


@dataclass(frozen=True, kw_only=True)
class Charge:
    """Money that came, with everything that happened to it since."""

    charge: str
    intent: str
    amount: int
    currency: str
    is_paid: bool
    at: datetime
    method: str
    label: str
    fee: int
    balance: str
    about: dict[str, str]
    refunds: tuple[Refund, ...]
    disputes: tuple[Dispute, ...]


@dataclass(frozen=True, kw_only=True)
class Balance:
    """A row on the account at the gateway: ``net`` is ``amount`` less ``fee``."""

    row: str
    kind: str
    amount: int
    fee: int
    net: int
    source: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Payout:
    """What went to the association's bank account, and the rows that it is the sum of."""

    payout: str
    amount: int
    currency: str
    state: str
    arrives_on: date
    at: datetime
    rows: tuple[Balance, ...]


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something happened at the gateway to an object. What it says of the object is not believed.

    ``customer``: whose it says that it is; only where to look.
    """

    event: str
    account: str
    type: str
    at: datetime
    is_live: bool
    object_kind: str
    object_id: str
    customer: str = ""


class Gateway(Protocol):
    """All of it works on the association's own account; ``key`` makes a repeated call one call.

    Raises :class:`Unreachable`, :class:`Declined` or :class:`Rejected`.
    """

    def connect_account(
        self, *, name: str, email: str, country: str, currency: str, website: str, about: dict[str, str],
        key: str,
    ) -> Account:  # fmt: skip
        """Open an account for the association; it takes no money before its onboarding is done."""

    def ask_for_ways(self, account: str, *, country: str, currency: str) -> Account:
        """Ask that it may take every way to pay that its currency has; again changes nothing."""

    def account(self, account: str) -> Account:
        """How it stands."""

    def onboarding_link(self, account: str, *, back_to: str, again_at: str) -> str:
        """An address, good for minutes and once, where a person answers the gateway's questions."""

    def customer(
        self, account: str, *, name: str, email: str, language: str, about: dict[str, str], key: str
    ) -> str:
        """The payer, made on the association's account."""

    def pay_page(self, account: str, order: Order, *, key: str) -> PayPage:
        """A page where the order is paid, in the ways that it offers."""

    def look_at_pay_page(self, account: str, page: str) -> PayPage:
        """How it stands now."""

    def close_pay_page(self, account: str, page: str) -> PayPage:
        """Nobody can pay there any more; what was paid already stays so."""

    def pay_pages_since(self, account: str, since: datetime) -> Iterator[PayPage]:
        """Those made since then."""

    def send_invoice(self, account: str, order: Order, *, key: str) -> SentInvoice:
        """An invoice that the gateway sends, with a page of its own to pay at."""

    def look_at_invoice(self, account: str, invoice: str) -> SentInvoice:
        """How it stands now."""

    def void_invoice(self, account: str, invoice: str) -> SentInvoice:
        """Nobody can pay it any more."""

    def sent_invoices_since(self, account: str, since: datetime) -> Iterator[SentInvoice]:
        """Those made since then."""

    def invoice_of(self, account: str, intent: str) -> SentInvoice | None:
        """The sent invoice that an attempt paid, if it paid one."""

    def charge_saved(self, account: str, order: Order, *, method: str, key: str) -> Intent:
        """Charge what the payer saved with consent, while the payer is not there."""

    def forget_saved(self, account: str, method: str) -> None:
        """The payer withdrew the consent."""

    def intent(self, account: str, intent: str) -> Intent:
        """How it stands now."""

    def intents_since(self, account: str, since: datetime) -> Iterator[Intent]:
        """Those made since then."""

    def charge(self, account: str, charge: str) -> Charge:
        """The money and all that happened to it, as it stands now."""

    def refund(self, account: str, *, charge: str, amount: int, about: dict[str, str], key: str) -> Refund:
        """Send money back the way it came."""

    def charge_of_refund(self, account: str, refund: str) -> str:
        """The charge that a refund belongs to."""

    def charge_of_dispute(self, account: str, dispute: str) -> str:
        """The charge that a dispute is about."""

    def payout(self, account: str, payout: str) -> Payout:
        """With every row of it."""

    def payouts_since(self, account: str, since: datetime) -> Iterator[str]:
        """Those made since then, by id."""

    def happenings(self, account: str, since: datetime) -> Iterator[Happening]:
        """What happened since then, oldest first; the gateway remembers 30 days."""
