"""Money back by the treasurer, and payments that nobody knew."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoices.models import Invoice
from billing.payments import rules
from billing.payments.actions.asking import stripe_is_asked
from billing.payments.actions.looking import look_at_charge, post_charge
from billing.payments.enums import RefundState
from billing.payments.events import ChargeAssigned, RefundAsked
from billing.payments.models import Charge, Refund
from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Missing, Obstacle, Refused, refuse_if


def refund_charge(
    *, charge_id: UUID, amount: int, reason: str, request: UUID, by: Actor, at: datetime
) -> Refund:
    """Send ``amount`` öre back the way they came. ``request`` asked twice is one refund.

    Another charge of the same invoice stays as it is: of a double payment the good one is left. Raises
    Malformed, Missing, and Refused when more than is left would go back or the charge is disputed.
    """
    if amount <= 0:
        raise Malformed({"amount": [Obstacle("billing.payments.error_amount")]})
    asked = _asked(charge_id, amount=amount, reason=reason, request=request, by=by, at=at)
    if asked.refund is None and not rules.is_forgotten(asked.asked_at, at):
        with stripe_is_asked("refund") as stripe:
            told = stripe.refund(
                str(asked.charge.account.account),
                charge=asked.charge.charge,
                amount=asked.amount,
                about={"request": str(asked.pk)},
                key=rules.key_of("refund", asked.charge.charge, str(asked.amount), str(asked.pk)),
            )
            Refund.objects.filter(pk=asked.pk, refund=None).update(refund=told.refund, at=told.at)
    with stripe_is_asked("charge"):
        look_at_charge(account=asked.charge.account, charge=asked.charge.charge, at=at)
    asked.refresh_from_db()
    return asked


@transaction.atomic
def _asked(charge_id: UUID, *, amount: int, reason: str, request: UUID, by: Actor, at: datetime) -> Refund:
    charge = (
        Charge.objects.select_for_update(of=("self",)).select_related("account").filter(pk=charge_id).first()
    )
    if charge is None:
        raise Missing
    before = Refund.objects.select_related("charge__account").filter(pk=request).first()
    if before is not None:
        if (before.charge_id, before.amount) != (charge.pk, amount):
            raise Refused([Obstacle("billing.payments.obstacle_another_refund")])
        return before
    back = sum(one.amount for one in charge.refunds.exclude(state=RefundState.FAILED.value))
    open_disputes = charge.disputes.exclude(state__in=("won", "lost")).exists()
    lost = charge.disputes.filter(state="lost").exists()
    refuse_if(
        rules.obstacles_to_refunding(
            amount=amount,
            paid=charge.amount,
            back=back,
            is_disputed=open_disputes or lost,
            is_closed=charge.account.closed_at is not None,
        )
    )
    asked = Refund.objects.create(
        pk=request, charge=charge, amount=amount, reason=reason, asked_by=by.name, asked_at=at
    )
    record(
        RefundAsked(subject=charge.invoice_id, charge=charge.charge, amount=amount, reason=reason),
        by=by,
        at=at,
    )
    return asked


def assign_charge(*, charge_id: UUID, invoice_id: UUID, by: Actor, at: datetime) -> Charge:
    """Say which invoice a payment was for that no attempt of ours asked for; one in the same currency."""
    _assigned(charge_id, invoice_id, by=by, at=at)
    return post_charge(charge_id=charge_id, at=at)


@transaction.atomic
def _assigned(charge_id: UUID, invoice_id: UUID, *, by: Actor, at: datetime) -> None:
    charge = Charge.objects.select_for_update(of=("self",)).filter(pk=charge_id).first()
    invoice = Invoice.objects.filter(pk=invoice_id).first()
    if charge is None or invoice is None:
        raise Missing
    if charge.invoice_id == invoice_id:
        return
    if charge.invoice_id is not None:
        raise Refused([Obstacle("billing.payments.obstacle_assigned")])
    if charge.currency != invoice.currency.lower():
        told = {"currency": charge.currency.upper(), "invoice": invoice.currency}
        raise Refused([Obstacle("billing.payments.obstacle_another_currency", told)])
    charge.invoice_id = invoice_id
    charge.save(update_fields=["invoice"])
    record(ChargeAssigned(subject=invoice_id, charge=charge.charge, amount=charge.amount), by=by, at=at)
