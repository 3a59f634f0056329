"""What a member paid too much: used for another invoice, or paid back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from billing.bank import queries, rules
from billing.bank.enums import SourceKind
from billing.books import queries as book_queries
from billing.books.models import Voucher
from billing.invoices import actions as invoices
from billing.invoices import queries as invoice_queries
from kernel.actor import Actor
from kernel.errors import refuse_if


@transaction.atomic
def return_credit(
    *, invoice_id: UUID, amount: int, on: date, request: UUID, by: Actor, at: datetime
) -> Voucher:
    """Book that so much of what was paid too much on an invoice went back from the bank account.

    Once per ``request``; no more than the member's own money, so what pays the invoice stays. Raises Missing,
    Malformed, Refused.
    """
    source = (SourceKind.CREDIT_BACK.value, str(request))
    invoices.lock_invoice(invoice_id)
    if book_queries.voucher_of(source) is None:
        available = max(-invoice_queries.balance_of(invoice_id), 0)
        refuse_if(rules.obstacles_to_returning_credit(amount=amount, available=available))
    done = invoices.refund_invoice(
        invoice_id=invoice_id, amount=amount, on=queries.bookable(on), source=source, by=by, at=at
    )
    return done.voucher


@transaction.atomic
def move_credit(
    *, from_invoice: UUID, to_invoice: UUID, amount: int, on: date, request: UUID, by: Actor, at: datetime
) -> Voucher:
    """Use it for another invoice of the member; once per ``request``. Raises Missing, Malformed, Refused."""
    return invoices.move_overpayment(
        from_invoice=from_invoice, to_invoice=to_invoice, amount=amount, on=queries.bookable(on),
        key=str(request), by=by, at=at,
    )  # fmt: skip
