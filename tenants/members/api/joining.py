"""Doors to membership: one's own organisation's, asked for and withdrawn."""

from __future__ import annotations

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from kernel.shapes import ProblemShape
from tenants.members import actions, queries
from tenants.members.api.shapes import MembershipShape


class MembershipDoor(Door):
    """One's own organisation."""

    verbs: ClassVar[dict[str, str]] = {"GET": "membership.own"}

    @extend_schema(operation_id="my_membership", responses=MembershipShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Whether it is a member, since when, and what became of its application."""
        return Response(MembershipShape(queries.membership(self.actor.id)).data)


class ApplicationDoor(Door):
    """Its application."""

    verbs: ClassVar[dict[str, str]] = {"POST": "membership.own", "DELETE": "membership.own"}

    @extend_schema(request=None, responses={201: MembershipShape, 409: ProblemShape})
    def post(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Ask the board to let it in. Asked again while it waits, it is the same application."""
        actions.ask_to_join(by=self.actor, at=self.at)
        return Response(MembershipShape(queries.membership(self.actor.id)).data, status=201)

    @extend_schema(responses=MembershipShape)
    def delete(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Do not ask any more; what the board has decided stays."""
        actions.withdraw_application(by=self.actor, at=self.at)
        return Response(MembershipShape(queries.membership(self.actor.id)).data)
