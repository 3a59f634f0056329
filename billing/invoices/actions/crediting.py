"""What is wrong is credited, what cannot be had is written off by a decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from billing.books import actions as books
from billing.books import queries as book_queries
from billing.books.models import Voucher
from billing.invoices import queries, rules
from billing.invoices.actions.following import follow_fees_soon
from billing.invoices.actions.issuing import SERIES, give_number, post_invoice
from billing.invoices.actions.locks import lock_invoice
from billing.invoices.actions.sending import order_first_letter
from billing.invoices.enums import InvoiceKind, SourceKind, Vat
from billing.invoices.events import InvoiceCredited, InvoiceWrittenOff
from billing.invoices.models import Invoice, Line
from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Obstacle, refuse_if

ORIGIN = "credit"


@transaction.atomic
def credit_invoice(
    *,
    invoice_id: UUID,
    reason: str,
    on: date,
    key: str,
    by: Actor,
    at: datetime,
    lines: Mapping[int, int] | None = None,
) -> Invoice:
    """Issue a credit note on an invoice: all that is left of it, or of some lines (line number → net in öre).

    Once per ``key``. What was paid already becomes the member's own money on 2420, to pay back or to use for
    another invoice. Raises Missing, Malformed without a reason, Refused when that much is not left.
    """
    if not reason.strip():
        raise Malformed({"reason": [Obstacle("platform.kernel.field_required")]})
    if lines is not None and (not lines or any(net <= 0 for net in lines.values())):
        raise Malformed({"lines": [Obstacle("billing.invoices.error_no_lines")]})
    credited = lock_invoice(invoice_id)
    before = queries.invoice_of_origin((ORIGIN, key))
    if before is not None:
        return before
    left, tax_left = queries.net_left(credited), queries.vat_left(credited)
    wanted = dict(lines) if lines is not None else {no: net for no, net in left.items() if net}
    refuse_if(
        rules.obstacles_to_crediting(
            kind=credited.kind,
            state=credited.state,
            number=str(credited.number or ""),
            left=left,
            wanted=wanted,
        )
    )
    note = _write_note(credited, wanted, left, tax_left, reason=reason.strip(), key=key, at=at)
    owed = queries.balance_of(credited.pk)
    note.due_on = on
    give_number(note, buyer=_as_then(credited), terms=queries.terms(), on=on, at=at)
    post_invoice(note, before=owed, by=by, at=at)
    order_first_letter(note, by=by, at=at)
    follow_fees_soon(credited.member_id)
    fact = InvoiceCredited(
        subject=credited.pk,
        number=str(credited.number),
        credit_note=str(note.number),
        total=note.total,
        reason=note.reason,
    )
    record(fact, by=by, at=at)
    return note


def _write_note(
    credited: Invoice,
    wanted: Mapping[int, int],
    left: Mapping[int, int],
    tax_left: Mapping[int, int],
    *,
    reason: str,
    key: str,
    at: datetime,
) -> Invoice:
    """A draft of the note. The last of a line takes what VAT is left of it, so that no öre stays behind."""
    taken = [
        Line(
            no=line.no,
            text_sv=line.text_sv,
            text_en=line.text_en,
            detail_sv=line.detail_sv,
            detail_en=line.detail_en,
            quantity=1,
            unit_price=wanted[line.no],
            net=wanted[line.no],
            vat_treatment=line.vat_treatment,
            vat=tax_left[line.no]
            if wanted[line.no] == left[line.no]
            else min(rules.vat_on(wanted[line.no], Vat(line.vat_treatment)), tax_left[line.no]),
            account=line.account,
        )
        for line in credited.lines.all()
        if line.no in wanted
    ]
    sums = rules.sums_of((Vat(one.vat_treatment), one.net, one.vat) for one in taken)
    note = Invoice.objects.create(
        kind=InvoiceKind.CREDIT_NOTE.value,
        member=credited.member,
        origin_kind=ORIGIN,
        origin_id=key,
        credits=credited,
        reason=reason,
        fee_class=credited.fee_class,
        period_from=credited.period_from,
        period_to=credited.period_to,
        language=credited.language,
        decision=credited.decision,
        citation_sv=credited.citation_sv,
        citation_en=credited.citation_en,
        vat_decision=credited.vat_decision,
        vat_citation_sv=credited.vat_citation_sv,
        vat_citation_en=credited.vat_citation_en,
        net=sums.net,
        vat=sums.vat,
        total=sums.total,
        created_at=at,
    )
    for one in taken:
        one.invoice = note
    Line.objects.bulk_create(taken)
    return note


def _as_then(credited: Invoice) -> rules.Party:
    return rules.Party(**credited.buyer)


@transaction.atomic
def write_off(*, invoice_id: UUID, decision: UUID, on: date, by: Actor, at: datetime) -> Voucher:
    """Give up what is open by a decision, once per invoice and decision: 6351, and the VAT that it bore.

    Raises Missing, and Refused when nothing is open or there is no such standing decision.
    """
    invoice = lock_invoice(invoice_id)
    source = (SourceKind.WRITE_OFF.value, f"{invoice.pk}:{decision}")
    before = book_queries.voucher_of(source)
    if before is not None:
        return before
    owed = queries.balance_of(invoice.pk)
    refuse_if(
        rules.obstacles_to_writing_off(
            kind=invoice.kind,
            state=invoice.state,
            number=str(invoice.number or ""),
            balance=owed,
            is_decided=queries.is_standing_decision(decision),
        )
    )
    sums = rules.sums_of((Vat(one.vat_treatment), one.net, one.vat) for one in invoice.lines.all())
    posted = books.post_voucher(
        series=SERIES,
        on=on,
        text=f"Avskrivning av faktura {invoice.number} {invoice.member.name}",
        text_en=f"Write-off of invoice {invoice.number} {invoice.member.name}",
        entries=[
            *rules.postings_on_invoice(
                invoice=invoice.pk, member=invoice.member_id, before=owed, change=-owed
            ),
            *rules.postings_of_loss(owed, sums),
        ],
        source=source,
        by=by,
        at=at,
    )
    follow_fees_soon(invoice.member_id)
    fact = InvoiceWrittenOff(
        subject=invoice.pk,
        number=str(invoice.number),
        amount=owed,
        decision=str(decision),
        voucher=str(posted),
    )
    record(fact, by=by, at=at)
    return posted
