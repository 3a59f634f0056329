"""Doors to the statutes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
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
from kernel.doors import ANYONE, Door
from kernel.errors import Malformed, Missing, Obstacle
from papers.pdf import compile_typst
from tenants.networks.rules import country_of
from tenants.statutes import actions, queries, rules
from tenants.statutes.enums import Status
from tenants.statutes.models import Moment, Version


class MomentShape(serializers.Serializer[Any]):
    """A numbered paragraph; ``id`` is the key that amendments name, such as par1.2."""

    id = serializers.CharField(source="key")
    num = serializers.IntegerField(source="number")
    text_sv = serializers.CharField()
    text_en = serializers.CharField(allow_blank=True)
    rules = serializers.SerializerMethodField(help_text="the parameters that the wording sets, by name")

    def get_rules(self, moment: Moment) -> dict[str, Any]:
        """In the names that the house decides by."""
        return rules.canonical(moment.rules or {})


class SectionShape(serializers.Serializer[Any]):
    """A § with its paragraphs."""

    id = serializers.CharField(source="key")
    num = serializers.IntegerField(source="number")
    heading_sv = serializers.CharField()
    heading_en = serializers.CharField(allow_blank=True)
    moments = MomentShape(many=True)


class StatutesShape(serializers.Serializer[Any]):
    """A text of the statutes. Its title is in the language of record."""

    title = serializers.CharField(source="title_sv")
    title_en = serializers.CharField(allow_blank=True)
    version = serializers.CharField(source="number")
    sections = SectionShape(many=True)


class StatutesVersionShape(serializers.Serializer[Any]):
    """One text of the statutes, and how far it has come."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    status = serializers.ChoiceField(choices=[s.value for s in Status])
    title = serializers.CharField(source="title_sv")
    base = serializers.UUIDField(source="base_id", allow_null=True)
    meeting = serializers.UUIDField(allow_null=True)
    item_no = serializers.IntegerField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    not_before = serializers.DateField(allow_null=True)
    in_force_from = serializers.DateField(allow_null=True)
    superseded_on = serializers.DateField(allow_null=True)


class WholeVersionShape(StatutesVersionShape):
    """One text, whole."""

    sections = SectionShape(many=True)


class PieceShape(serializers.Serializer[Any]):
    """A stretch of words that stayed, was added or was struck."""

    mark = serializers.ChoiceField(choices=["same", "added", "struck"])
    text = serializers.CharField()


class ChangedMomentShape(serializers.Serializer[Any]):
    """A moment of either text."""

    key = serializers.CharField()
    section = serializers.IntegerField()
    number = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=["same", "changed", "added", "removed"])
    pieces = PieceShape(many=True)


class LintFindingShape(serializers.Serializer[Any]):
    """Something the text leaves open or says twice."""

    code = serializers.CharField()
    severity = serializers.ChoiceField(choices=["gap", "look"])
    moment = serializers.CharField(allow_blank=True)
    params = serializers.DictField()


class AnyAccept(DefaultContentNegotiation):
    """A browser that asks for a file is given one; DRF's renderers have no say."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:  # noqa: ANN401, ARG002  DRF's signature
        """Take the first renderer whatever was asked for."""
        return renderers[0], renderers[0].media_type


class ProposedDoor(Door):
    """The text that is proposed."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE, "PUT": "meetings.prepare"}

    @extend_schema(responses=StatutesShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Clause by clause, for everybody."""
        version = queries.proposed()
        if version is None:
            raise Missing
        return Response(StatutesShape(version).data)

    @extend_schema(request={"application/json": dict[str, Any]}, responses=StatutesShape)
    def put(self, request: Request) -> Response:
        """Lay out a text; the same text again changes nothing."""
        if not isinstance(request.data, dict):
            raise Malformed({"body": [Obstacle("tenants.statutes.document_missing", {"place": "body"})]})
        version = actions.publish_proposal(document=request.data, by=self.actor, at=self.at)
        return Response(StatutesShape(version).data)


class VersionsDoor(Door):
    """Every text there was."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(
        parameters=[OpenApiParameter("on", date, description="only the text in force on this day")],
        responses=StatutesVersionShape(many=True),
    )
    def get(self, request: Request) -> Response:
        """The newest first; with ``on``, the consolidated text of that day."""
        day = request.query_params.get("on")
        if day is None:
            return Response(StatutesVersionShape(queries.versions(), many=True).data)
        try:
            found = queries.in_force(date.fromisoformat(day))
        except ValueError:
            raise Malformed({"on": [Obstacle("platform.kernel.field_invalid")]}) from None
        return Response(StatutesVersionShape([found] if found else [], many=True).data)


class VersionDoor(Door):
    """One text."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses=WholeVersionShape)
    def get(self, request: Request, version_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Clause by clause."""
        return Response(WholeVersionShape(queries.version_by_id(version_id)).data)


class RedlineDoor(Door):
    """What a meeting changed."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses=ChangedMomentShape(many=True))
    def get(self, request: Request, version_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Word by word against the text it was laid on; Missing for a text that was laid on none."""
        base, new = _both(version_id)
        changes = rules.redline(queries.text_of(base), queries.text_of(new))
        return Response([asdict(one) for one in changes])


class RedlinePdfDoor(Door):
    """The same on paper."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}
    content_negotiation_class = AnyAccept

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, version_id: UUID) -> HttpResponse:  # noqa: ARG002  DRF's signature
        """Tagged PDF/UA."""
        base, new = _both(version_id)
        paper = rules.paper_of(
            queries.text_of(base), queries.text_of(new), association=tenancy.current().name
        )
        pdf = compile_typst("redline", paper, lang="sv", created_at=new.created_at)
        name = f"stadgar-{base.number}-{new.number}.pdf"
        return HttpResponse(
            pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
        )


class StatutesPdfDoor(Door):
    """The text on paper, for the authority and the bank."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}
    content_negotiation_class = AnyAccept

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, version_id: UUID) -> HttpResponse:  # noqa: ARG002  DRF's signature
        """Whole, tagged PDF/UA and PDF/A."""
        version = queries.version_by_id(version_id)
        paper = rules.whole_paper_of(queries.text_of(version), association=tenancy.current().name)
        pdf = compile_typst("redline", paper, lang="sv", created_at=version.created_at)
        name = f"stadgar-{version.number}.pdf"
        return HttpResponse(
            pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
        )


class AkomaNtosoDoor(Door):
    """The text for other systems of law."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}
    content_negotiation_class = AnyAccept

    @extend_schema(responses={(200, "application/akn+xml"): OpenApiTypes.STR})
    def get(self, request: Request, version_id: UUID) -> HttpResponse:  # noqa: ARG002  DRF's signature
        """Akoma Ntoso 1.0."""
        version, network = queries.version_by_id(version_id), tenancy.current()
        of = rules.Provenance(
            slug=network.slug,
            country=network.country,
            day=version.in_force_from or version.created_at.date(),
            is_adopted=version.in_force_from is not None,
            association=network.name,
        )
        found = rules.akoma_ntoso(queries.text_of(version), of)
        return HttpResponse(found, content_type="application/akn+xml")


class LintDoor(Door):
    """What the text leaves open."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses=LintFindingShape(many=True))
    def get(self, request: Request, version_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Gaps first."""
        text = queries.text_of(queries.version_by_id(version_id))
        findings = rules.findings_in(text, country_of(tenancy.current().country))
        return Response([asdict(one) for one in findings])


def _both(version_id: UUID) -> tuple[Version, Version]:
    new = queries.version_by_id(version_id)
    if new.base_id is None:
        raise Missing
    return queries.version_by_id(new.base_id), new
