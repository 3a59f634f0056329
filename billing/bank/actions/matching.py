"""What a payment was for, said by a person, and taken back by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.bank import queries, rules
from billing.bank.actions import money
from billing.bank.enums import MatchKind
from billing.bank.events import BankMatchUndone, BankPaymentMatched
from billing.bank.models import BankPayment, Match
from billing.books import actions as books
from billing.books import queries as book_queries
from billing.invoices import actions as invoices
from billing.invoices.models import Invoice
from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Missing, Obstacle, refuse_if


@transaction.atomic
def match_payment(
    *, payment_id: UUID, parts: Sequence[tuple[UUID, int]], request: UUID, by: Actor, at: datetime
) -> BankPayment:
    """Say which invoices a payment was for, and how much (öre) of it each gets; once per ``request``.

    What an invoice does not need stays the member's own money on 2420. A payment that the bank took back has
    amounts below zero and opens its invoice again. Raises Missing, Malformed without parts, and Refused when
    more than is left is given away, or an invoice cannot be paid.
    """
    if not parts or any(amount == 0 for _, amount in parts) or len({one for one, _ in parts}) < len(parts):
        raise Malformed({"parts": [Obstacle("billing.bank.error_parts")]})
    held = money.hold_payment(payment_id)
    if money.asked_before(request) is not None:
        return held
    money.refuse_placing(held, [amount for _, amount in parts])
    numbers = dict(Invoice.objects.filter(pk__in=[one for one, _ in parts]).values_list("pk", "number"))
    if len(numbers) < len(parts):
        raise Missing
    money.arrive(held, by=by, at=at)
    for no, (invoice_id, amount) in enumerate(sorted(parts), 1):
        match = Match(
            payment=held, kind=MatchKind.INVOICE.value, invoice_id=invoice_id, amount=amount,
            on=queries.bookable(held.on), request=request, no=no, by_name=by.name, at=at,
        )  # fmt: skip
        money.settle(match, held, by=by, at=at)
    for invoice_id, amount in sorted(parts):
        number = str(numbers[invoice_id])
        fact = BankPaymentMatched(subject=invoice_id, number=number, amount=amount, is_automatic=False)
        record(fact, by=by, at=at)
    return held


@transaction.atomic
def undo_match(*, match_id: UUID, reason: str, by: Actor, at: datetime) -> BankPayment:
    """Take back what a payment was said to be; its money is on 2499 again and waits in the queue.

    The vouchers are reversed on the match's own day, so that no day shows what was wrong. Undone again it
    stays undone. Raises Missing, Malformed without a reason, and Refused when that day lies in closed books.
    """
    if not reason.strip():
        raise Malformed({"reason": [Obstacle("platform.kernel.field_required")]})
    payment_id = Match.objects.filter(pk=match_id).values_list("payment", flat=True).first()
    if payment_id is None:
        raise Missing
    held = money.hold_payment(payment_id)
    match = Match.objects.select_for_update().get(pk=match_id)
    if match.undone_at is not None:
        return held
    refuse_if(rules.obstacles_to_undoing(on=match.on, closed_through=book_queries.closed_through()))
    if match.kind == MatchKind.INVOICE:
        invoices.unsettle_invoice(
            source=money.source_of(match), on=match.on, reason=reason.strip(), by=by, at=at
        )
    elif match.voucher is not None:
        wrong = book_queries.voucher(match.voucher)
        books.reverse_voucher(
            voucher_id=wrong.pk, on=match.on, text=f"Rättelse av {wrong}", text_en=f"Correction of {wrong}",
            by=by, at=at,
        )  # fmt: skip
    match.undone_at, match.undone_by, match.undone_because = at, by.name, reason.strip()[:300]
    match.save(update_fields=["undone_at", "undone_by", "undone_because"])
    money.leave(
        held,
        held.left + match.amount,
        waits=[Obstacle("billing.bank.waits_undone", {"reason": reason}).to_json()],
    )
    if match.is_direct:
        money.arrive(held, on=match.on, by=by, at=at)
    record(BankMatchUndone(subject=held.pk, amount=match.amount, reason=reason.strip()), by=by, at=at)
    return held
