"""Lists of invoices as the treasurer asks for them, and everything that happened to one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from billing.books import queries as books
from billing.invoices import rules
from billing.invoices.enums import InvoiceKind, InvoiceState, SourceKind, Standing
from billing.invoices.models import Invoice, Sending
from billing.invoices.queries.owing import (
    Invoices,
    InvoiceTotals,
    OwedInvoice,
    invoice,
    invoices,
    of_standing,
    standing,
    totals,
    vouchers_about,
)
from notices.enums import LetterState

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody looks for; what is empty narrows nothing.

    ``is_unsent``: no letter was taken. ``is_unreached``: neither was one taken nor does one wait.
    """

    q: str = ""
    standing: str = ""
    kind: str = ""
    fee_class: str = ""
    is_unsent: bool = False
    is_unreached: bool = False
    member: UUID | None = None
    page: int = 1


@dataclass(frozen=True)
class Found:
    """An invoice and how it stands today."""

    invoice: OwedInvoice
    standing: Standing | None  # a credit note stands in no way: it is taken off its invoice


@dataclass(frozen=True)
class InvoicePage:
    """One page of them; the totals are of all that were found."""

    rows: list[Found]
    page: int
    pages: int
    totals: InvoiceTotals


@dataclass(frozen=True)
class Happening:
    """Something that happened to an invoice. ``amount`` is what it owes more or, below zero, less.

    ``hand`` is the key of a payment that was written down by hand and still stands.
    """

    on: date
    kind: str
    text: str
    text_en: str
    voucher: str
    voucher_id: UUID
    amount: int
    hand: UUID | None = None


def page_of_invoices(wish: Wish, *, today: date) -> InvoicePage:
    """Those that answer to all of the wish, the newest first. A page past the last is the last."""
    wanted = _wanted(wish, today=today)
    told = totals(wanted, today=today)
    pages = max(1, -(-wanted.count() // PAGE))
    page = min(wish.page, pages)
    rows = wanted.order_by("-issued_on", "-number", "-created_at")[(page - 1) * PAGE : page * PAGE]
    return InvoicePage([_stands(one, today) for one in rows], page, pages, told)


@dataclass(frozen=True)
class Counts:
    """Invoices that want the treasurer: drafts, paid too much, and issued without reaching anybody.

    ``overpaid_sum`` is what was paid too much, in öre.
    """

    drafts: int
    overpaid: int
    overpaid_sum: int
    unreached: int


def counts(*, today: date) -> Counts:
    """How many want the treasurer today."""
    balances = _wanted(Wish(standing=Standing.OVERPAID.value), today=today).values_list("balance", flat=True)
    return Counts(
        drafts=_wanted(Wish(standing=Standing.DRAFT.value), today=today).count(),
        overpaid=len(balances),
        overpaid_sum=-sum(balances),
        unreached=_wanted(Wish(is_unreached=True), today=today).count(),
    )


def found(invoice_id: UUID, *, today: date) -> Found:
    """One of them, with its lines; Missing where there is none."""
    return _stands(invoice(invoice_id), today)


def issued_to(member_id: UUID, *, today: date) -> list[Found]:
    """All that was issued to a member, the newest first."""
    issued = invoices().filter(member=member_id, state=InvoiceState.ISSUED.value)
    return [_stands(one, today) for one in issued.order_by("-issued_on", "-number")]


def _stands(one: OwedInvoice, today: date) -> Found:
    is_note = one.kind == InvoiceKind.CREDIT_NOTE and one.state == InvoiceState.ISSUED
    return Found(one, None if is_note else standing(one, today=today))


def _wanted(wish: Wish, *, today: date) -> Invoices:
    found = invoices()
    for word in wish.q.split()[:8]:
        bare = word.replace("-", "")
        found = found.filter(
            Q(number__startswith=word) | Q(ocr=word) | Q(member__name__icontains=word)
            | Q(member__number=word) | Q(member__org_number__icontains=word)
            | Q(member__org_number__icontains=f"{bare[:6]}-{bare[6:]}" if bare.isdigit() else word)
        )  # fmt: skip
    if wish.kind:
        found = found.filter(kind=wish.kind)
    if wish.fee_class:
        found = found.filter(fee_class=wish.fee_class)
    if wish.member is not None:
        found = found.filter(member=wish.member)
    if wish.is_unsent:
        sent = Sending.objects.filter(invoice=OuterRef("pk"), state=LetterState.SENT.value)
        found = found.filter(~Exists(sent), state=InvoiceState.ISSUED.value)
    if wish.is_unreached:
        on_its_way = Sending.objects.filter(invoice=OuterRef("pk")).exclude(state=LetterState.FAILED.value)
        found = found.filter(~Exists(on_its_way), state=InvoiceState.ISSUED.value)
    if wish.standing:
        found = of_standing(found, Standing(wish.standing), today=today)
    return found


def classes_billed() -> list[str]:
    """The classes that somebody has been billed by."""
    billed = Invoice.objects.exclude(fee_class="").order_by("fee_class")
    return list(billed.values_list("fee_class", flat=True).distinct())


def history(invoice_id: UUID) -> list[Happening]:
    """Every voucher about an invoice, in order."""
    found = []
    vouchers = list(vouchers_about(invoice_id).order_by("posted_at", "number"))
    undone = {one.reverses_id for one in vouchers}
    for voucher in vouchers:
        about = [entry for entry in voucher.entries.all() if entry.about == invoice_id]
        change = sum(entry.amount for entry in about if entry.account_id in rules.OWED)
        is_hand = voucher.source_kind == SourceKind.HAND.value and voucher.pk not in undone
        hand = UUID(voucher.source_id) if is_hand else None
        found.append(
            Happening(
                voucher.date, voucher.source_kind, voucher.text, books.english_of(voucher),
                str(voucher), voucher.pk, change, hand,
            )
        )  # fmt: skip
    return found
