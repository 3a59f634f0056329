"""Doors to the file of everything. They open also when nothing may be changed (ADR 18)."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kernel import tenancy
from kernel.doors import Door
from tenants.exports import actions, queries, rules
from tenants.exports.enums import ExportState
from tenants.exports.models import Export
from tenants.exports.tasks import make_soon

ZIP = "application/zip"


class ExportShape(serializers.Serializer[Any]):
    """One export. ``kept_until`` is null while there is no file, and when it is gone."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=[s.value for s in ExportState])
    asked_by = serializers.CharField(allow_blank=True)
    asked_at = serializers.DateTimeField()
    total = serializers.IntegerField(help_text="files to pack; 0 until they are counted")
    packed = serializers.IntegerField()
    made_at = serializers.DateTimeField(allow_null=True)
    size = serializers.IntegerField(help_text="bytes")
    sha256 = serializers.CharField(allow_blank=True)
    kept_until = serializers.DateTimeField(allow_null=True)


class NewestExportShape(serializers.Serializer[Any]):
    """The one that was asked for last, if any was."""

    newest = ExportShape(allow_null=True)


class ExportForm(serializers.Serializer[Any]):
    """``key`` is the client's name for it, so that sent twice it is one."""

    key = serializers.UUIDField()
    language = serializers.ChoiceField(choices=["sv", "en"], required=False, default="sv")


class ExportDoorway(Door):
    """The board's; the office's where there is no board."""

    asks = (queries.must_have,)


class ExportsDoor(ExportDoorway):
    """Ask for it, and see how far it has come."""

    verbs: ClassVar[dict[str, str]] = {"GET": queries.VERB, "POST": queries.VERB}
    even_read_only = frozenset({"POST"})

    @extend_schema(responses=NewestExportShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """The newest."""
        found = queries.newest()
        return Response({"newest": _shape(found) if found else None})

    @extend_schema(request=ExportForm, responses={202: ExportShape})
    def post(self, request: Request) -> Response:
        """Begin to make one; while one is being made, that one is told."""
        form = ExportForm(data=request.data)
        form.is_valid(raise_exception=True)
        asked = actions.ask_export(by=self.actor, at=self.at, **form.validated_data)
        make_soon(asked.pk)
        return Response(_shape(asked), status=202)


class ExportFileDoor(ExportDoorway):
    """The file."""

    verbs: ClassVar[dict[str, str]] = {"GET": queries.VERB}

    @extend_schema(responses={(200, ZIP): OpenApiTypes.BINARY})
    def get(self, request: Request, export_id: UUID) -> FileResponse:  # noqa: ARG002  DRF's signature
        """The whole zip. That it was fetched, and by whom, stands in the record."""
        found, whole = actions.fetch_export(export_id=export_id, by=self.actor, at=self.at)
        made = found.made_at or self.at
        name = rules.file_name(tenancy.current().slug, on=made.date())
        headers = {"Cache-Control": "no-store", "Content-Length": str(found.size)}
        return FileResponse(whole, as_attachment=True, filename=name, content_type=ZIP, headers=headers)


def _shape(found: Export) -> dict[str, Any]:
    found.kept_until = queries.kept_until(found)  # type: ignore[attr-defined]  # for the shape alone
    return dict(ExportShape(found).data)
