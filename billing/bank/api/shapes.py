"""Shapes of the bank. Amounts in öre, below zero where the bank took money back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from rest_framework import serializers

from billing.bank import queries, rules
from billing.bank.enums import FileState, MatchKind, Outcome, PaymentState
from billing.bank.models import BankFile, BankPayment, Match
from billing.invoices.queries import OwedInvoice
from billing.standards.incoming import Format
from kernel.shapes import ObstacleShape

ROWS = 500


class BankRowShape(serializers.Serializer[Any]):
    """What booking would do with a payment of the file."""

    row = serializers.IntegerField()
    on = serializers.DateField()
    amount = serializers.IntegerField()
    currency = serializers.CharField()
    reference = serializers.CharField(allow_blank=True)
    payer = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True)
    outcome = serializers.ChoiceField(choices=[o.value for o in Outcome])
    invoices = serializers.ListField(child=serializers.CharField())
    waits = ObstacleShape(many=True)


class BankPreviewShape(serializers.Serializer[Any]):
    """A file before it is booked: the sums of all, and the first rows."""

    rows = BankRowShape(many=True)
    known = serializers.IntegerField()
    matched = serializers.IntegerField()
    waiting = serializers.IntegerField()
    total = serializers.IntegerField()
    obstacles = ObstacleShape(many=True)


class BankFileShape(serializers.Serializer[Any]):
    """A file, and how far its booking has come."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    format = serializers.ChoiceField(choices=[f.value for f in Format])
    sha256 = serializers.CharField()
    account = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=[s.value for s in FileState])
    entries = serializers.IntegerField()
    passed_over = serializers.IntegerField()
    added = serializers.IntegerField()
    known = serializers.IntegerField()
    looked_at = serializers.IntegerField()
    matched = serializers.IntegerField()
    waiting = serializers.IntegerField()
    total = serializers.IntegerField(help_text="öre, of its new payments as far as they are in kronor")
    read_by = serializers.CharField(allow_blank=True)
    read_at = serializers.DateTimeField()
    booked_by = serializers.CharField(allow_blank=True)
    booked_at = serializers.DateTimeField(allow_null=True)
    done_at = serializers.DateTimeField(allow_null=True)


class BankFileWithPreviewShape(BankFileShape):
    """With its preview, while it is not booked."""

    preview = BankPreviewShape(allow_null=True)


class IncomeAccountShape(serializers.Serializer[Any]):
    """Where a payment that is no invoice's can be booked."""

    number = serializers.IntegerField()
    name_sv = serializers.CharField()
    name_en = serializers.CharField()


class BankDeskShape(serializers.Serializer[Any]):
    """One look: the latest files and how much waits."""

    files = BankFileShape(many=True)
    waiting = serializers.IntegerField()
    waiting_sum = serializers.IntegerField(help_text="what is left of those that wait, öre")
    aside = serializers.IntegerField()
    new = serializers.IntegerField()
    credits = serializers.IntegerField(help_text="invoices that more was paid on than they come to")
    income_accounts = IncomeAccountShape(many=True)


class BankInvoiceShape(serializers.Serializer[Any]):
    """An invoice as a payment can be for it. ``open`` below zero is the member's own money."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    ocr = serializers.CharField(allow_blank=True)
    member = serializers.UUIDField()
    member_name = serializers.CharField()
    total = serializers.IntegerField()
    open = serializers.IntegerField()
    due_on = serializers.DateField()


class BankPartShape(serializers.Serializer[Any]):
    """How much of a payment an invoice gets."""

    invoice = BankInvoiceShape()
    amount = serializers.IntegerField()


class BankSuggestionShape(serializers.Serializer[Any]):
    """What a payment may be for, and why we think so."""

    parts = BankPartShape(many=True)
    because = ObstacleShape(many=True)


class BankMatchShape(serializers.Serializer[Any]):
    """What a payment, or a part of it, was."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=[k.value for k in MatchKind])
    amount = serializers.IntegerField()
    invoice = serializers.UUIDField(allow_null=True)
    number = serializers.CharField(allow_blank=True)
    member_name = serializers.CharField(allow_blank=True)
    account = serializers.IntegerField(allow_null=True)
    text = serializers.CharField(allow_blank=True)
    on = serializers.DateField()
    is_automatic = serializers.BooleanField()
    because = ObstacleShape(many=True)
    by_name = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()
    undone_at = serializers.DateTimeField(allow_null=True)
    undone_by = serializers.CharField(allow_blank=True)
    undone_because = serializers.CharField(allow_blank=True)


class SameMoneyShape(serializers.Serializer[Any]):
    """Payments of another file that come to the same sum."""

    file = serializers.UUIDField()
    name = serializers.CharField()
    on = serializers.DateField()
    count = serializers.IntegerField()


class BankPaymentShape(serializers.Serializer[Any]):
    """A payment: what the bank told, what is left, why it waits and what it may be for."""

    id = serializers.UUIDField()
    file = serializers.UUIDField()
    file_name = serializers.CharField()
    row = serializers.IntegerField()
    on = serializers.DateField()
    amount = serializers.IntegerField()
    currency = serializers.CharField()
    booked = serializers.IntegerField(allow_null=True, help_text="in kronor, once that is known")
    left = serializers.IntegerField()
    references = serializers.ListField(child=serializers.CharField())
    text = serializers.CharField(allow_blank=True)
    payer = serializers.CharField(allow_blank=True)
    payer_account = serializers.CharField(allow_blank=True)
    payer_number = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=[s.value for s in PaymentState])
    waits = ObstacleShape(many=True)
    note = serializers.CharField(allow_blank=True)
    matches = BankMatchShape(many=True)
    suggestions = BankSuggestionShape(many=True)
    same_money = SameMoneyShape(many=True)


class BankPaymentsShape(serializers.Serializer[Any]):
    """A page of payments; ``count`` is of all."""

    count = serializers.IntegerField()
    payments = BankPaymentShape(many=True)


class HeadingsShape(serializers.Serializer[Any]):
    """A list's headings, and which of them look like what."""

    names = serializers.ListField(child=serializers.CharField())
    suggested = serializers.DictField(child=serializers.CharField())


class UploadForm(serializers.Serializer[Any]):
    """A file from the bank. ``columns`` are a list's own: JSON, our column → its heading."""

    file = serializers.FileField(allow_empty_file=True)
    columns = serializers.JSONField(required=False, default=dict)


class PartForm(serializers.Serializer[Any]):
    """An invoice and how much it gets."""

    invoice = serializers.UUIDField()
    amount = serializers.IntegerField()


class MatchForm(serializers.Serializer[Any]):
    """What a payment was for. ``request`` is the asker's own key: sent again, it is one."""

    request = serializers.UUIDField()
    parts = PartForm(many=True)


class IncomeForm(serializers.Serializer[Any]):
    """All that is left is income."""

    request = serializers.UUIDField()
    account = serializers.IntegerField()
    text = serializers.CharField(allow_blank=True, max_length=300)


class ReturnForm(serializers.Serializer[Any]):
    """So much went back on a day; today without one."""

    request = serializers.UUIDField()
    amount = serializers.IntegerField()
    reason = serializers.CharField(allow_blank=True, max_length=300)
    on = serializers.DateField(required=False)


class KnownForm(serializers.Serializer[Any]):
    """The same money as the payments of ``file``."""

    request = serializers.UUIDField()
    file = serializers.UUIDField()


class AsideForm(serializers.Serializer[Any]):
    """Out of the queue, or back."""

    is_aside = serializers.BooleanField()
    note = serializers.CharField(allow_blank=True, max_length=300, default="")


class AmountForm(serializers.Serializer[Any]):
    """What a foreign amount came to, in öre."""

    amount = serializers.IntegerField()


class UndoForm(serializers.Serializer[Any]):
    """Why a match was wrong."""

    reason = serializers.CharField(allow_blank=True, max_length=300)


class CreditReturnForm(serializers.Serializer[Any]):
    """So much of a credit went back on a day; today without one."""

    request = serializers.UUIDField()
    amount = serializers.IntegerField()
    on = serializers.DateField(required=False)


class CreditMoveForm(serializers.Serializer[Any]):
    """So much of a credit pays another invoice."""

    request = serializers.UUIDField()
    amount = serializers.IntegerField()
    to = serializers.UUIDField()


class VoucherNameShape(serializers.Serializer[Any]):
    """The voucher that it became."""

    voucher = serializers.CharField()


OF_FILE = (
    "id", "name", "format", "sha256", "account", "state", "entries", "passed_over", "added", "known",
    "read_by", "read_at", "booked_by", "booked_at", "done_at",
)  # fmt: skip
OF_MATCH = (
    "id", "kind", "amount", "account", "text", "on", "is_automatic", "because", "by_name", "at", "undone_at",
    "undone_by", "undone_because",
)  # fmt: skip
OF_PAYMENT = (
    "id", "row", "on", "amount", "currency", "booked", "left", "text", "payer", "payer_account",
    "payer_number", "state", "waits", "note",
)  # fmt: skip


def file_shape(found: BankFile, progress: Mapping[str, int]) -> dict[str, Any]:
    """A file and its progress."""
    return {**{name: getattr(found, name) for name in OF_FILE}, **progress}


def file_with_preview(found: BankFile) -> dict[str, Any]:
    """A file, and what booking it would do."""
    is_read = found.state == FileState.READ
    told = preview_shape(queries.preview(found)) if is_read else None
    return {**file_shape(found, queries.progress(found)), "preview": told}


def preview_shape(told: queries.Preview) -> dict[str, Any]:
    """The sums of all rows, and the first of them."""
    rows = [
        {
            **{
                name: getattr(one.entry, name)
                for name in ("row", "on", "amount", "currency", "payer", "text")
            },
            "reference": ", ".join(one.entry.references),
            "outcome": one.outcome.value,
            "invoices": one.invoices,
            "waits": [one.waits.to_json()] if one.waits else [],
        }
        for one in told.rows[:ROWS]
    ]
    sums = {name: getattr(told, name) for name in ("known", "matched", "waiting", "total")}
    return {"rows": rows, **sums, "obstacles": [one.to_json() for one in told.obstacles]}


def invoice_shape(found: OwedInvoice) -> dict[str, Any]:
    """An invoice as a payment can be for it."""
    return {
        "id": found.pk,
        "number": found.number,
        "ocr": found.ocr,
        "member": found.member_id,
        "member_name": found.member.name,
        "total": found.total,
        "open": found.balance,
        "due_on": found.due_on,
    }


def payments_shape(found: Sequence[BankPayment]) -> list[dict[str, Any]]:
    """Payments with their suggestions; as many queries for one as for fifty."""
    told, spoken = queries.suggestions(found)
    same = queries.same_money(found)
    return [{**payment_shape(one, told.get(one.pk, ()), spoken), "same_money": same[one.pk]} for one in found]


def payment_shape(
    found: BankPayment, likely: Iterable[rules.Suggestion], spoken: Mapping[UUID, OwedInvoice]
) -> dict[str, Any]:
    """One payment, but for what is the same money."""
    return {
        **{name: getattr(found, name) for name in OF_PAYMENT},
        "file": found.file_id,
        "file_name": found.file.name,
        "references": queries.seen_of(found).references,
        "matches": [match_shape(one) for one in found.matches.all()],
        "suggestions": [
            {
                "parts": [
                    {"invoice": invoice_shape(spoken[pk]), "amount": amount} for pk, amount in one.parts
                ],
                "because": [reason.to_json() for reason in one.because],
            }
            for one in likely
        ],
    }


def match_shape(found: Match) -> dict[str, Any]:
    """What a payment was."""
    return {
        **{name: getattr(found, name) for name in OF_MATCH},
        "invoice": found.invoice_id,
        "number": found.invoice.number if found.invoice else "",
        "member_name": found.invoice.member.name if found.invoice else "",
    }
