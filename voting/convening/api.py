"""Doors to a meeting's notice: the office sees it, words it, has it sent, and has the proof."""

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

from kernel.doors import Door
from kernel.shapes import ObstacleShape, ProblemShape
from notices.enums import LetterState
from notices.tasks import deliver_soon
from papers.pdf import compile_typst
from voting.convening import actions, queries, rules

LANG = OpenApiParameter("lang", str, enum=["sv", "en"], description="the letter's language; sv if left out")
NUMBER = OpenApiParameter("number", int, description="a notice that was sent; the draft if left out")
OFFICE: dict[str, str] = {"GET": "meetings.prepare", "PUT": "meetings.prepare"}


class NoticeWordsShape(serializers.Serializer[Any]):
    """The convenor's own words; how to take part from afar, where it is not as usual."""

    own_sv = serializers.CharField(max_length=5000, allow_blank=True, required=False)
    own_en = serializers.CharField(max_length=5000, allow_blank=True, required=False)
    remote_sv = serializers.CharField(max_length=5000, allow_blank=True, required=False)
    remote_en = serializers.CharField(max_length=5000, allow_blank=True, required=False)


class NoticeSendingShape(serializers.Serializer[Any]):
    """Which notice is to be sent, and whether the office knows that it is too late by the rules."""

    number = serializers.IntegerField(min_value=1, max_value=1000)
    accept_late = serializers.BooleanField(default=False)


class LetterPartShape(serializers.Serializer[Any]):
    """A part of the letter."""

    name = serializers.CharField()
    heading = serializers.CharField(allow_blank=True)
    lines = serializers.ListField(child=serializers.CharField())


class SentNoticeShape(serializers.Serializer[Any]):
    """A notice that was sent."""

    number = serializers.IntegerField()
    sent_at = serializers.DateTimeField()
    by = serializers.CharField()
    sha256 = serializers.CharField()


class DeliveryShape(serializers.Serializer[Any]):
    """One letter and what became of it."""

    member = serializers.CharField()
    name = serializers.CharField()
    email = serializers.CharField()
    state = serializers.ChoiceField(choices=[s.value for s in LetterState])
    is_late = serializers.BooleanField()
    attempts = serializers.IntegerField()
    reason = serializers.CharField(allow_blank=True)
    message_id = serializers.CharField(allow_blank=True)
    sent_at = serializers.DateTimeField(allow_null=True)


class LawShape(serializers.Serializer[Any]):
    """What the country says about taking part from afar."""

    sv = serializers.CharField()
    en = serializers.CharField()
    source_sv = serializers.CharField(allow_blank=True)
    source_en = serializers.CharField(allow_blank=True)
    basis = serializers.ChoiceField(choices=["source", "common", "product"])


class KeptWordsShape(serializers.Serializer[Any]):
    """The words of the draft."""

    own_sv = serializers.CharField(allow_blank=True)
    own_en = serializers.CharField(allow_blank=True)
    remote_sv = serializers.CharField(allow_blank=True)
    remote_en = serializers.CharField(allow_blank=True)


class NoticeLetterShape(serializers.Serializer[Any]):
    """The notice on one page."""

    number = serializers.IntegerField(help_text="the one that would be sent now")
    words = KeptWordsShape()
    subject = serializers.CharField()
    opening = serializers.CharField()
    sections = LetterPartShape(many=True)
    text = serializers.CharField(help_text="the letter as plain text, to a made-up recipient")
    recipients = serializers.IntegerField()
    days = serializers.IntegerField(allow_null=True)
    latest_day = serializers.DateField(allow_null=True)
    source_sv = serializers.CharField(allow_blank=True)
    source_en = serializers.CharField(allow_blank=True)
    findings = ObstacleShape(many=True)
    warnings = ObstacleShape(many=True, help_text="what keeps it from being opened as it is called")
    obstacles = ObstacleShape(many=True)
    sent = SentNoticeShape(many=True)
    is_changed = serializers.BooleanField(
        help_text="the plan says something else than the notice that was sent"
    )
    late = serializers.IntegerField(help_text="who has no letter of the latest notice")
    waiting = serializers.IntegerField()
    delivered = serializers.IntegerField()
    failed = serializers.IntegerField()
    deliveries = DeliveryShape(many=True)
    remote_law = LawShape(many=True)


class AnyAccept(DefaultContentNegotiation):
    """A browser that asks for a file is given one; DRF's renderers have no say."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:  # noqa: ANN401, ARG002  DRF's signature
        """Take the first renderer whatever was asked for."""
        return renderers[0], renderers[0].media_type


class _NoticeDoor(Door):
    """What every door to the notice answers."""

    def shown(self, request: Request, meeting_id: UUID) -> Response:
        """The whole page."""
        return Response(NoticeLetterShape(queries.view(meeting_id, _lang(request), at=self.at)).data)


class NoticeDoor(_NoticeDoor):
    """The notice."""

    verbs: ClassVar[dict[str, str]] = OFFICE

    @extend_schema(parameters=[LANG], responses=NoticeLetterShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:
        """As it would go out now, and what became of those that went."""
        return self.shown(request, meeting_id)

    @extend_schema(parameters=[LANG], request=NoticeWordsShape, responses=NoticeLetterShape)
    def put(self, request: Request, meeting_id: UUID) -> Response:
        """Keep one's own words; nothing is sent."""
        form = NoticeWordsShape(data=request.data)
        form.is_valid(raise_exception=True)
        actions.word_notice(meeting_id=meeting_id, words=form.validated_data)
        return self.shown(request, meeting_id)


class NoticeSendDoor(_NoticeDoor):
    """Out with it."""

    verbs: ClassVar[dict[str, str]] = {"POST": "meetings.prepare"}

    @extend_schema(request=NoticeSendingShape, responses={200: NoticeLetterShape, 409: ProblemShape})
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """To everybody it concerns. The same number again sends nothing."""
        form = NoticeSendingShape(data=request.data)
        form.is_valid(raise_exception=True)
        _, is_new = actions.send_notice(
            meeting_id=meeting_id, by=self.actor, at=self.at, **form.validated_data
        )
        if is_new:
            deliver_soon("notices")
        return self.shown(request, meeting_id)


class NoticeAgainDoor(_NoticeDoor):
    """Letters that failed."""

    verbs: ClassVar[dict[str, str]] = {"POST": "meetings.prepare"}

    @extend_schema(request=None, responses=NoticeLetterShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Try them again."""
        if actions.send_again(meeting_id=meeting_id, by=self.actor, at=self.at):
            deliver_soon("notices")
        return self.shown(request, meeting_id)


class NoticeLateDoor(_NoticeDoor):
    """Those who came later."""

    verbs: ClassVar[dict[str, str]] = {"POST": "meetings.prepare"}

    @extend_schema(request=None, responses=NoticeLetterShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Send them the latest notice."""
        if actions.send_to_late(meeting_id=meeting_id, by=self.actor, at=self.at):
            deliver_soon("notices")
        return self.shown(request, meeting_id)


class NoticePdfDoor(Door):
    """The letter on paper."""

    verbs: ClassVar[dict[str, str]] = {"GET": "meetings.prepare"}
    content_negotiation_class = AnyAccept

    @extend_schema(parameters=[LANG, NUMBER], responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, meeting_id: UUID) -> HttpResponse:
        """The draft, or one that was sent, byte for byte as it was. PDF/UA and PDF/A."""
        asked, lang = request.query_params.get("number", ""), _lang(request)
        number = int(asked[:4]) if asked.isdecimal() else None
        notice, facts = queries.paper(meeting_id, number)
        pdf = bytes(notice.pdf) if notice.pdf and lang == "sv" else None
        if pdf is None:
            paper = rules.paper_of(facts, lang, queries.zone())
            pdf = compile_typst("notice", paper, lang=lang, created_at=notice.sent_at or self.at)
        return _file(pdf, "application/pdf", f"kallelse-{notice.number}-{lang}.pdf", inline=True)


class NoticeProofDoor(Door):
    """The proof."""

    verbs: ClassVar[dict[str, str]] = {"GET": "meetings.prepare"}
    content_negotiation_class = AnyAccept

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request, meeting_id: UUID) -> HttpResponse:  # noqa: ARG002  DRF's signature
        """Every letter: to whom, when the mail server took it, under which message id."""
        return _file(
            queries.proof(meeting_id), "text/csv; charset=utf-8", "kallelse-utskick.csv", inline=False
        )


def _file(content: bytes, media_type: str, name: str, *, inline: bool) -> HttpResponse:
    how = "inline" if inline else "attachment"
    headers = {"Content-Disposition": f'{how}; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=media_type, headers=headers)


def _lang(request: Request) -> str:
    return "en" if request.query_params.get("lang") == "en" else "sv"
