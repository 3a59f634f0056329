"""From draft to issued: the number, the day, the reference and the voucher in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from billing.books import actions as books
from billing.books.models import Voucher
from billing.invoices import queries, rules
from billing.invoices.actions.following import follow_fees_soon
from billing.invoices.actions.locks import lock_invoice
from billing.invoices.actions.sending import order_first_letter
from billing.invoices.enums import InvoiceKind, InvoiceState, SourceKind, Vat
from billing.invoices.events import InvoiceIssued
from billing.invoices.models import Invoice, Line
from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Missing, Obstacle, Refused, refuse_if
from tenants.members.models import Member

SERIES = "F"
NUMBERS = "#"
"""The counter of invoices' serial numbers; not a letter, so no voucher ever has it as its series."""


@dataclass(frozen=True, kw_only=True)
class NewInvoice:
    """What a draft begins as. ``origin`` names what it is made for and makes it once."""

    member: UUID
    origin: tuple[str, str]
    lines: Sequence[rules.NewLine]
    period: tuple[date, date] | None = None
    decision: UUID | None = None
    vat_decision: UUID | None = None
    terms_days: int | None = None
    fee_class: str = ""


@transaction.atomic
def draft_invoice(new: NewInvoice, *, at: datetime) -> Invoice:
    """Make a draft, once per origin: the same origin again gives what is there, drafted or issued.

    Nothing of it is in the books and it has no number, so it is no fact yet and none is recorded. Raises
    Malformed with every line that cannot be, Missing where there is no such member.
    """
    before = queries.invoice_of_origin(new.origin)
    if before is not None:
        return before
    member = Member.objects.filter(pk=new.member).first()
    if member is None:
        raise Missing
    draft, is_new = Invoice.objects.get_or_create(
        origin_kind=new.origin[0],
        origin_id=new.origin[1],
        defaults={"kind": InvoiceKind.INVOICE.value, "created_at": at, **_values(new, member)},
    )
    if is_new:
        write_lines(draft, new.lines)
    return draft


@transaction.atomic
def change_draft(*, invoice_id: UUID, new: NewInvoice, at: datetime) -> Invoice:
    """Write a draft anew: another buyer, other lines, other terms. The origin stays what it was.

    Raises Missing, Malformed as :func:`draft_invoice`, and Refused once it is issued: credit it instead.
    """
    draft = lock_invoice(invoice_id)
    if draft.state == InvoiceState.ISSUED:
        raise Refused([Obstacle("billing.invoices.obstacle_issued", {"number": draft.number})])
    member = Member.objects.filter(pk=new.member).first()
    if member is None:
        raise Missing
    for name, value in _values(new, member).items():
        setattr(draft, name, value)
    draft.created_at = at
    draft.lines.all().delete()
    write_lines(draft, new.lines)
    draft.save()
    return draft


def _values(new: NewInvoice, member: Member) -> dict[str, Any]:
    """What a draft says. Raises Malformed with every line that cannot be."""
    if faults := rules.faults_in_lines(new.lines):
        raise Malformed(faults)
    about, about_vat = queries.citation(new.decision), queries.citation(new.vat_decision)
    sums = rules.sums_of((one.vat, one.net, one.vat_amount) for one in new.lines)
    return {
        "member": member,
        "period_from": new.period[0] if new.period else None,
        "period_to": new.period[1] if new.period else None,
        "decision": new.decision,
        "citation_sv": about.sv,
        "citation_en": about.en,
        "vat_decision": new.vat_decision,
        "vat_citation_sv": about_vat.sv,
        "vat_citation_en": about_vat.en,
        "terms_days": new.terms_days,
        "language": queries.billing_details(member).language,
        "fee_class": new.fee_class,
        "net": sums.net,
        "vat": sums.vat,
        "total": sums.total,
    }


def write_lines(draft: Invoice, lines: Sequence[rules.NewLine], *, numbers: Sequence[int] = ()) -> None:
    """Write the lines of a draft; ``numbers`` where they are another invoice's own."""
    Line.objects.bulk_create(
        Line(
            invoice=draft,
            no=no,
            text_sv=one.text_sv.strip(),
            text_en=one.text_en.strip(),
            detail_sv=one.detail_sv.strip(),
            detail_en=one.detail_en.strip(),
            quantity=one.quantity,
            unit_price=one.unit_price,
            net=one.net,
            vat_treatment=one.vat.value,
            vat=one.vat_amount,
            account=one.account,
        )
        for no, one in zip(numbers or range(1, len(lines) + 1), lines, strict=True)
    )


@transaction.atomic
def issue_invoice(*, invoice_id: UUID, on: date, by: Actor, at: datetime) -> Invoice:
    """Give a draft its number and reference, take seller and buyer as they are today, and post it.

    The letter with it is asked for in the same transaction. Issuing again changes nothing and gives the
    invoice. Raises Missing, and Refused with everything that it lacks; then no number is taken.
    """
    draft = lock_invoice(invoice_id)
    if draft.state == InvoiceState.ISSUED:
        return draft
    if draft.kind == InvoiceKind.CREDIT_NOTE:
        raise Refused([Obstacle("billing.invoices.obstacle_is_a_credit_note", {"number": ""})])
    terms, buyer = queries.terms(), queries.buyer_of(draft.member)
    refuse_if(rules.obstacles_to_issuing(total=draft.total, buyer=buyer, terms=terms, has_vat=draft.vat > 0))
    draft.due_on = on + timedelta(days=draft.terms_days or terms.terms_days)
    give_number(draft, buyer=buyer, terms=terms, on=on, at=at)
    posted = post_invoice(draft, before=0, by=by, at=at)
    order_first_letter(draft, by=by, at=at)
    follow_fees_soon(draft.member_id)
    fact = InvoiceIssued(
        subject=draft.pk,
        number=str(draft.number),
        member=draft.member.number,
        total=draft.total,
        voucher=str(posted),
    )
    record(fact, by=by, at=at)
    return draft


def give_number(draft: Invoice, *, buyer: rules.Party, terms: rules.Terms, on: date, at: datetime) -> None:
    """Finalise: the next serial of the fiscal year, held until the end; currency and parties as they are."""
    year = books.fiscal_year(on)
    draft.year, draft.serial = year, books.next_in_series(year, NUMBERS)
    draft.number = rules.number_of(year.name, draft.serial)
    if draft.kind == InvoiceKind.INVOICE:
        draft.ocr = rules.reference_of(draft.number, terms)
    draft.currency = terms.currency
    draft.pay_mark = secrets.token_hex(16)
    draft.state = InvoiceState.ISSUED.value
    draft.issued_on, draft.issued_at = on, at
    draft.seller, draft.buyer = terms.seller.to_json(), buyer.to_json()
    draft.save()


def post_invoice(issued: Invoice, *, before: int, by: Actor, at: datetime) -> Voucher:
    """Post an invoice, or a credit note on the invoice that it credits; ``before`` is what that one owed."""
    is_credit = issued.kind == InvoiceKind.CREDIT_NOTE
    sign = 1 if is_credit else -1
    lines = [(one.account, Vat(one.vat_treatment), one.net, one.vat) for one in issued.lines.all()]
    owed = rules.postings_on_invoice(
        invoice=issued.credits_id or issued.pk,
        member=issued.member_id,
        before=before,
        change=-sign * issued.total,
    )
    what, what_en = ("Kreditfaktura", "Credit note") if is_credit else ("Faktura", "Invoice")
    return books.post_voucher(
        series=SERIES,
        on=issued.issued_on or at.date(),
        text=f"{what} {issued.number} {issued.member.name}",
        text_en=f"{what_en} {issued.number} {issued.member.name}",
        entries=[*owed, *rules.postings_of_income(lines, sign=sign)],
        source=(SourceKind.INVOICE.value, str(issued.pk)),
        by=by,
        at=at,
    )


@transaction.atomic
def discard_draft(*, invoice_id: UUID) -> None:
    """Take a draft away; it was nothing yet. Refused once it is issued; again is no error."""
    found = Invoice.objects.select_for_update().filter(pk=invoice_id).first()
    if found is None:
        return
    if found.state == InvoiceState.ISSUED:
        raise Refused([Obstacle("billing.invoices.obstacle_issued", {"number": found.number})])
    found.delete()
