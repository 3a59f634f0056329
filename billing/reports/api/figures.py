"""Doors to figures for the screens: how a year's invoices stand, and what each member owes. In öre."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from billing.books import queries as books
from billing.invoices.queries import local_day
from billing.reports import queries
from kernel.doors import Door


class SumsShape(serializers.Serializer[Any]):
    """billed − credited − written off − paid + other = balance, what is owed."""

    billed = serializers.IntegerField()
    credited = serializers.IntegerField()
    written_off = serializers.IntegerField()
    paid = serializers.IntegerField()
    other = serializers.IntegerField()
    balance = serializers.IntegerField()


class ClassFiguresShape(serializers.Serializer[Any]):
    """One class: ``due`` is left and not late, ``overdue`` is late, ``credit`` was paid too much."""

    code = serializers.CharField(allow_blank=True)
    invoices = serializers.IntegerField()
    sums = SumsShape()
    due = serializers.IntegerField()
    overdue = serializers.IntegerField()
    credit = serializers.IntegerField()


class MonthFiguresShape(serializers.Serializer[Any]):
    """A month: billed less credited, paid, and what was owed when it ended."""

    month = serializers.DateField()
    billed = serializers.IntegerField()
    paid = serializers.IntegerField()
    owed = serializers.IntegerField()


class OverviewShape(serializers.Serializer[Any]):
    """A year's invoices as they stand today, and the year month by month; nothing before the first year."""

    year = serializers.CharField(allow_blank=True)
    years = serializers.ListField(child=serializers.CharField(), help_text="the latest first")
    classes = ClassFiguresShape(many=True)
    months = MonthFiguresShape(many=True)


class OverviewForm(serializers.Serializer[Any]):
    """Which fiscal year; the latest without one."""

    year = serializers.CharField(required=False, default="", allow_blank=True, max_length=9)


class MemberBalanceShape(serializers.Serializer[Any]):
    """A member that something has been between, and what it owes; below zero it has to its credit."""

    member = serializers.UUIDField()
    number = serializers.CharField()
    name = serializers.CharField()
    sums = SumsShape()


class OverviewDoor(Door):
    """How it stands."""

    verbs: ClassVar[dict[str, str]] = {"GET": "invoices.see"}

    @extend_schema(parameters=[OverviewForm], responses=OverviewShape)
    def get(self, request: Request) -> Response:
        """Paid, due and overdue, by class and month by month."""
        form = OverviewForm(data=request.query_params)
        form.is_valid(raise_exception=True)
        years = [one.name for one in books.years().order_by("-from_date")]
        wanted = form.validated_data["year"] or (years[0] if years else "")
        if not wanted:
            empty: dict[str, Any] = {"year": "", "years": [], "classes": [], "months": []}
            return Response(OverviewShape(empty).data)
        found = queries.overview(books.year_named(wanted), today=local_day(self.at))
        told = {"year": wanted, "years": years, "classes": found.classes, "months": found.months}
        return Response(OverviewShape(told).data)


class BalancesDoor(Door):
    """What each member owes."""

    verbs: ClassVar[dict[str, str]] = {"GET": "invoices.see"}

    @extend_schema(operation_id="reports_members_list", responses=MemberBalanceShape(many=True))
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Every member that anything has been between, by number."""
        return Response(MemberBalanceShape(queries.balance_rows(), many=True).data)
