"""Doors to the books for those who read them: years, the chart with balances, vouchers. Amounts in öre."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from billing.books import queries
from billing.books.enums import AccountKind
from billing.books.models import Voucher
from kernel.doors import Door

KINDS = [one.value for one in AccountKind]


class BooksYearShape(serializers.Serializer[Any]):
    """A fiscal year; ``total`` is the sum of all entries and is 0."""

    name = serializers.CharField(source="year.name")
    from_date = serializers.DateField(source="year.from_date")
    to_date = serializers.DateField(source="year.to_date")
    vouchers = serializers.IntegerField()
    turnover = serializers.IntegerField(help_text="all debits")
    total = serializers.IntegerField()


class BooksShape(serializers.Serializer[Any]):
    """The years, the latest first, and how far the books are closed."""

    years = BooksYearShape(many=True)
    closed_through = serializers.DateField(allow_null=True)


class AccountBalanceShape(serializers.Serializer[Any]):
    """An account in a year: debit above zero, credit below; ``credit`` itself is given above zero."""

    number = serializers.IntegerField(source="account.number")
    name_sv = serializers.CharField(source="account.name_sv")
    name_en = serializers.CharField(source="account.name_en")
    kind = serializers.ChoiceField(source="account.kind", choices=KINDS)
    is_open = serializers.BooleanField(source="account.is_open")
    opening = serializers.IntegerField()
    debit = serializers.IntegerField()
    credit = serializers.IntegerField()
    closing = serializers.IntegerField()


class YearBalanceShape(serializers.Serializer[Any]):
    """The whole chart. ``carried``: earlier years' result not moved to equity, a surplus below zero."""

    name = serializers.CharField(source="year.name")
    from_date = serializers.DateField(source="year.from_date")
    to_date = serializers.DateField(source="year.to_date")
    rows = AccountBalanceShape(many=True)
    carried = serializers.IntegerField()
    total = serializers.IntegerField(help_text="of all closing balances; it is 0")
    result = serializers.IntegerField(help_text="a surplus is above zero")


class VoucherEntryShape(serializers.Serializer[Any]):
    """One line: debit above zero, credit below. ``about`` is an invoice."""

    account = serializers.IntegerField(source="account.number")
    name_sv = serializers.CharField(source="account.name_sv")
    name_en = serializers.CharField(source="account.name_en")
    amount = serializers.IntegerField()
    about = serializers.UUIDField(allow_null=True)


class VoucherShape(serializers.Serializer[Any]):
    """A voucher, where it came from, and the invoices that it is about."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    date = serializers.DateField()
    text = serializers.CharField()
    text_en = serializers.CharField(allow_blank=True, help_text="empty: only ``text``, in Swedish")
    year = serializers.CharField(help_text="the fiscal year's name")
    source_kind = serializers.CharField()
    source_id = serializers.CharField()
    by_name = serializers.CharField(allow_blank=True)
    posted_at = serializers.DateTimeField()
    reverses = serializers.CharField(allow_blank=True)
    reverses_id = serializers.UUIDField(allow_null=True)
    reversed_by = serializers.CharField(allow_blank=True)
    reversed_by_id = serializers.UUIDField(allow_null=True)
    invoices = serializers.ListField(child=serializers.UUIDField())
    entries = VoucherEntryShape(many=True)


class VouchersShape(serializers.Serializer[Any]):
    """A page of them."""

    rows = VoucherShape(many=True)
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    count = serializers.IntegerField()


class YearForm(serializers.Serializer[Any]):
    """Which year, by its name."""

    year = serializers.CharField(max_length=9)


class VoucherWishForm(YearForm):
    """What to look for; all of it must hold."""

    q = serializers.CharField(required=False, default="", allow_blank=True, max_length=120)
    account = serializers.IntegerField(required=False, default=None, allow_null=True)
    page = serializers.IntegerField(required=False, default=1, min_value=1, max_value=100_000)


class BooksDoor(Door):
    """The books."""

    verbs: ClassVar[dict[str, str]] = {"GET": "books.see"}

    @extend_schema(operation_id="books_retrieve", responses=BooksShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Fiscal years with their vouchers and sums."""
        told = {"years": queries.years_told(), "closed_through": queries.closed_through()}
        return Response(BooksShape(told).data)


class BalanceDoor(Door):
    """The chart."""

    verbs: ClassVar[dict[str, str]] = {"GET": "books.see"}

    @extend_schema(parameters=[YearForm], responses=YearBalanceShape)
    def get(self, request: Request) -> Response:
        """Every account with what it came in with, what was posted, and what it goes out with."""
        form = YearForm(data=request.query_params)
        form.is_valid(raise_exception=True)
        year = queries.year_named(form.validated_data["year"])
        return Response(YearBalanceShape(queries.year_balance(year)).data)


class VouchersDoor(Door):
    """Vouchers."""

    verbs: ClassVar[dict[str, str]] = {"GET": "books.see"}

    @extend_schema(parameters=[VoucherWishForm], responses=VouchersShape)
    def get(self, request: Request) -> Response:
        """A year's, the latest first, fifty at a time, each whole."""
        form = VoucherWishForm(data=request.query_params)
        form.is_valid(raise_exception=True)
        sent = form.validated_data
        year = queries.year_named(sent.pop("year"))
        found = queries.page_of_vouchers(year, **sent)
        told = {**vars(found), "rows": [_voucher(one) for one in found.rows]}
        return Response(VouchersShape(told).data)


class VoucherDoor(Door):
    """One voucher."""

    verbs: ClassVar[dict[str, str]] = {"GET": "books.see"}

    @extend_schema(operation_id="books_voucher_retrieve", responses=VoucherShape)
    def get(self, request: Request, voucher_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Whole: its lines, who wrote it and when, and what it mends or is mended by."""
        return Response(VoucherShape(_voucher(queries.voucher(voucher_id))).data)


PLAIN = ("id", "date", "text", "source_kind", "source_id", "by_name", "posted_at", "reverses_id")


def _voucher(one: Voucher) -> dict[str, Any]:
    entries = list(one.entries.all())
    mirror = getattr(one, "reversed_by", None)
    return {
        **{name: getattr(one, name) for name in PLAIN},
        "name": str(one),
        "text_en": queries.english_of(one),
        "year": one.year.name,
        "reverses": str(one.reverses) if one.reverses else "",
        "reversed_by": str(mirror) if mirror else "",
        "reversed_by_id": mirror.pk if mirror else None,
        "invoices": list(dict.fromkeys(entry.about for entry in entries if entry.about)),
        "entries": entries,
    }
