"""What is certain settles itself; the rest goes to the queue. One transaction for each payment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from billing.bank import queries, rules
from billing.bank.actions import money
from billing.bank.enums import FileState, MatchKind, PaymentState
from billing.bank.events import BankFileDone, BankPaymentMatched
from billing.bank.models import BankFile, BankPayment, Match
from billing.invoices import actions as invoices
from billing.invoices import queries as invoice_queries
from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, Obstacle, Refused

CHUNK = 200


def carry_on(*, file_id: UUID, by: Actor, at: datetime) -> BankFile:
    """Look at whatever is left of a file, then end it. Safe at any time, by many, killed half-way or not.

    The book is read once for many payments and held against the invoice's own row before anything is
    settled, so two payments of one invoice at once settle it once, and the other waits.
    """
    while True:
        new = BankPayment.objects.filter(file=file_id, state=PaymentState.NEW.value).order_by("sequence")
        chunk = list(new[:CHUNK])
        if not chunk:
            return _end(file_id, by=by, at=at)
        against = queries.book(queries.seen_of(one) for one in chunk)
        for one in chunk:
            _look_at(one.pk, against, by=by, at=at)


@transaction.atomic
def _look_at(payment_id: UUID, against: rules.Book, *, by: Actor, at: datetime) -> None:
    held = money.hold_payment(payment_id)
    if held.state != PaymentState.NEW:
        return
    verdict = rules.judge(queries.seen_of(held), against)
    waits = verdict.waits
    try:
        with transaction.atomic():
            if verdict.certain is not None and _settle(held, verdict.certain, against, by=by, at=at):
                against.take(verdict.certain.parts)
                return
            if verdict.certain is not None:
                # Somebody else paid it meanwhile: look again at how it stands now.
                waits = rules.judge(queries.seen_of(held), queries.book([queries.seen_of(held)])).waits
            money.arrive(held, by=by, at=at)
    except Refused as refused:  # an account is closed to entries: the treasurer reads which
        waits = refused.obstacles[0]
        held = money.hold_payment(payment_id)
    waits = waits or Obstacle("billing.bank.waits_several")
    money.leave(held, held.left, waits=[waits.to_json()])


def _settle(
    held: BankPayment, certain: rules.Suggestion, against: rules.Book, *, by: Actor, at: datetime
) -> bool:
    """Settle what is certain, when every invoice still owes what it did."""
    for invoice_id, _ in sorted(certain.parts):
        invoices.lock_invoice(invoice_id)
        if invoice_queries.balance_of(invoice_id) != against.open[invoice_id]:
            return False
    for no, (invoice_id, amount) in enumerate(sorted(certain.parts), 1):
        match = Match(
            payment=held, kind=MatchKind.INVOICE.value, invoice_id=invoice_id, amount=amount,
            on=queries.bookable(held.on), is_direct=True, is_automatic=True,
            because=[one.to_json() for one in certain.because], request=uuid5(held.pk, "certain"), no=no,
            by_name=by.name, at=at,
        )  # fmt: skip
        money.settle(match, held, by=by, at=at)
    for invoice_id, amount in sorted(certain.parts):
        number = against.by_id[invoice_id].number
        fact = BankPaymentMatched(subject=invoice_id, number=number, amount=amount, is_automatic=True)
        record(fact, by=by, at=at)
    return True


@transaction.atomic
def _end(file_id: UUID, *, by: Actor, at: datetime) -> BankFile:
    found = BankFile.objects.select_for_update().filter(pk=file_id).first()
    if found is None:
        raise Missing
    if found.state != FileState.BOOKING:
        return found
    found.state, found.done_at = FileState.DONE.value, at
    found.save(update_fields=["state", "done_at"])
    told = queries.progress(found)
    fact = BankFileDone(subject=found.pk, matched=told["matched"], waiting=told["waiting"])
    record(fact, by=by, at=at)
    return found
