"""Doors to the files that lie under the items, to be annexes of the minutes."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from kernel.shapes import ProblemShape
from voting.meetings import queries as meetings
from voting.minutes import actions, queries
from voting.minutes.api.drafts import AnyAccept, inline
from voting.minutes.rules import attaching

ENVELOPE = 64 * 1024  # what multipart wraps around the file


class AttachmentForm(serializers.Serializer[Any]):
    """A PDF, and what it is called in the list of annexes; without a title it has the item's."""

    file = serializers.FileField(allow_empty_file=True)
    title = serializers.CharField(max_length=200, allow_blank=True, default="")


class AttachmentShape(serializers.Serializer[Any]):
    """A file under an item."""

    id = serializers.UUIDField()
    item_no = serializers.IntegerField()
    title = serializers.CharField()
    name = serializers.CharField()
    sha256 = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()


class AttachmentsDoor(Door):
    """The files of a meeting."""

    asks = (meetings.must_read,)
    verbs: ClassVar[dict[str, str]] = {"GET": "minutes.see"}

    @extend_schema(responses=AttachmentShape(many=True))
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Under every item, in order."""
        found = [queries.attachment_shape(one) for one in queries.attachments_of(meeting_id)]
        return Response(AttachmentShape(found, many=True).data)


class ItemAttachmentsDoor(Door):
    """The files under one item."""

    asks = (meetings.must_read,)
    verbs: ClassVar[dict[str, str]] = {"POST": "items.word"}
    parser_classes = (MultiPartParser,)

    @extend_schema(
        request={"multipart/form-data": AttachmentForm}, responses={201: AttachmentShape, 409: ProblemShape}
    )
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:
        """Lay one more there. The same file again is the same one."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > attaching.MAX_BYTES + ENVELOPE:
            raise attaching.too_large()  # before a single byte of it is read
        form = AttachmentForm(data=request.data)
        form.is_valid(raise_exception=True)
        made = actions.attach_file(
            meeting_id=meeting_id, no=no, content=form.validated_data["file"].read(),
            title=form.validated_data["title"], by=self.actor, at=self.at,
        )  # fmt: skip
        return Response(AttachmentShape(queries.attachment_shape(made)).data, status=201)


class AttachmentDoor(Door):
    """One file."""

    asks = (queries.must_read_attachment,)
    verbs: ClassVar[dict[str, str]] = {"GET": "minutes.see", "DELETE": "items.word"}
    content_negotiation_class = AnyAccept

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, attachment_id: UUID) -> HttpResponse:  # noqa: ARG002  DRF's signature
        """To read it."""
        found = queries.attachment(attachment_id)
        name = queries.attachment_shape(found)["name"]
        return inline(bytes(found.content), attaching.MEDIA_TYPE, name, is_attachment=True)

    @extend_schema(request=None, responses={204: None, 409: ProblemShape})
    def delete(self, request: Request, attachment_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Take it away, until it is frozen."""
        actions.remove_file(attachment_id=attachment_id, by=self.actor, at=self.at)
        return Response(status=204)
