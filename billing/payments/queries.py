"""Reads of payments through Stripe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from billing.invoices import queries as invoices
from billing.invoices.models import Invoice
from billing.payments import gateway, rules
from billing.payments.enums import LIVE, AttemptState, RefundState, Way
from billing.payments.models import (
    Attempt,
    Charge,
    ConnectedAccount,
    Dispute,
    Payer,
    Payout,
    Refund,
    WebhookEvent,
)
from kernel import tenancy

SURE_FOR = timedelta(hours=6)


def account_here() -> ConnectedAccount | None:
    """The association's account in the installation's mode; one that is closed is none."""
    return ConnectedAccount.objects.filter(is_live=gateway.mode(), closed_at=None).first()


def closed_account() -> ConnectedAccount | None:
    """The account that was closed last, while no other is connected in its place."""
    if ConnectedAccount.objects.filter(
        is_live=gateway.mode(), closed_at=None, account__isnull=False
    ).exists():
        return None
    closed = ConnectedAccount.objects.filter(is_live=gateway.mode()).exclude(closed_at=None)
    return closed.order_by("-closed_at").first()


def lost_attempts() -> QuerySet[Attempt]:
    """Payments that a closed account told nothing of, and that nobody has found out about."""
    lost = Attempt.objects.select_related("account", "invoice__member").exclude(lost_while="")
    return lost.filter(checked_at=None)


def lost_refunds() -> QuerySet[Refund]:
    """Refunds that a closed account never answered for, and that nobody has found out about."""
    unanswered = (RefundState.ASKED.value, RefundState.PENDING.value)
    rows = Refund.objects.select_related("charge__account", "charge__invoice__member")
    return rows.filter(state__in=unanswered, checked_at=None).exclude(charge__account__closed_at=None)


def till() -> rules.Till:
    """How it stands, in the words of the rules."""
    account = account_here() if gateway.is_configured() else None
    return rules.Till(
        is_configured=gateway.is_configured(),
        is_connected=account is not None and account.account is not None,
        can_charge=account is not None and account.can_charge,
        needs=tuple(account.needs) if account else (),
        ways=tuple(account.ways) if account else (),
        is_closed=gateway.is_configured() and closed_account() is not None,
    )


def takes_debit() -> bool:
    """Whether the association's account takes SEPA debit now."""
    return Way.SEPA_DEBIT in till().ways


def about(attempt: Attempt) -> dict[str, str]:
    """What stands on every object of a payment at Stripe."""
    return {
        "network": str(tenancy.current().pk),
        "invoice": str(attempt.invoice_id),
        "attempt": str(attempt.pk),
        "number": str(attempt.invoice.number),
    }


def attempt_of(account: ConnectedAccount, told: Mapping[str, str]) -> Attempt | None:
    """The attempt that an object at Stripe names, when it is this association's and on this account."""
    number = as_uuid(told.get("attempt", ""))
    if number is None or told.get("network") != str(tenancy.current().pk):
        return None
    return Attempt.objects.select_related("account", "invoice").filter(pk=number, account=account).first()


def as_uuid(text: str) -> UUID | None:
    """The id in a text, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


def waiting_events(*, at: datetime) -> list[int]:
    """Events that nobody has finished and nobody works on, in the order they came."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=at)
    return list(WebhookEvent.objects.filter(free, done_at=None).order_by("pk").values_list("pk", flat=True))


def known_events(account: ConnectedAccount, events: Iterable[str]) -> set[str]:
    """Those of these events of an account that were kept already."""
    rows = WebhookEvent.objects.filter(account=account, event__in=list(events))
    return set(rows.order_by().values_list("event", flat=True))


def invoices_in_doubt(*, at: datetime) -> set[UUID]:
    """Invoices that are being paid: the bank has not answered, or a way to pay is open and Stripe was silent.

    Whoever reminds leaves these alone until we have caught up. Where the bank had been asked when the account
    was closed, somebody must find out first.
    """
    lost = lost_attempts().filter(lost_while=AttemptState.PENDING.value)
    return _being_paid(at) | set(lost.values_list("invoice", flat=True))


def _being_paid(at: datetime) -> set[UUID]:
    account = account_here()
    if account is None:
        return set()
    states = (AttemptState.PENDING.value,) if account.heard_until > at - SURE_FOR else LIVE
    return set(Attempt.objects.filter(account=account, state__in=states).values_list("invoice", flat=True))


def is_on_its_way(invoice_id: UUID) -> bool:
    """Whether a payer's bank has been asked for it and has not answered."""
    return Attempt.objects.filter(invoice=invoice_id, state=AttemptState.PENDING.value).exists()


def attempts_of(invoice_id: UUID) -> QuerySet[Attempt]:
    """Every way that was opened to pay it."""
    return Attempt.objects.filter(invoice=invoice_id)


def charges() -> QuerySet[Charge]:
    """All that came, with what happened to it."""
    return Charge.objects.select_related("invoice__member", "attempt", "account").prefetch_related(
        "refunds", "disputes"
    )


def unknown_charges() -> QuerySet[Charge]:
    """Payments that no invoice is known for."""
    return charges().filter(invoice=None)


def open_disputes() -> QuerySet[Dispute]:
    """What must be answered, the most urgent first."""
    return Dispute.objects.select_related("charge__invoice__member").exclude(state__in=("won", "lost"))


def payouts() -> QuerySet[Payout]:
    """Newest first."""
    return Payout.objects.prefetch_related("rows")


@dataclass(frozen=True)
class KeptCard:
    """An invoice that is open, of a member who agreed to keep a card for it."""

    invoice: Invoice
    open: int
    card: str


def kept_cards() -> list[KeptCard]:
    """Open invoices that a kept card could pay, the oldest due first; declined ones too, none on its way."""
    saved = Payer.objects.filter(account=account_here()).exclude(saved_method="")
    cards = dict(saved.values_list("member", "saved_label"))
    rows = (
        invoices.open_invoices().filter(member__in=cards).exclude(attempts__state=AttemptState.PENDING.value)
    )
    return [KeptCard(one, one.balance, cards[one.member_id]) for one in rows]


def payer_of(member_id: UUID) -> Payer | None:
    """The member as a payer here."""
    return Payer.objects.filter(member=member_id, account=account_here()).first()
