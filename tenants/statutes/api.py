"""Doors to the statutes."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import ANYONE, Door
from kernel.errors import Malformed, Missing, Obstacle
from tenants.statutes import actions, queries


class MomentShape(serializers.Serializer[Any]):
    """A numbered paragraph; ``id`` is the key that amendments name, such as par1.2."""

    id = serializers.CharField(source="key")
    num = serializers.IntegerField(source="number")
    text_sv = serializers.CharField()
    text_en = serializers.CharField(allow_blank=True)


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
