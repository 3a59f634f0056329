"""The door to reports as files."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from billing.invoices.queries import local_day
from billing.reports import queries, rules
from billing.reports.api.files import as_file
from billing.standards import sheets
from kernel import tenancy
from kernel.doors import Door
from kernel.errors import Malformed, Obstacle

ENDINGS = ("xlsx", "csv")


class ReportForm(serializers.Serializer[Any]):
    """Which report, as what file, of which days; ``all`` is a workbook alone."""

    of = serializers.ChoiceField(choices=queries.OF)
    ending = serializers.ChoiceField(choices=ENDINGS, required=False, default=ENDINGS[0])
    lang = serializers.ChoiceField(choices=["sv", "en"], required=False, default="sv")
    from_date = serializers.DateField(required=False, default=None, allow_null=True)
    to_date = serializers.DateField(required=False, default=None, allow_null=True)


class ReportDoor(Door):
    """Reports to take home."""

    verbs: ClassVar[dict[str, str]] = {"GET": "invoices.see"}

    @extend_schema(parameters=[ReportForm], responses={(200, sheets.XLSX): OpenApiTypes.BINARY})
    def get(self, request: Request) -> HttpResponse:
        """Invoices, payments, members' balances or classes, as a workbook or as CSV."""
        form = ReportForm(data=request.query_params)
        form.is_valid(raise_exception=True)
        sent = form.validated_data
        ending, of, lang = sent.pop("ending"), sent["of"], sent["lang"]
        if of == "all" and ending == "csv":
            raise Malformed({"ending": [Obstacle("billing.reports.error_one_table")]})
        today = local_day(self.at)
        tables = queries.report(**sent, today=today)
        name = rules.file_name(of, lang=lang, on=today, ending=ending)
        if ending == "csv":
            return as_file(sheets.as_csv(tables[0], lang=lang), name=name, kind=sheets.CSV)
        content = sheets.workbook(
            tables, title=rules.title(of, lang), author=tenancy.current().name, at=self.at
        )
        return as_file(content, name=name, kind=sheets.XLSX)
