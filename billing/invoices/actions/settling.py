"""Money in, money back, money out, money moved. Every verb is idempotent on its source and in any order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from billing.books import actions as books
from billing.books import queries as book_queries
from billing.books.enums import Number
from billing.books.models import Voucher
from billing.books.rules import Posting
from billing.invoices import queries, rules
from billing.invoices.actions.following import follow_fees_soon
from billing.invoices.actions.locks import lock_invoice, lock_invoices
from billing.invoices.enums import SourceKind
from billing.invoices.events import (
    InvoiceRefunded,
    InvoiceSettled,
    OverpaymentMoved,
    SettlementTakenBack,
)
from billing.invoices.models import Invoice
from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Missing, Obstacle, refuse_if

SERIES = "B"
OWED = frozenset({Number.RECEIVABLES.value, Number.ADVANCES.value})


@dataclass(frozen=True)
class Settlement:
    """What became of an amount.

    ``applied`` went to what was open (below zero: opened it again), ``over`` to the member's own money on
    2420; the two are the amount. ``balance`` is what the invoice owes now, below zero what it is owed.
    ``is_new`` is false when the source had posted before.
    """

    invoice: Invoice
    voucher: Voucher
    applied: int
    over: int
    balance: int
    is_new: bool


@transaction.atomic
def settle_invoice(
    *,
    invoice_id: UUID,
    amount: int,
    on: date,
    source: tuple[str, str],
    by: Actor,
    at: datetime,
    account: int = Number.BANK,
) -> Settlement:
    """Take in money on an invoice: ``account`` (bank 1930, provider 1580) against what is open.

    What is more than is open becomes the member's own money on 2420, and ``over`` tells it. Idempotent on
    source, one for each payment and invoice: again gives the same answer, with another amount it is refused.
    Raises Missing, Malformed for an amount that is not above zero, and Refused on drafts and credit notes.
    """
    _above_zero(amount)
    invoice = _payable(invoice_id)
    text = _said(invoice, "Betalning av faktura", "Payment of invoice")
    done = _post(invoice, change=-amount, account=account, on=on, text=text, source=source, by=by, at=at)
    if done.is_new:
        record(InvoiceSettled(amount=amount, **_told(done)), by=by, at=at)
    return done


@transaction.atomic
def refund_invoice(
    *,
    invoice_id: UUID,
    amount: int,
    on: date,
    source: tuple[str, str],
    by: Actor,
    at: datetime,
    account: int = Number.BANK,
) -> Settlement:
    """Pay money out to the member: first what was paid too much, then what was paid, which is open again.

    The books tell what happened to the money, so nothing stops a refund that a provider has made. Otherwise
    as :func:`settle_invoice`; ``applied`` and ``over`` are below zero.
    """
    _above_zero(amount)
    invoice = _payable(invoice_id)
    text = _said(invoice, "Återbetalning av faktura", "Repayment of invoice")
    done = _post(invoice, change=amount, account=account, on=on, text=text, source=source, by=by, at=at)
    if done.is_new:
        record(InvoiceRefunded(amount=amount, **_told(done)), by=by, at=at)
    return done


@transaction.atomic
def unsettle_invoice(
    *, source: tuple[str, str], on: date, reason: str, by: Actor, at: datetime
) -> Settlement:
    """Take back what a source settled or refunded: it bounced, was charged back or belongs elsewhere.

    Idempotent: once per source. A source that was taken back stays so; what comes again needs a new source.
    Raises Missing when the source has posted nothing on an invoice, Malformed without a reason.
    """
    if not reason.strip():
        raise Malformed({"reason": [Obstacle("platform.kernel.field_required")]})
    wrong = book_queries.voucher_of(source)
    if wrong is None:
        raise Missing
    about = {one.about for one in wrong.entries.all() if one.account_id in OWED and one.about}
    money = [one for one in wrong.entries.all() if one.account_id not in OWED]
    if len(about) != 1 or len(money) != 1:
        raise Missing
    invoice = lock_invoice(about.pop())
    done = _post(
        invoice,
        change=money[0].amount,
        account=money[0].account_id,
        on=on,
        text=_said(invoice, f"Rättelse av {wrong}, faktura", f"Correction of {wrong}, invoice"),
        source=(SourceKind.TAKEN_BACK.value, ":".join(source)),
        by=by,
        at=at,
        reverses=wrong.pk,
    )
    if done.is_new:
        fact = SettlementTakenBack(amount=money[0].amount, reason=reason.strip(), **_told(done))
        record(fact, by=by, at=at)
    return done


@transaction.atomic
def move_overpayment(
    *, from_invoice: UUID, to_invoice: UUID, amount: int, on: date, key: str, by: Actor, at: datetime
) -> Voucher:
    """Use a member's own money on one invoice for another of its invoices, once per ``key``.

    Raises Refused when it is another member's, or more than the one has or the other needs.
    """
    _above_zero(amount)
    source = (SourceKind.MOVED.value, key)
    held = lock_invoices(from_invoice, to_invoice)
    before = book_queries.voucher_of(source)
    if before is not None:
        return before
    giver, taker = held[from_invoice], held[to_invoice]
    has, needs = queries.balance_of(giver.pk), queries.balance_of(taker.pk)
    refuse_if(
        [
            *_obstacles_to_paying(giver),
            *_obstacles_to_paying(taker),
            *rules.obstacles_to_moving(
                same_member=giver.member_id == taker.member_id,
                available=max(-has, 0),
                needed=max(needs, 0),
                amount=amount,
            ),
        ]
    )
    posted = books.post_voucher(
        series=SERIES,
        on=on,
        text=f"Överbetalning av {giver.number} används till {taker.number} {taker.member.name}",
        text_en=f"Overpayment of {giver.number} used for {taker.number} {taker.member.name}",
        entries=[
            *rules.postings_on_invoice(invoice=giver.pk, member=giver.member_id, before=has, change=amount),
            *rules.postings_on_invoice(
                invoice=taker.pk, member=taker.member_id, before=needs, change=-amount
            ),
        ],
        source=source,
        by=by,
        at=at,
    )
    follow_fees_soon(taker.member_id)
    fact = OverpaymentMoved(
        subject=giver.pk,
        number=str(giver.number),
        to_number=str(taker.number),
        amount=amount,
        voucher=str(posted),
    )
    record(fact, by=by, at=at)
    return posted


def _post(
    invoice: Invoice,
    *,
    change: int,
    account: int,
    on: date,
    text: tuple[str, str],
    source: tuple[str, str],
    by: Actor,
    at: datetime,
    reverses: UUID | None = None,
) -> Settlement:
    """Change what an invoice owes, against an account of money. The invoice is held by the caller.

    ``text`` is Swedish and English.
    """
    before = book_queries.voucher_of(source)
    owed = queries.balance_of(invoice.pk)
    money = Posting(account=account, amount=-change)
    if before is None:
        moved = rules.postings_on_invoice(
            invoice=invoice.pk, member=invoice.member_id, before=owed, change=change
        )
        posted = books.post_voucher(
            series=SERIES, on=on, text=text[0], text_en=text[1], entries=[money, *moved], source=source,
            by=by, at=at, reverses=reverses,
        )  # fmt: skip
        follow_fees_soon(invoice.member_id)
    else:
        posted = before
        refuse_if(_obstacles_to_repeating(before, invoice, money))
    applied = -sum(one.amount for one in posted.entries.all() if one.account_id == Number.RECEIVABLES)
    over = -sum(one.amount for one in posted.entries.all() if one.account_id == Number.ADVANCES)
    balance = owed + (change if before is None else 0)
    return Settlement(invoice, posted, applied, over, balance, before is None)


def _said(invoice: Invoice, sv: str, en: str) -> tuple[str, str]:
    """What happened to which invoice of whom, in Swedish and English."""
    about = f"{invoice.number} {invoice.member.name}"
    return f"{sv} {about}", f"{en} {about}"


def _obstacles_to_repeating(before: Voucher, invoice: Invoice, money: Posting) -> list[Obstacle]:
    """The same source says the same of the same invoice, or something is wrong with the source."""
    same_invoice = {one.about for one in before.entries.all() if one.about} == {invoice.pk}
    same_money = any(
        one.account_id == money.account and one.amount == money.amount for one in before.entries.all()
    )
    if same_invoice and same_money:
        return []
    params = {"voucher": str(before), "source": f"{before.source_kind} {before.source_id}"}
    return [Obstacle("billing.books.obstacle_source_posted_otherwise", params)]


def _payable(invoice_id: UUID) -> Invoice:
    invoice = lock_invoice(invoice_id)
    refuse_if(_obstacles_to_paying(invoice))
    return invoice


def _obstacles_to_paying(invoice: Invoice) -> list[Obstacle]:
    return rules.obstacles_to_paying(kind=invoice.kind, state=invoice.state, number=str(invoice.number or ""))


def _told(done: Settlement) -> dict[str, Any]:
    return {
        "subject": done.invoice.pk,
        "number": str(done.invoice.number),
        "open": done.balance,
        "voucher": str(done.voucher),
    }


def _above_zero(amount: int) -> None:
    if amount <= 0:
        raise Malformed({"amount": [Obstacle("billing.invoices.error_amount", {"amount": amount})]})
