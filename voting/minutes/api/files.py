"""Doors to the minutes' files: scans, annexes, extracts, the bundle, and the public check."""

from __future__ import annotations

import io
from typing import Any, ClassVar
from uuid import UUID

from django.http import FileResponse, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import ANYONE, Door
from kernel.errors import Missing
from kernel.shapes import ProblemShape
from papers.signing import as_pem
from voting.meetings import queries as meetings
from voting.minutes import actions, queries
from voting.minutes.api import shapes
from voting.minutes.api.adjusting import STATE, StateOfMinutes
from voting.minutes.api.drafts import AnyAccept, inline
from voting.minutes.rules import filing

ENVELOPE = 64 * 1024  # what multipart wraps around the file
CHECKSUM = 64
FILE = {(200, "application/octet-stream"): OpenApiTypes.BINARY}
ITEMS = OpenApiParameter("items", str, description="numbers of §§, with commas between")


class ScansDoor(StateOfMinutes):
    """The paper that was signed by hand."""

    verbs: ClassVar[dict[str, str]] = {"POST": "minutes.edit"}
    parser_classes = (MultiPartParser,)

    @extend_schema(request={"multipart/form-data": shapes.ScanForm}, responses=STATE)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Keep the scan, PDF, JPEG or PNG; it completes the minutes."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > filing.MAX_BYTES + ENVELOPE:
            raise filing.too_large()  # before a single byte of it is read
        form = shapes.ScanForm(data=request.data)
        form.is_valid(raise_exception=True)
        content = form.validated_data["file"].read()
        actions.file_paper(meeting_id=meeting_id, content=content, by=self.actor, at=self.at)
        return self.state(meeting_id)


class MinutesFileDoor(Door):
    """One file of the minutes."""

    asks = (meetings.must_read,)
    verbs: ClassVar[dict[str, str]] = {"GET": "minutes.see"}
    content_negotiation_class = AnyAccept

    @extend_schema(responses=FILE)
    def get(self, request: Request, meeting_id: UUID, sha256: str) -> HttpResponse:  # noqa: ARG002  DRF's signature
        """By its checksum: a version, a signed file, an annex, a scan or an extract."""
        if len(sha256) != CHECKSUM:
            raise Missing
        kept = queries.file_with(meeting_id, sha256)
        return inline(kept.content, kept.media_type, kept.name, is_attachment=True)


class BundleDoor(Door):
    """The minutes with everything that goes with them."""

    asks = (meetings.must_read,)
    verbs: ClassVar[dict[str, str]] = {"GET": "minutes.see"}
    content_negotiation_class = AnyAccept

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, meeting_id: UUID) -> FileResponse:  # noqa: ARG002  DRF's signature
        """One zip: the newest file, every annex and scan, and their checksums."""
        name, content = queries.bundle_of(meeting_id)
        size = content.seek(0, io.SEEK_END)
        content.seek(0)
        headers = {"Content-Length": str(size)}
        return FileResponse(
            content, as_attachment=True, filename=name, content_type="application/zip", headers=headers
        )


class ExtractsDoor(StateOfMinutes):
    """Some §§ for a bank or an authority."""

    verbs: ClassVar[dict[str, str]] = {"GET": "minutes.extract", "POST": "minutes.extract"}

    @extend_schema(parameters=[ITEMS], responses=shapes.ExtractViewShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:
        """What can be chosen, what these §§ would tell, and what is in the way."""
        asked = request.query_params.get("items", "").split(",")
        chosen = [int(one) for one in asked if one.strip().isdecimal() and len(one.strip()) < 4]  # noqa: PLR2004  no agenda is longer
        return Response(shapes.ExtractViewShape(queries.extract_view(meeting_id, chosen)).data)

    @extend_schema(request=shapes.ExtractForm, responses={201: shapes.ExtractRowShape, 409: ProblemShape})
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Print them, word for word, with two lines to certify on."""
        form = shapes.ExtractForm(data=request.data)
        form.is_valid(raise_exception=True)
        made = actions.make_extract(
            meeting_id=meeting_id, items=form.validated_data["items"], by=self.actor, at=self.at
        )
        return Response(shapes.ExtractRowShape(queries.extract_shape(made)).data, status=201)


class RegistrationPapersDoor(Door):
    """What goes to the authority and the bank."""

    verbs: ClassVar[dict[str, str]] = {"GET": "minutes.see"}

    @extend_schema(responses=shapes.RegistrationPaperShape(many=True))
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """The minutes of each meeting that brought something about, and the extracts made of them."""
        return Response(shapes.RegistrationPaperShape(queries.papers_of_registration(), many=True).data)


class ChecksDoor(Door):
    """Whether a file is the one that was signed."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses=shapes.FileCheckShape)
    def get(self, request: Request, sha256: str) -> Response:  # noqa: ARG002  DRF's signature
        """Only the checksum is asked for, never the file. One changed byte, and nobody knows it."""
        found: dict[str, Any] = queries.check(sha256.lower())
        return Response(shapes.FileCheckShape(found).data)


class AuthorityDoor(Door):
    """The certificates that signatures are judged by."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}
    content_negotiation_class = AnyAccept

    @extend_schema(responses={(200, "application/x-pem-file"): OpenApiTypes.STR})
    def get(self, request: Request) -> HttpResponse:  # noqa: ARG002  DRF's signature
        """Every authority this association has had, the newest first, as PEM."""
        found = queries.authorities()
        if not found:
            raise Missing
        text = "".join(as_pem(bytes(one.certificate)) for one in found)
        return inline(text.encode(), "application/x-pem-file", "underskrifter.pem", is_attachment=True)
