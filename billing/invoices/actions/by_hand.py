"""Money that the treasurer saw herself: written down, taken back, and paid out from the bank account."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from billing.books import queries as book_queries
from billing.books.enums import Number
from billing.invoices import queries, rules
from billing.invoices.actions.locks import lock_invoice
from billing.invoices.actions.settling import Settlement, refund_invoice, settle_invoice, unsettle_invoice
from billing.invoices.enums import SourceKind
from kernel.actor import Actor
from kernel.errors import Malformed, refuse_if


def record_payment(
    *, invoice_id: UUID, amount: int, on: date, key: UUID, by: Actor, at: datetime, account: int = Number.BANK
) -> Settlement:
    """Write down that a member paid so many öre on a day, to an account of the bank. Once per ``key``.

    What is more than is open becomes the member's own money. Raises Missing, Malformed for a day that has not
    come or an amount that is not above zero, Refused on drafts, credit notes and closed periods.
    """
    if wrong := rules.faults_in_money_by_hand(on=on, today=queries.local_day(at)):
        raise Malformed(wrong)
    source = (SourceKind.HAND.value, str(key))
    return settle_invoice(
        invoice_id=invoice_id, amount=amount, on=on, source=source, by=by, at=at, account=account
    )


def take_back_payment(*, key: UUID, on: date, reason: str, by: Actor, at: datetime) -> Settlement:
    """A payment by hand was a mistake: post its mirror, once. Raises Missing, Malformed without a reason."""
    return unsettle_invoice(source=(SourceKind.HAND.value, str(key)), on=on, reason=reason, by=by, at=at)


@transaction.atomic
def pay_out(*, invoice_id: UUID, amount: int, on: date, key: UUID, by: Actor, at: datetime) -> Settlement:
    """Write down that money went back to the member from the bank account. Once per ``key``.

    No more than was paid too much, so that what pays the invoice stays: what is to go back of a fee that was
    right to pay is credited first. Raises Missing, Malformed and Refused.
    """
    if wrong := rules.faults_in_money_by_hand(on=on, today=queries.local_day(at)):
        raise Malformed(wrong)
    source = (SourceKind.HAND_BACK.value, str(key))
    lock_invoice(invoice_id)
    if book_queries.voucher_of(source) is None:
        available = max(-queries.balance_of(invoice_id), 0)
        refuse_if(rules.obstacles_to_paying_out(available=available, amount=amount))
    return refund_invoice(invoice_id=invoice_id, amount=amount, on=on, source=source, by=by, at=at)
