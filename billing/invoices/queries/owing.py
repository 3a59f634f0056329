"""Reads of invoices. What is owed is added up from the books each time; öre everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings as django_settings
from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils.module_loading import import_string

from billing.books import queries as books
from billing.books.models import Entry, Voucher
from billing.invoices import rules
from billing.invoices.enums import InvoiceKind, InvoiceState, SourceKind, Standing
from billing.invoices.models import BillingDetails, Invoice, InvoiceSettings, Line
from kernel import tenancy
from kernel.errors import Missing, Obstacle
from tenants.decisions.enums import EffectKind
from tenants.decisions.models import Decision, Effect
from tenants.members.models import Member
from tenants.networks.rules import ELSEWHERE, country_of

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

_OWED = rules.OWED
_ZERO = Value(0, output_field=IntegerField())


class Owed(TypedDict):
    """What :func:`invoices` adds to each: left to pay (below zero: paid too much), credited, given up."""

    balance: int
    credited: int
    written_off: int


OwedInvoice: TypeAlias = "WithAnnotations[Invoice, Owed]"
Invoices: TypeAlias = "QuerySet[OwedInvoice, OwedInvoice]"


@dataclass(frozen=True)
class StatementRow:
    """One thing that happened between a member and the association.

    ``amount`` above zero is charged, below zero is paid, credited or given up; ``balance`` is what is owed
    after it.
    """

    on: date
    kind: str
    text: str
    text_en: str
    voucher: str
    voucher_id: UUID
    invoice: UUID | None
    number: str
    amount: int
    balance: int

    def text_in(self, lang: str) -> str:
        """What happened, in Swedish or English."""
        return (self.text_en if lang == "en" else "") or self.text


@dataclass(frozen=True)
class Statement:
    """A member's account: below zero the association owes the member."""

    member: Member
    opening: int
    rows: list[StatementRow]
    closing: int


@dataclass(frozen=True)
class InvoiceTotals:
    """What a list of invoices comes to."""

    count: int
    total: int
    open: int
    overdue: int


@dataclass(frozen=True)
class Citation:
    """Where a decision was taken, as an invoice cites it."""

    sv: str
    en: str


def settings() -> InvoiceSettings:
    """What the association's invoices say of it; unsaved and empty before anybody has said anything."""
    found = InvoiceSettings.objects.filter(pk=1).first()
    return found or InvoiceSettings(**beginnings())


def beginnings() -> dict[str, str]:
    """What the settings say before anybody has said anything: name, country, and what is counted in there."""
    network = tenancy.current()
    told = {"seller_name": network.name, "currency": country_of(network.country).currency}
    return told if network.country == ELSEWHERE else {**told, "country": network.country}


def currency() -> str:
    """The code of the currency that the association counts in."""
    found = InvoiceSettings.objects.filter(pk=1).values_list("currency", flat=True).first()
    return found or beginnings()["currency"]


def obstacles_to_another_currency() -> list[Obstacle]:
    """All that is in the way of counting in another currency; nothing while no amount means anything yet."""
    decided = Effect.objects.filter(
        kind=EffectKind.FEES_SET.value, undone_at=None, decision__retracted_at=None
    )
    return rules.obstacles_to_another_currency(
        is_decided=decided.exists(),
        has_invoices=Invoice.objects.exists(),
        has_vouchers=Voucher.objects.exists(),
    )


def terms() -> rules.Terms:
    """The settings in the words of the rules."""
    kept = settings()
    seller = rules.Party(
        name=kept.seller_name or tenancy.current().name,
        org_number=kept.org_number,
        street=kept.street,
        postal_code=kept.postal_code,
        town=kept.town,
        country=kept.country,
        email=kept.email,
        vat_id=kept.vat_id,
        has_f_tax=kept.has_f_tax,
        bankgiro=kept.bankgiro,
        iban=kept.iban,
        bic=kept.bic,
        swish=kept.swish,
    )
    return rules.Terms(
        seller=seller,
        terms_days=kept.terms_days,
        ocr_length_digit=kept.ocr_length_digit,
        currency=kept.currency,
    )


def billing_details(member: Member) -> BillingDetails:
    """Where a member wants its invoices; unsaved and empty when it has not said anything."""
    found: BillingDetails | None = getattr(member, "billing_details", None)
    return found or BillingDetails(member=member, language="sv")


def buyer_of(member: Member) -> rules.Party:
    """The member as an invoice made today shows it: its own wishes first, then the register."""
    wish = billing_details(member)
    return rules.Party(
        name=member.name,
        org_number=member.org_number,
        number=member.number,
        kind=member.kind,
        street=wish.street,
        postal_code=wish.postal_code,
        town=wish.town or member.town,
        email=wish.email or member.invoice_email or member.contact_email,
        reference=wish.reference or member.reference or member.contact_name,
        peppol_id=member.peppol_id,
    )


def invoices() -> Invoices:
    """Every invoice with what is left to pay: ``balance``, ``credited``, ``written_off``; one query."""
    return _with_balance(Invoice.objects.select_related("member", "credits"))


def invoice(invoice_id: UUID) -> OwedInvoice:
    """One of them, with its lines; Missing where there is none."""
    found = invoices().prefetch_related("lines", "credit_notes").filter(pk=invoice_id).first()
    if found is None:
        raise Missing
    return found


def invoice_of_origin(origin: tuple[str, str]) -> Invoice | None:
    """What was made for a reason, if it was."""
    return Invoice.objects.filter(origin_kind=origin[0], origin_id=origin[1]).first()


def invoice_by_ocr(ocr: str) -> OwedInvoice | None:
    """The invoice with this reference, or with this number for payers who typed that. Compare the amount."""
    typed = "".join(ocr.split()).upper()
    if not typed:
        return None
    issued = invoices().filter(kind=InvoiceKind.INVOICE.value, state=InvoiceState.ISSUED.value)
    return issued.filter(ocr=typed).first() or issued.filter(number=typed).first()


def open_invoices(*, member: UUID | None = None, due_before: date | None = None) -> Invoices:
    """Issued invoices with something left to pay, the oldest due first."""
    found = invoices().filter(kind=InvoiceKind.INVOICE.value, state=InvoiceState.ISSUED.value, balance__gt=0)
    if member is not None:
        found = found.filter(member=member)
    if due_before is not None:
        found = found.filter(due_on__lt=due_before)
    return found.order_by("due_on", "number")


def overpaid_invoices(*, member: UUID | None = None) -> Invoices:
    """Invoices that more was paid on than they come to: money to pay back or to use for another."""
    found = invoices().filter(kind=InvoiceKind.INVOICE.value, balance__lt=0)
    return found.filter(member=member) if member is not None else found


def balance_of(invoice_id: UUID) -> int:
    """What is left to pay; below zero it was paid too much."""
    return sum(_balances(invoice_id).values())


def open_amount(invoice_id: UUID) -> int:
    """What is left to pay, never below zero."""
    return max(balance_of(invoice_id), 0)


def balance_of_member(member_id: UUID) -> int:
    """What a member owes in all; below zero the association owes it."""
    rows = Entry.objects.filter(party=member_id, account__in=_OWED)
    return rows.aggregate(total=Sum("amount"))["total"] or 0


def standing(found: OwedInvoice, *, today: date) -> Standing:
    """How an invoice of :func:`invoices` stands."""
    return rules.standing(
        state=found.state,
        total=found.total,
        balance=found.balance,
        credited=found.credited,
        written_off=found.written_off,
        due_on=found.due_on,
        today=today,
    )


def of_standing(found: Invoices, wanted: Standing, *, today: date) -> Invoices:
    """Those of :func:`invoices` that stand so; the same answer as :func:`standing` gives one by one."""
    issued = found.filter(state=InvoiceState.ISSUED.value, kind=InvoiceKind.INVOICE.value)
    paid = F("total") - F("credited") - F("written_off") - F("balance")
    settled = issued.filter(balance=0)
    late = issued.filter(balance__gt=0, due_on__lt=today)
    early = issued.filter(balance__gt=0, due_on__gte=today).annotate(paid=paid)
    given_back = settled.filter(written_off=0, credited__gt=0).annotate(paid=paid).filter(paid=0)
    return {
        Standing.DRAFT: found.filter(state=InvoiceState.DRAFT.value),
        Standing.OVERPAID: issued.filter(balance__lt=0),
        Standing.WRITTEN_OFF: settled.exclude(written_off=0),
        Standing.CREDITED: given_back,
        Standing.PAID: settled.filter(written_off=0).exclude(pk__in=given_back.values("pk")),
        Standing.OVERDUE: late,
        Standing.OPEN: early.filter(paid__lte=0),
        Standing.PARTLY_PAID: early.filter(paid__gt=0),
    }[wanted]


def totals(found: Invoices, *, today: date) -> InvoiceTotals:
    """What these come to; credit notes count below zero in nothing: they are not in the sums."""
    billed = found.filter(kind=InvoiceKind.INVOICE.value, state=InvoiceState.ISSUED.value)
    sums = billed.aggregate(
        all=Sum("total"),
        open=Sum(Greatest(F("balance"), _ZERO)),
        late=Sum(Greatest(F("balance"), _ZERO), filter=Q(due_on__lt=today)),
    )
    return InvoiceTotals(found.count(), sums["all"] or 0, sums["open"] or 0, sums["late"] or 0)


def net_left(found: Invoice) -> dict[int, int]:
    """Line number → net in öre that is not credited yet."""
    left = {line.no: line.net for line in found.lines.all()}
    given = Line.objects.filter(invoice__credits=found, invoice__state=InvoiceState.ISSUED.value)
    for no, net in given.order_by().values_list("no").annotate(Sum("net")):
        left[no] -= net
    return left


def vat_left(found: Invoice) -> dict[int, int]:
    """Line number → VAT in öre that is not credited yet."""
    left = {line.no: line.vat for line in found.lines.all()}
    given = Line.objects.filter(invoice__credits=found, invoice__state=InvoiceState.ISSUED.value)
    for no, tax in given.order_by().values_list("no").annotate(Sum("vat")):
        left[no] -= tax
    return left


def vouchers_about(invoice_id: UUID) -> QuerySet[Voucher]:
    """What the books say about an invoice, in order."""
    about = Entry.objects.filter(voucher=OuterRef("pk"), about=invoice_id)
    return Voucher.objects.filter(Exists(about)).select_related("year").prefetch_related("entries")


def statement_of_account(
    member: Member, *, from_date: date | None = None, to_date: date | None = None
) -> Statement:
    """All that was charged, paid, credited and given up, in order, with what is owed after each."""
    entries = Entry.objects.filter(party=member.pk, account__in=_OWED).select_related("voucher")
    if to_date is not None:
        entries = entries.filter(voucher__date__lte=to_date)
    opening = 0
    if from_date is not None:
        before = entries.filter(voucher__date__lt=from_date)
        opening = before.aggregate(total=Sum("amount"))["total"] or 0
        entries = entries.filter(voucher__date__gte=from_date)
    numbers = dict(Invoice.objects.filter(member=member).values_list("pk", "number"))
    rows: list[StatementRow] = []
    sums: dict[tuple[UUID, UUID | None], tuple[Voucher, int]] = {}
    for entry in entries.order_by("voucher__date", "voucher__posted_at", "voucher__number", "pk"):
        key = (entry.voucher_id, entry.about)
        sums[key] = (entry.voucher, sums[key][1] + entry.amount if key in sums else entry.amount)
    balance = opening
    for (_, about), (voucher, amount) in sums.items():
        balance += amount
        number = (numbers.get(about) if about else None) or ""
        rows.append(
            StatementRow(
                voucher.date, voucher.source_kind, voucher.text, books.english_of(voucher),
                str(voucher), voucher.pk, about, number, amount, balance,
            )
        )  # fmt: skip
    return Statement(member, opening, rows, balance)


def is_standing_decision(decision_id: UUID) -> bool:
    """Whether there is such a decision and it has not been taken back."""
    return Decision.objects.filter(pk=decision_id, retracted_at=None).exists()


def citation(decision_id: UUID | None) -> Citation:
    """``beslut § 11, konstituerande möte 2016-10-11``. The meeting lies in another room: asked by name."""
    found = Decision.objects.filter(pk=decision_id).first() if decision_id else None
    if found is None:
        return Citation("", "")
    sv, en = import_string(django_settings.MEETING_CALLED)(found.meeting)
    day = local_day(found.taken_at).isoformat()
    return Citation(
        f"beslut §\u00a0{found.item_no}, {sv} {day}", f"decision §\u00a0{found.item_no}, {en} {day}"
    )


def local_day(at: datetime) -> date:
    """The day that a moment falls on where the association is."""
    return at.astimezone(ZoneInfo(django_settings.LOCAL_TIME_ZONE)).date()


def _balances(invoice_id: UUID) -> dict[int, int]:
    rows = Entry.objects.filter(about=invoice_id, account__in=_OWED).order_by()
    return dict(rows.values_list("account").annotate(Sum("amount")))


def _with_balance(found: QuerySet[Invoice]) -> Invoices:
    about = Entry.objects.filter(about=OuterRef("pk"), account__in=_OWED).order_by().values("about")
    given_up = about.filter(voucher__source_kind=SourceKind.WRITE_OFF.value)
    credits_ = Invoice.objects.filter(credits=OuterRef("pk"), state=InvoiceState.ISSUED.value).order_by()
    return found.annotate(
        balance=_sum(about, "amount"),
        written_off=-_sum(given_up, "amount"),
        credited=_sum(credits_.values("credits"), "total"),
    )


def _sum(rows: QuerySet[Any, Any], of: str) -> Coalesce:
    added = rows.annotate(_added=Sum(of)).values("_added")
    return Coalesce(Subquery(added, output_field=IntegerField()), _ZERO)
