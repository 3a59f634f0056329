"""An account that our access was taken away from: it is closed here, and what nobody answers for is told.

Stripe is not asked about it any more. What its last letters told of money is believed, since they are signed
and nothing better will come: in any order they leave the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from billing.payments import gateway, queries
from billing.payments.actions.looking import HOUSE, know_dispute, know_refund, post_charge, take_in
from billing.payments.actions.losing import give_up
from billing.payments.enums import LIVE
from billing.payments.events import AccountClosed, DoubtChecked
from billing.payments.models import Attempt, Charge, ConnectedAccount, Refund, WebhookEvent
from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing

CLOSED = "account_closed"
"""What stands on events that were worked on when nobody could be asked any more."""


@transaction.atomic
def close_account(*, account_id: int, since: datetime, at: datetime) -> ConnectedAccount:
    """Close it as of ``since``: no way to pay is offered there, and no answer is waited for.

    Closed already: an earlier moment is written, nothing else. Lock order: account → attempts.
    """
    row = ConnectedAccount.objects.select_for_update().get(pk=account_id)
    if row.closed_at is not None:
        if since < row.closed_at:
            row.closed_at = since
            row.save(update_fields=["closed_at"])
        return row
    row.closed_at, row.looked_at = since, at
    row.can_charge, row.can_pay_out, row.ways = False, False, []
    row.needs, row.overdue, row.checking = [], [], []
    row.save()
    for attempt in Attempt.objects.filter(account=row, state__in=LIVE):
        give_up(attempt_id=attempt.pk, at=at)
    fact = AccountClosed(
        subject=None, account=str(row.account), closed_at=since.isoformat(),
        unanswered=queries.lost_attempts().count() + queries.lost_refunds().count(),
    )  # fmt: skip
    record(fact, by=HOUSE, at=at)
    return row


def believe_letters(*, account: ConnectedAccount, at: datetime) -> None:
    """Take in the money that a closed account's last letters tell of: charges, then what followed."""
    kept = WebhookEvent.objects.filter(account=account, trouble=CLOSED).exclude(raw="")
    said = [one for one in (gateway.said_in(raw) for raw in kept.values_list("raw", flat=True)) if one]
    for one in said:
        if isinstance(one, gateway.Charge) and one.is_paid:
            take_in(account, one, queries.attempt_of(account, one.about), at=at)
    for told in said:
        if isinstance(told, gateway.Refund):
            _follows(account, told.charge, partial(know_refund, told=told), at=at)
        elif isinstance(told, gateway.Dispute):
            _follows(account, told.charge, partial(know_dispute, told=told), at=at)


def _follows(account: ConnectedAccount, charge: str, know: Callable[[Charge], None], *, at: datetime) -> None:
    row = Charge.objects.filter(account=account, charge=charge).first()
    if row is not None:
        know(row)
        post_charge(charge_id=row.pk, at=at)


@transaction.atomic
def check_doubt(*, number: UUID, by: Actor, at: datetime) -> None:
    """Somebody has found out what became of a payment or a refund that was lost; again changes nothing."""
    lost = queries.lost_attempts().select_for_update(of=("self",)).filter(pk=number).first()
    back = queries.lost_refunds().select_for_update(of=("self",)).filter(pk=number).first()
    found = lost or back
    if found is None:
        if _is_checked(number):
            return
        raise Missing
    found.checked_at, found.checked_by = at, by.name
    found.save(update_fields=["checked_at", "checked_by"])
    subject = lost.invoice_id if lost else back.charge.invoice_id if back else None
    kind = "payment" if lost else "refund"
    record(DoubtChecked(subject=subject, about=kind, amount=found.amount), by=by, at=at)


def _is_checked(number: UUID) -> bool:
    return any(kind.objects.filter(pk=number).exclude(checked_at=None).exists() for kind in (Attempt, Refund))
