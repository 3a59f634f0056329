"""The door to SIE."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from billing.books.queries import year_named
from billing.invoices.queries import local_day
from billing.reports import queries
from billing.reports.api.files import as_file
from billing.standards import sie
from kernel.doors import Door

SIE = "application/octet-stream"


class SieYearForm(serializers.Serializer[Any]):
    """Which fiscal year, by its name."""

    year = serializers.CharField(max_length=9)


class SieDoor(Door):
    """The bookkeeper's file."""

    verbs: ClassVar[dict[str, str]] = {"GET": "books.see"}

    @extend_schema(parameters=[SieYearForm], responses={(200, SIE): OpenApiTypes.BINARY})
    def get(self, request: Request) -> HttpResponse:
        """A year's vouchers as SIE 4I, in code page 437."""
        form = SieYearForm(data=request.query_params)
        form.is_valid(raise_exception=True)
        year = year_named(form.validated_data["year"])
        content = sie.export(
            queries.sie_books(year), program="Stadga", version=version("stadga"), on=local_day(self.at)
        )
        return as_file(content, name=f"bokforing-{year.name}.si", kind=SIE)
