"""Shapes of invoices. Amounts in öre."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from billing.books.enums import Number
from billing.invoices import queries
from billing.invoices.enums import ORIGIN_BY_HAND, InvoiceKind, InvoiceState, Standing, Vat
from billing.invoices.models import Invoice
from billing.invoices.rules import MOST
from notices.enums import LetterState
from tenants.members.models import Member

KINDS = [one.value for one in InvoiceKind]
STANDINGS = [one.value for one in Standing]
VAT = [one.value for one in Vat]
INCOME = [Number.MEMBERSHIP_FEES.value, Number.SERVICE_FEES.value]


class InvoiceRowShape(serializers.Serializer[Any]):
    """An invoice in a list. ``open`` below zero: paid too much. A credit note has no standing of its own."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=KINDS)
    state = serializers.ChoiceField(choices=[one.value for one in InvoiceState])
    number = serializers.CharField(allow_blank=True)
    standing = serializers.ChoiceField(choices=STANDINGS, allow_null=True)
    member = serializers.UUIDField()
    member_number = serializers.CharField()
    member_name = serializers.CharField()
    fee_class = serializers.CharField(allow_blank=True)
    credits_number = serializers.CharField(allow_blank=True)
    issued_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    total = serializers.IntegerField()
    open = serializers.IntegerField()


class InvoiceTotalsShape(serializers.Serializer[Any]):
    """What all that were found come to; credit notes and drafts are in none of the sums."""

    count = serializers.IntegerField()
    total = serializers.IntegerField()
    open = serializers.IntegerField()
    overdue = serializers.IntegerField()


class InvoiceCountsShape(serializers.Serializer[Any]):
    """How many invoices want the treasurer."""

    drafts = serializers.IntegerField()
    overpaid = serializers.IntegerField()
    overpaid_sum = serializers.IntegerField(help_text="what was paid too much, öre")
    unreached = serializers.IntegerField(help_text="issued, and no letter was taken nor waits")


class InvoicesShape(serializers.Serializer[Any]):
    """A page of invoices."""

    rows = InvoiceRowShape(many=True)
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    totals = InvoiceTotalsShape()
    classes = serializers.ListField(child=serializers.CharField(), help_text="that somebody was billed by")


class InvoiceWishShape(serializers.Serializer[Any]):
    """What to look for; all of it must hold."""

    q = serializers.CharField(required=False, default="", allow_blank=True, max_length=120)
    standing = serializers.ChoiceField(required=False, default="", allow_blank=True, choices=STANDINGS)
    kind = serializers.ChoiceField(required=False, default="", allow_blank=True, choices=KINDS)
    fee_class = serializers.CharField(required=False, default="", allow_blank=True, max_length=12)
    is_unsent = serializers.BooleanField(required=False, default=False)
    is_unreached = serializers.BooleanField(required=False, default=False)
    member = serializers.UUIDField(required=False, default=None, allow_null=True)
    page = serializers.IntegerField(required=False, default=1, min_value=1, max_value=100_000)


class InvoiceLineShape(serializers.Serializer[Any]):
    """One line."""

    no = serializers.IntegerField()
    text_sv = serializers.CharField()
    text_en = serializers.CharField(allow_blank=True)
    detail_sv = serializers.CharField(allow_blank=True)
    detail_en = serializers.CharField(allow_blank=True)
    quantity = serializers.IntegerField()
    unit_price = serializers.IntegerField()
    net = serializers.IntegerField()
    vat = serializers.IntegerField()
    vat_treatment = serializers.ChoiceField(choices=VAT)
    account = serializers.IntegerField()
    left = serializers.IntegerField(help_text="net that is not credited yet")


class HappeningShape(serializers.Serializer[Any]):
    """A voucher about the invoice; ``amount`` above zero is owed more, below zero less."""

    on = serializers.DateField()
    kind = serializers.CharField()
    text = serializers.CharField()
    text_en = serializers.CharField(allow_blank=True, help_text="empty: only ``text``, in Swedish")
    voucher = serializers.CharField()
    voucher_id = serializers.UUIDField()
    amount = serializers.IntegerField()
    hand = serializers.UUIDField(
        allow_null=True, help_text="key of a payment by hand that still stands, to take it back by"
    )


class InvoiceLetterShape(serializers.Serializer[Any]):
    """A letter with the invoice; ``message_id`` and ``file_sha256`` are the proof of one that was sent."""

    id = serializers.UUIDField()
    to = serializers.CharField()
    state = serializers.ChoiceField(choices=[one.value for one in LetterState])
    asked_by = serializers.CharField(allow_blank=True)
    asked_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    message_id = serializers.CharField(allow_blank=True)
    file_sha256 = serializers.CharField(allow_blank=True)
    attempts = serializers.IntegerField()
    trouble = serializers.CharField(allow_blank=True)


class CreditNoteShape(serializers.Serializer[Any]):
    """A credit note on the invoice."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    total = serializers.IntegerField()
    reason = serializers.CharField()
    issued_on = serializers.DateField()


class InvoiceShape(InvoiceRowShape):
    """One invoice with all that happened to it."""

    ocr = serializers.CharField(allow_blank=True)
    period_from = serializers.DateField(allow_null=True)
    period_to = serializers.DateField(allow_null=True)
    language = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)
    net = serializers.IntegerField()
    vat = serializers.IntegerField()
    credited = serializers.IntegerField()
    written_off = serializers.IntegerField()
    buyer_name = serializers.CharField(allow_blank=True)
    buyer_email = serializers.CharField(allow_blank=True)
    buyer_reference = serializers.CharField(allow_blank=True)
    citation_sv = serializers.CharField(allow_blank=True)
    citation_en = serializers.CharField(allow_blank=True)
    vat_citation_sv = serializers.CharField(allow_blank=True)
    vat_citation_en = serializers.CharField(allow_blank=True)
    decision = serializers.UUIDField(allow_null=True)
    terms_days = serializers.IntegerField(allow_null=True)
    is_by_hand = serializers.BooleanField()
    credits_id = serializers.UUIDField(allow_null=True)
    pay_path = serializers.CharField(allow_blank=True)
    lines = InvoiceLineShape(many=True)
    credit_notes = CreditNoteShape(many=True)
    history = HappeningShape(many=True)
    letters = InvoiceLetterShape(many=True)


class NewLineForm(serializers.Serializer[Any]):
    """A line. Without ``vat_treatment`` the board's choice holds."""

    text_sv = serializers.CharField(max_length=300)
    text_en = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    detail_sv = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    detail_en = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    quantity = serializers.IntegerField(min_value=1, max_value=10_000, required=False, default=1)
    unit_price = serializers.IntegerField(min_value=0, max_value=MOST)
    vat_treatment = serializers.ChoiceField(choices=VAT, required=False, allow_null=True, default=None)
    account = serializers.ChoiceField(choices=INCOME, required=False, default=INCOME[0])


class NewInvoiceForm(serializers.Serializer[Any]):
    """A draft by hand; ``key`` is the client's name for it, so that sent twice it is one."""

    key = serializers.UUIDField()
    member = serializers.UUIDField()
    lines = NewLineForm(many=True, max_length=50)  # type: ignore[call-arg]  # many hands it to the list
    period_from = serializers.DateField(required=False, allow_null=True, default=None)
    period_to = serializers.DateField(required=False, allow_null=True, default=None)
    decision = serializers.UUIDField(required=False, allow_null=True, default=None)
    terms_days = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=365
    )


class IssueForm(serializers.Serializer[Any]):
    """The invoice's day."""

    on = serializers.DateField(required=False, allow_null=True, default=None)


class CreditLineForm(serializers.Serializer[Any]):
    """How much of a line's net goes back."""

    no = serializers.IntegerField(min_value=1)
    net = serializers.IntegerField(min_value=1, max_value=MOST)


class CreditForm(serializers.Serializer[Any]):
    """Why, and how much: without lines, all that is left."""

    key = serializers.UUIDField()
    reason = serializers.CharField(max_length=300, allow_blank=True)
    lines = CreditLineForm(  # type: ignore[call-arg]  # many hands max_length to the list
        many=True, required=False, allow_null=True, default=None, max_length=50
    )


class WriteOffForm(serializers.Serializer[Any]):
    """The decision that gives up what is open."""

    decision = serializers.UUIDField()


class LetterForm(serializers.Serializer[Any]):
    """One more letter; without an address, where the member wants its invoices."""

    key = serializers.UUIDField()
    to = serializers.EmailField(required=False, default="", allow_blank=True)


def row_shape(found: queries.Found) -> dict[str, Any]:
    """An invoice in a list."""
    one = found.invoice
    return {
        "id": one.pk,
        "kind": one.kind,
        "state": one.state,
        "number": one.number or "",
        "standing": found.standing.value if found.standing else None,
        "member": one.member_id,
        "member_number": one.member.number,
        "member_name": one.member.name,
        "fee_class": one.fee_class,
        "credits_number": str(one.credits.number) if one.credits else "",
        "issued_on": one.issued_on,
        "due_on": one.due_on,
        "total": one.total,
        "open": one.balance if one.kind == InvoiceKind.INVOICE else 0,
    }


PLAIN = (
    "ocr", "period_from", "period_to", "language", "reason", "net", "vat", "credited", "written_off",
    "citation_sv", "citation_en", "vat_citation_sv", "vat_citation_en", "credits_id",
    "decision", "terms_days",
)  # fmt: skip
OF_LINE = (
    "no", "text_sv", "text_en", "detail_sv", "detail_en", "quantity", "unit_price", "net", "vat",
    "vat_treatment", "account",
)  # fmt: skip


def invoice_shape(found: queries.Found) -> dict[str, Any]:
    """One invoice with everything about it; a draft shows the buyer as it is now."""
    one = found.invoice
    is_issued = one.state == InvoiceState.ISSUED
    buyer = one.buyer if is_issued else queries.buyer_of(one.member).to_json()
    left = queries.net_left(one)
    return {
        **row_shape(found),
        **{name: getattr(one, name) for name in PLAIN},
        "buyer_name": buyer.get("name", ""),
        "buyer_email": buyer.get("email", ""),
        "buyer_reference": buyer.get("reference", ""),
        "is_by_hand": one.origin_kind == ORIGIN_BY_HAND,
        "pay_path": pay_path(one) if is_issued and one.kind == InvoiceKind.INVOICE else "",
        "lines": [
            {**{name: getattr(line, name) for name in OF_LINE}, "left": left[line.no]}
            for line in one.lines.all()
        ],
        "credit_notes": list(one.credit_notes.all()),
        "history": queries.history(one.pk) if is_issued else [],
        "letters": queries.letters_of(one.pk),
    }


def pay_path(one: Invoice) -> str:
    """The page to pay at, on this host."""
    return f"/betala/{queries.pay_token_of(one)}"


class BillingDetailsShape(serializers.Serializer[Any]):
    """Where a member wants its invoices; what is empty is as the register of members says."""

    street = serializers.CharField(max_length=120, allow_blank=True)
    postal_code = serializers.CharField(max_length=12, allow_blank=True)
    town = serializers.CharField(max_length=80, allow_blank=True)
    email = serializers.EmailField(allow_blank=True)
    reference = serializers.CharField(max_length=80, allow_blank=True)
    language = serializers.ChoiceField(choices=["sv", "en"])
    peppol_id = serializers.CharField(
        max_length=60, allow_blank=True, help_text="as 0007:2021003187; kept in the register of members"
    )
    used_email = serializers.CharField(read_only=True)
    used_reference = serializers.CharField(read_only=True)


DETAILS = ("street", "postal_code", "town", "email", "reference", "language")


def details_shape(member: Member) -> dict[str, Any]:
    """What was asked for, and what is used when nothing was."""
    kept, used = queries.billing_details(member), queries.buyer_of(member)
    return {
        **{name: getattr(kept, name) for name in DETAILS},
        "peppol_id": member.peppol_id,
        "used_email": used.email,
        "used_reference": used.reference,
    }
