"""What happens with payments through Stripe. Money itself is told by the invoices' own facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class AccountConnected(Event):
    """The association opened an account at Stripe."""

    kind: ClassVar[str] = "billing.payments.account_connected"
    audience: ClassVar[Audience] = Audience.OFFICERS
    account: str
    is_live: bool


@dataclass(frozen=True)
class AccountClosed(Event):
    """Our access to the account was taken away; so many payments and refunds were never answered for."""

    kind: ClassVar[str] = "billing.payments.account_closed"
    audience: ClassVar[Audience] = Audience.OFFICERS
    account: str
    closed_at: str
    unanswered: int


@dataclass(frozen=True)
class AccountReopened(Event):
    """Our access was given back."""

    kind: ClassVar[str] = "billing.payments.account_reopened"
    audience: ClassVar[Audience] = Audience.OFFICERS
    account: str


@dataclass(frozen=True)
class DoubtChecked(Event):
    """Somebody found out what became of money that a closed account told nothing of."""

    kind: ClassVar[str] = "billing.payments.doubt_checked"
    audience: ClassVar[Audience] = Audience.OFFICERS
    about: str
    amount: int


@dataclass(frozen=True)
class PaymentBegun(Event):
    """Somebody was given a way to pay an invoice."""

    kind: ClassVar[str] = "billing.payments.begun"
    audience: ClassVar[Audience] = Audience.OFFICERS
    attempt: str
    way: str
    amount: int


@dataclass(frozen=True)
class RefundAsked(Event):
    """The treasurer sends money back."""

    kind: ClassVar[str] = "billing.payments.refund_asked"
    audience: ClassVar[Audience] = Audience.OFFICERS
    charge: str
    amount: int
    reason: str


@dataclass(frozen=True)
class ConsentGiven(Event):
    """A member let Stripe keep its card for the next fees."""

    kind: ClassVar[str] = "billing.payments.consent_given"
    audience: ClassVar[Audience] = Audience.OFFICERS
    words: str


@dataclass(frozen=True)
class ConsentWithdrawn(Event):
    """A member took that back."""

    kind: ClassVar[str] = "billing.payments.consent_withdrawn"
    audience: ClassVar[Audience] = Audience.OFFICERS


@dataclass(frozen=True)
class ChargeAssigned(Event):
    """Somebody said which invoice a payment was for."""

    kind: ClassVar[str] = "billing.payments.charge_assigned"
    audience: ClassVar[Audience] = Audience.OFFICERS
    charge: str
    amount: int


@dataclass(frozen=True)
class PayoutPosted(Event):
    """A payout added up and is in the books."""

    kind: ClassVar[str] = "billing.payments.payout_posted"
    audience: ClassVar[Audience] = Audience.OFFICERS
    payout: str
    amount: int
    fees: int
