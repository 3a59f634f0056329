"""Doors to members one at a time, and to the network's own page."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel import tenancy
from kernel.doors import ANYONE, Door
from kernel.errors import Missing
from tenants.members import actions, queries
from tenants.members.api.shapes import (
    MemberFieldsShape,
    MemberShape,
    MembersShape,
    NetworkPageShape,
    SearchShape,
)


class MembersDoor(Door):
    """All of them."""

    verbs: ClassVar[dict[str, str]] = {"GET": "members.see", "POST": "members.change"}

    @extend_schema(operation_id="members_list", parameters=[SearchShape], responses=MembersShape)
    def get(self, request: Request) -> Response:
        """Fifty at a time in Swedish order, by number, organisation, contact or delegate."""
        wish = SearchShape(data=request.query_params)
        wish.is_valid(raise_exception=True)
        return Response(MembersShape(queries.page_of_members(**wish.validated_data)).data)

    @extend_schema(request=MemberFieldsShape, responses={201: MemberShape})
    def post(self, request: Request) -> Response:
        """Add one; its contact can sign in at once."""
        form = MemberFieldsShape(data=request.data)
        form.is_valid(raise_exception=True)
        member = actions.add_member(form.as_text(), by=self.actor, at=self.at)
        return Response(MemberShape(member).data, status=201)


class MemberDoor(Door):
    """One of them."""

    verbs: ClassVar[dict[str, str]] = {"GET": "members.see", "PATCH": "members.change"}

    @extend_schema(responses=MemberShape)
    def get(self, request: Request, member_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """What is known about it."""
        member = queries.member(member_id)
        if member is None:
            raise Missing
        return Response(MemberShape(member).data)

    @extend_schema(request=MemberFieldsShape, responses=MemberShape)
    def patch(self, request: Request, member_id: UUID) -> Response:
        """Change the fields that are sent."""
        form = MemberFieldsShape(data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        member = actions.change_member(member_id=member_id, values=form.as_text(), by=self.actor, at=self.at)
        return Response(MemberShape(member).data)


class NetworkDoor(Door):
    """The network's page. It stands here because networks do not know of members."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses=NetworkPageShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Its name, how far it has come, and how many belong to it."""
        network = tenancy.current()
        page = {
            "name": network.name,
            "slug": network.slug,
            "stage": network.stage,
            "language": network.language,
            "members": queries.member_count(),
        }
        return Response(NetworkPageShape(page).data)
