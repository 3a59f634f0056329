"""Doors to the text of the minutes: as a document, and on paper."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from kernel import tenancy
from kernel.doors import Door
from papers.pdf import compile_typst
from tenants.networks.queries import origin_of
from voting.meetings import queries as meetings
from voting.minutes import queries
from voting.minutes.models import Version
from voting.minutes.rules import paper_of

VERSION = OpenApiParameter("version", str, description="``draft``, or a version's number")


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


class MinutesTableShape(serializers.Serializer[Any]):
    """A table. A header of empty words is none; ``strong`` are the numbers of rows that are sums."""

    kind = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    header = serializers.ListField(child=serializers.CharField(allow_blank=True))
    rows = serializers.ListField(child=serializers.ListField(child=serializers.CharField(allow_blank=True)))
    events = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))
    strong = serializers.ListField(child=serializers.IntegerField())


class MinutesBlockShape(serializers.Serializer[Any]):
    """A part of a §, in the order it is read: ``line``, ``decided``, ``steps`` or ``table``."""

    kind = serializers.ChoiceField(choices=["line", "decided", "steps", "table"])
    line = MinuteLineShape(allow_null=True)
    steps = serializers.ListField(child=serializers.CharField())
    table = MinutesTableShape(allow_null=True)


class ItemMinutesShape(serializers.Serializer[Any]):
    """One §, in the order it is read."""

    no = serializers.IntegerField()
    heading = serializers.CharField()
    events = serializers.ListField(child=serializers.IntegerField())
    blocks = MinutesBlockShape(many=True)


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


class MemberRowShape(AnnexRowShape):
    """One member that joined at the roll-call, with its class of fee."""

    fee_class = serializers.CharField(allow_blank=True)


class AnnexListShape(serializers.Serializer[Any]):
    """One annex. ``kind`` is the product's own name for it; no checksum until its file is there."""

    no = serializers.IntegerField()
    title = serializers.CharField()
    item_no = serializers.IntegerField()
    ref = serializers.CharField(allow_blank=True)
    file = serializers.CharField(allow_blank=True)
    sha256 = serializers.CharField(allow_blank=True)
    kind = serializers.CharField(allow_blank=True)


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
    members_annex = MemberRowShape(many=True)
    classes = MinutesTableShape(allow_null=True)
    seats = MinutesTableShape(allow_null=True)
    annexes = AnnexListShape(many=True)
    log_sha256 = serializers.CharField(allow_blank=True)
    version = serializers.CharField(allow_blank=True)
    sha256 = serializers.CharField()


class AnyAccept(DefaultContentNegotiation):
    """A browser that asks for a PDF is given one; DRF's renderers have no say."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:  # noqa: ANN401, ARG002  DRF's signature
        """Take the first renderer whatever was asked for."""
        return renderers[0], renderers[0].media_type


class MinutesDoor(Door):
    """The minutes as a document."""

    asks = (meetings.must_read,)
    verbs: ClassVar[dict[str, str]] = {"GET": "minutes.see"}

    @extend_schema(parameters=[VERSION], responses=MinutesShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:
        """The version that stands; before there is one, or with ``version=draft``, drafted anew."""
        asked = request.query_params.get("version", "")
        version = _version(meeting_id, asked)
        text = version.text if version else queries.draft(meeting_id).to_dict()
        return Response(MinutesShape(text).data)


class MinutesPdfDoor(Door):
    """The minutes on paper."""

    asks = (meetings.must_read,)
    verbs: ClassVar[dict[str, str]] = {"GET": "minutes.see"}
    content_negotiation_class = AnyAccept

    @extend_schema(parameters=[VERSION], responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, meeting_id: UUID) -> HttpResponse:
        """The version that stands, with its signatures so far; before it, the draft. PDF/UA and PDF/A."""
        version = _version(meeting_id, request.query_params.get("version", ""))
        if version is not None:
            pdf, checksum = queries.latest_file(version)
        else:
            minutes = queries.draft(meeting_id)
            origin = origin_of(tenancy.current().slug)
            paper = paper_of(minutes, event_url=lambda event: f"{origin}/protokoll/handelse/{event}")
            pdf = compile_typst("minutes", paper, lang="sv", created_at=queries.written_at(meeting_id))
            checksum = minutes.sha256
        return inline(pdf, "application/pdf", f"protokoll-{checksum[:12]}.pdf")


def _version(meeting_id: UUID, asked: str) -> Version | None:
    if asked == "draft":
        return None
    if asked.isdecimal():
        return queries.version_of(meeting_id, int(asked[:4]))
    return queries.standing_version(meeting_id)


def inline(content: bytes, media_type: str, name: str, *, is_attachment: bool = False) -> HttpResponse:
    """A file with a name to keep it under."""
    how = "attachment" if is_attachment else "inline"
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'{how}; filename="{name}"'}
    )
