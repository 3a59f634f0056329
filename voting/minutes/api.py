"""Doors to the minutes: the draft as a document, and on paper."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from papers.pdf import compile_typst
from voting.minutes import queries
from voting.minutes.rules import paper_of


class MinuteLineShape(serializers.Serializer[Any]):
    """One line and the journal entries it rests on."""

    text = serializers.CharField()
    events = serializers.ListField(child=serializers.IntegerField())
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # the contract's own word
    binds = serializers.BooleanField()


class AttendanceShape(serializers.Serializer[Any]):
    """Who was expected and who came, at one place or in all."""

    venue = serializers.CharField()
    registered = serializers.IntegerField()
    absent = serializers.IntegerField()
    votes = serializers.IntegerField()


class ItemMinutesShape(serializers.Serializer[Any]):
    """One §. The table's first row is its header."""

    no = serializers.IntegerField()
    heading = serializers.CharField()
    events = serializers.ListField(child=serializers.IntegerField())
    paragraphs = MinuteLineShape(many=True)
    table = serializers.ListField(child=serializers.ListField(child=serializers.CharField()), allow_null=True)
    table_events = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))
    decisions = MinuteLineShape(many=True)


class SignatureShape(serializers.Serializer[Any]):
    """A line to sign on."""

    heading = serializers.CharField()
    name = serializers.CharField()
    role = serializers.CharField()


class AnnexRowShape(serializers.Serializer[Any]):
    """One vote of the register."""

    no = serializers.CharField()
    member = serializers.CharField()
    delegate = serializers.CharField()
    venue = serializers.CharField()


class MinutesShape(serializers.Serializer[Any]):
    """The minutes as far as the meeting has come."""

    title = serializers.CharField()
    subtitle = serializers.CharField()
    date = serializers.CharField()
    association = serializers.CharField()
    facts = MinuteLineShape(many=True)
    attendance = AttendanceShape(many=True)
    attendance_notes = MinuteLineShape(many=True)
    reading_note = serializers.CharField()
    items = ItemMinutesShape(many=True)
    signatures = SignatureShape(many=True)
    register_annex = AnnexRowShape(many=True)
    sha256 = serializers.CharField()


class AnyAccept(DefaultContentNegotiation):
    """A browser that asks for a PDF is given one; DRF's renderers have no say."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:  # noqa: ANN401, ARG002  DRF's signature
        """Take the first renderer whatever was asked for."""
        return renderers[0], renderers[0].media_type


class MinutesDoor(Door):
    """The minutes as a document."""

    verbs: ClassVar[dict[str, str]] = {"GET": "minutes.see"}

    @extend_schema(responses=MinutesShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Drafted anew from the journal each time; nothing is stored that could differ from it."""
        return Response(MinutesShape(queries.draft(meeting_id).to_dict()).data)


class MinutesPdfDoor(Door):
    """The minutes on paper."""

    verbs: ClassVar[dict[str, str]] = {"GET": "minutes.see"}
    content_negotiation_class = AnyAccept

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, meeting_id: UUID) -> HttpResponse:
        """Tagged PDF/UA; each line links to its event. Same facts, same bytes."""
        minutes = queries.draft(meeting_id)
        origin = f"{request.scheme}://{request.get_host()}"
        paper = paper_of(minutes, event_url=lambda event: f"{origin}/protokoll/handelse/{event}")
        pdf = compile_typst("minutes", paper, lang="sv", created_at=queries.written_at(meeting_id))
        name = f"protokoll-{minutes.sha256[:12]}.pdf"
        return HttpResponse(
            pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
        )
