"""Doors to proxies: filed by the member or at the desk, with the signed paper itself."""

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
from kernel.errors import Malformed, Obstacle
from voting.register import actions, queries
from voting.register.api.shapes import ReasonShape
from voting.register.rules import MAX_BYTES

ENVELOPE = 64 * 1024  # what multipart wraps around the file


class NewProxyShape(serializers.Serializer[Any]):
    """To whom, of what day, and the signed paper as a PDF or a picture."""

    holder_name = serializers.CharField(max_length=200)
    holder_email = serializers.EmailField()
    dated = serializers.DateField()
    file = serializers.FileField()

    def paper(self) -> actions.Paper:
        """Read it, or tell every fault of every field."""
        self.is_valid(raise_exception=True)
        given = self.validated_data
        return actions.Paper(
            holder_name=given["holder_name"], holder_email=given["holder_email"], dated=given["dated"],
            file_name=given["file"].name, content=given["file"].read(MAX_BYTES + 1),
        )  # fmt: skip


class MembersProxyShape(NewProxyShape):
    """The same, and whose."""

    member = serializers.UUIDField()


class ProxyShape(serializers.Serializer[Any]):
    """A proxy, whether it counts now, and why not."""

    id = serializers.UUIDField()
    no = serializers.IntegerField()
    member_id = serializers.UUIDField()
    member = serializers.CharField()
    holder_name = serializers.CharField()
    holder_email = serializers.EmailField()
    dated = serializers.DateField()
    filed_at = serializers.DateTimeField()
    file_name = serializers.CharField()
    file_kind = serializers.CharField()
    sha256 = serializers.CharField()
    revoked_at = serializers.DateTimeField(allow_null=True)
    revoked_why = serializers.CharField(allow_blank=True)
    counts = serializers.BooleanField()
    reasons = ReasonShape(many=True)


class MyProxiesDoor(Door):
    """One's own organisation's."""

    verbs: ClassVar[dict[str, str]] = {"GET": "proxies.own", "POST": "proxies.own"}
    parser_classes = (MultiPartParser,)

    @extend_schema(responses=ProxyShape(many=True))
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """What was filed, and whether it counts."""
        return Response(queries.my_proxies(meeting_id, by=self.actor))

    @extend_schema(request={"multipart/form-data": NewProxyShape}, responses={201: ProxyShape})
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """File one; another replaces it."""
        _not_too_large(request)
        paper = NewProxyShape(data=request.data).paper()
        proxy = actions.file_own_proxy(meeting_id=meeting_id, paper=paper, by=self.actor, at=self.at)
        return Response(queries.shape_of_proxy(proxy.pk), status=201)


class MyProxyDoor(Door):
    """One of one's own."""

    verbs: ClassVar[dict[str, str]] = {"DELETE": "proxies.own"}

    @extend_schema(responses={204: None})
    def delete(self, request: Request, meeting_id: UUID, proxy_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Take it back."""
        actions.revoke_own_proxy(meeting_id=meeting_id, proxy_id=proxy_id, by=self.actor, at=self.at)
        return Response(status=204)


class ProxiesDoor(Door):
    """All of them, in the order of filing."""

    verbs: ClassVar[dict[str, str]] = {"GET": "proxies.see", "POST": "registrations.change"}
    parser_classes = (MultiPartParser,)

    @extend_schema(responses=ProxyShape(many=True))
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Whose, to whom, whether it counts and why not."""
        return Response(queries.proxies_of(meeting_id))

    @extend_schema(request={"multipart/form-data": MembersProxyShape}, responses={201: ProxyShape})
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """The desk files a member's."""
        _not_too_large(request)
        form = MembersProxyShape(data=request.data)
        paper = form.paper()
        proxy = actions.file_proxy(
            meeting_id=meeting_id, member_id=form.validated_data["member"], paper=paper,
            by=self.actor, at=self.at,
        )  # fmt: skip
        return Response(queries.shape_of_proxy(proxy.pk), status=201)


class ProxyDoor(Door):
    """One of them, at the desk."""

    verbs: ClassVar[dict[str, str]] = {"DELETE": "registrations.change"}

    @extend_schema(responses={204: None})
    def delete(self, request: Request, meeting_id: UUID, proxy_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """The member takes it back."""
        actions.revoke_proxy(meeting_id=meeting_id, proxy_id=proxy_id, why="", by=self.actor, at=self.at)
        return Response(status=204)


class ProxyFileDoor(Door):
    """The paper itself."""

    verbs: ClassVar[dict[str, str]] = {"GET": "proxies.see"}

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, meeting_id: UUID, proxy_id: UUID) -> HttpResponse:  # noqa: ARG002  DRF's signature
        """As it was handed in; to keep, never to run in the browser."""
        proxy = queries.proxy_file(meeting_id, proxy_id)
        answer = HttpResponse(bytes(proxy.content), content_type=proxy.file_kind)
        ending = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}[proxy.file_kind]
        answer["Content-Disposition"] = f'attachment; filename="fullmakt-{proxy.number}.{ending}"'
        answer["X-Content-Type-Options"] = "nosniff"
        return answer


def _not_too_large(request: Request) -> None:
    """Before a single byte of it is read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES + ENVELOPE:
        fault = Obstacle("voting.register.error_proxy_too_large", {"megabytes": MAX_BYTES >> 20})
        raise Malformed({"file": [fault]})
