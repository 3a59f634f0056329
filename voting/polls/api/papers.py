"""The door to the papers that a meeting prints beforehand."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request

from kernel.doors import Door
from papers.pdf import compile_typst
from voting.polls import queries

LANG = OpenApiParameter("lang", str, enum=["sv", "en"], default="sv", description="the papers' language")


class AnyAccept(DefaultContentNegotiation):
    """A browser that asks for a PDF is given one; DRF's renderers have no say."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:  # noqa: ANN401, ARG002  DRF's signature
        """Take the first renderer whatever was asked for."""
        return renderers[0], renderers[0].media_type


class FallbackDoor(Door):
    """Register, numbered slips and tellers' sheets, for when the house is out of reach."""

    verbs: ClassVar[dict[str, str]] = {"GET": "register.see"}
    content_negotiation_class = AnyAccept

    @extend_schema(parameters=[LANG], responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, meeting_id: UUID) -> HttpResponse:
        """Tagged PDF/UA, a page or more for every place."""
        lang = "en" if request.query_params.get("lang") == "en" else "sv"
        pdf = compile_typst("fallback", queries.fallback(meeting_id), lang=lang, created_at=self.at)
        return HttpResponse(
            pdf,
            content_type="application/pdf",
            headers={"Content-Disposition": 'inline; filename="reservpapper.pdf"'},
        )
