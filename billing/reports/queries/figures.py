"""What the books and the invoices say, row by row. A few queries each, however many rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from billing.books import queries as books
from billing.books.models import Account, Entry, FiscalYear, Voucher
from billing.invoices import queries as invoices
from billing.invoices.enums import InvoiceKind, InvoiceState
from billing.invoices.models import Invoice
from billing.invoices.rules import OWED
from billing.reports import rules
from billing.reports.rules import Balance, Change, InvoiceRow, MonthFigures, PaymentRow, Sums
from tenants.members.models import Member


@dataclass(frozen=True)
class Moved:
    """What one voucher did to what is owed about one invoice."""

    voucher: Voucher
    about: UUID | None
    party: UUID | None
    amount: int
    what: Change
    money: int | None  # the account of money on its other side


@dataclass(frozen=True)
class Overview:
    """How a year's invoices stand today, class by class, and the year month by month."""

    year: FiscalYear
    classes: list[rules.ClassFigures]
    months: list[MonthFigures]


def moves(*, to_date: date | None = None, about: set[UUID] | None = None) -> Iterator[Moved]:
    """Everything that changed what a member owes, in order. Two queries."""
    owed = Entry.objects.filter(account__in=OWED)
    if to_date is not None:
        owed = owed.filter(voucher__date__lte=to_date)
    if about is not None:
        owed = owed.filter(about__in=about)
    accounts: dict[UUID, list[int]] = defaultdict(list)
    beside = Entry.objects.filter(voucher__in=owed.order_by().values("voucher")).exclude(account__in=OWED)
    for voucher_id, account in beside.order_by("pk").values_list("voucher", "account"):
        accounts[voucher_id].append(account)
    sums: dict[tuple[UUID, UUID | None, UUID | None], int] = {}
    vouchers: dict[UUID, Voucher] = {}
    ordered = owed.select_related("voucher").order_by(
        "voucher__date", "voucher__posted_at", "voucher__number", "pk"
    )
    for entry in ordered:
        vouchers[entry.voucher_id] = entry.voucher
        key = (entry.voucher_id, entry.about, entry.party)
        sums[key] = sums.get(key, 0) + entry.amount
    for (voucher_id, of, party), amount in sums.items():
        voucher, others = vouchers[voucher_id], accounts[voucher_id]
        money = next((one for one in others if one in rules.MONEY), None)
        yield Moved(voucher, of, party, amount, rules.change_of(voucher.source_kind, others, amount), money)


def invoice_rows(
    *, today: date, from_date: date | None = None, to_date: date | None = None
) -> list[InvoiceRow]:
    """Invoices and credit notes issued in a period, in the order of their numbers, as they stand today."""
    issued = invoices.invoices().filter(state=InvoiceState.ISSUED.value)
    if from_date is not None:
        issued = issued.filter(issued_on__gte=from_date)
    if to_date is not None:
        issued = issued.filter(issued_on__lte=to_date)
    found = list(issued.order_by("year__from_date", "serial"))
    sums: dict[UUID | None, Sums] = defaultdict(Sums)
    for one in moves(about={one.pk for one in found}):
        sums[one.about].take(one.what, one.amount)
    return [_invoice_row(one, sums, today) for one in found]


def _invoice_row(one: invoices.OwedInvoice, sums: dict[UUID | None, Sums], today: date) -> InvoiceRow:
    assert one.number is not None  # issued: a constraint
    assert one.issued_on is not None
    assert one.due_on is not None
    is_note = one.kind == InvoiceKind.CREDIT_NOTE
    sign = -1 if is_note else 1
    return InvoiceRow(
        id=one.pk,
        kind=one.kind,
        number=one.number,
        issued_on=one.issued_on,
        due_on=one.due_on,
        member_number=one.member.number,
        member_name=one.member.name,
        org_number=one.member.org_number,
        fee_class=one.fee_class,
        ocr=one.ocr,
        credits_number=str(one.credits.number) if one.credits else "",
        net=sign * one.net,
        vat=sign * one.vat,
        total=sign * one.total,
        sums=Sums() if is_note else sums[one.pk],
        standing=None if is_note else invoices.standing(one, today=today),
        is_late=one.due_on < today,
    )


def payment_rows(*, from_date: date | None = None, to_date: date | None = None) -> list[PaymentRow]:
    """Money on invoices in a period, by day; what was bounced or paid back is below zero."""
    paid = [
        one
        for one in moves(to_date=to_date)
        if one.what is Change.PAID and (from_date is None or one.voucher.date >= from_date)
    ]
    numbers = dict(Invoice.objects.exclude(number=None).order_by().values_list("pk", "number"))
    members = Member.objects.in_bulk({one.party for one in paid if one.party})
    chart = Account.objects.in_bulk()
    rows = []
    for one in paid:
        member = members.get(one.party) if one.party else None
        account = chart[one.money or 0]
        rows.append(
            PaymentRow(
                on=one.voucher.date,
                voucher=str(one.voucher),
                amount=-one.amount,
                account=account.number,
                account_sv=account.name_sv,
                account_en=account.name_en,
                invoice=one.about,
                number=str(numbers.get(one.about, "")) if one.about else "",
                member_number=member.number if member else "",
                member_name=member.name if member else "",
                text=one.voucher.text,
                text_en=books.english_of(one.voucher) or one.voucher.text,
            )
        )
    return rows


def balance_rows(*, to_date: date | None = None) -> list[Balance]:
    """Every member that anything has been between, by number, through a day."""
    sums: dict[UUID, Sums] = defaultdict(Sums)
    for one in moves(to_date=to_date):
        if one.party is not None:
            sums[one.party].take(one.what, one.amount)
    members = Member.objects.filter(pk__in=sums).order_by("number")
    return [
        Balance(member=one.pk, number=one.number, name=one.name, org_number=one.org_number, sums=sums[one.pk])
        for one in members
    ]


def overview(year: FiscalYear, *, today: date) -> Overview:
    """The invoices issued in the year, and what happened month by month, through today."""
    rows = invoice_rows(today=today, from_date=year.from_date, to_date=year.to_date)
    last = max(min(today, year.to_date), year.from_date)
    opening, months = 0, dict[tuple[int, int], Sums]()
    for one in moves(to_date=year.to_date):
        on = one.voucher.date
        if on < year.from_date:
            opening += one.amount
            continue
        last = max(last, on)
        months.setdefault((on.year, on.month), Sums()).take(one.what, one.amount)
    told = rules.by_month(months, opening=opening, first=year.from_date, last=last)
    return Overview(year, rules.by_class(rows), told)
