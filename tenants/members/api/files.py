"""Doors to files of members: preview, apply, export."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from kernel.errors import Missing
from tenants.members import actions, queries, rules
from tenants.members.api.shapes import CreatedShape, MemberImportShape, UploadShape

ENVELOPE = 64 * 1024  # what multipart wraps around the file


class ImportsDoor(Door):
    """Read a file."""

    verbs: ClassVar[dict[str, str]] = {"POST": "members.change"}
    parser_classes = (MultiPartParser,)

    @extend_schema(request={"multipart/form-data": UploadShape}, responses={201: MemberImportShape})
    def post(self, request: Request) -> Response:
        """Every row as it was understood. No member is touched."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > rules.MAX_BYTES + ENVELOPE:
            raise rules.too_large()  # before a single byte of it is read
        form = UploadShape(data=request.data)
        form.is_valid(raise_exception=True)
        file = form.validated_data["file"]
        if file.size > rules.MAX_BYTES:
            raise rules.too_large()
        found = actions.preview_import(file_name=file.name, content=file.read(), at=self.at)
        return Response(MemberImportShape(queries.import_now(found)).data, status=201)


class ImportDoor(Door):
    """A file that was read."""

    verbs: ClassVar[dict[str, str]] = {"GET": "members.change"}

    @extend_schema(responses=MemberImportShape)
    def get(self, request: Request, import_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Its rows, beside the members that are here now."""
        found = queries.member_import(import_id)
        if found is None:
            raise Missing
        return Response(MemberImportShape(found).data)


class ApplyDoor(Door):
    """Read it in."""

    verbs: ClassVar[dict[str, str]] = {"POST": "members.change"}

    @extend_schema(request=None, responses=CreatedShape)
    def post(self, request: Request, import_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """All rows or none; again, the same answer."""
        found = actions.apply_import(import_id=import_id, by=self.actor, at=self.at)
        return Response(CreatedShape(found).data)


class AnyFormat(BaseContentNegotiation):
    """A file has one format, whatever the browser would rather have."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser:  # noqa: ARG002  DRF's signature
        """The first."""
        return next(iter(parsers))

    def select_renderer(
        self,
        request: Request,  # noqa: ARG002  DRF's signature
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,  # noqa: ARG002  DRF's signature
    ) -> tuple[BaseRenderer, str]:
        """The first, which renders what goes wrong."""
        first = next(iter(renderers))
        return first, str(first.media_type)


class ExportDoor(Door):
    """The members as a file."""

    verbs: ClassVar[dict[str, str]] = {"GET": "members.see"}
    content_negotiation_class = AnyFormat

    @extend_schema(operation_id="members_file", responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002  DRF's signature
        """The same columns as an import reads; nothing in it runs in a spreadsheet."""
        return HttpResponse(
            rules.as_file(queries.members_for_file()),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="members.csv"'},
        )
