"""Doors to presence and to the register that follows it."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from voting.meetings import queries as meetings
from voting.register import actions, queries
from voting.register.api.shapes import ApprovalShape, NewCheckInShape, RegisterShape, RegisterSummaryShape

# Described where registrations are made; named, not imported, since doors open outward only.
REGISTRATION: dict[Any, Any] = {(200, "application/json"): {"$ref": "#/components/schemas/RegistrationShape"}}


class CheckInsDoor(Door):
    """The desk."""

    verbs: ClassVar[dict[str, str]] = {"POST": "check_in.desk"}

    @extend_schema(request=NewCheckInShape, responses=REGISTRATION)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """A delegate comes. The same again gives the same answer."""
        form = NewCheckInShape(data=request.data)
        form.is_valid(raise_exception=True)
        registration = actions.check_in(
            meeting_id=meeting_id,
            registration_id=form.validated_data["registration"],
            venue_id=form.validated_data["venue"],
            by=self.actor,
            at=self.at,
        )
        return Response(meetings.registration_shape(registration))


class CheckInDoor(Door):
    """One who is here."""

    verbs: ClassVar[dict[str, str]] = {"DELETE": "check_in.desk"}

    @extend_schema(responses={204: None})
    def delete(self, request: Request, meeting_id: UUID, registration_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """A delegate leaves."""
        actions.check_out(meeting_id=meeting_id, registration_id=registration_id, by=self.actor, at=self.at)
        return Response(status=204)


class ArriveDoor(Door):
    """From afar."""

    verbs: ClassVar[dict[str, str]] = {"POST": "check_in.self"}

    @extend_schema(request=None, responses=REGISTRATION)
    def post(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """A remote delegate says that they are here."""
        registration = actions.arrive(meeting_id=meeting_id, by=self.actor, at=self.at)
        return Response(meetings.registration_shape(registration))


class RegisterDoor(Door):
    """The voting register."""

    verbs: ClassVar[dict[str, str]] = {"GET": "register.see"}

    @extend_schema(responses=RegisterShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """The one that holds, with its votes; before the approval, the one that would be approved."""
        return Response(queries.register_shape(meetings.meeting(meeting_id).pk))


class ApproveDoor(Door):
    """The meeting approves."""

    verbs: ClassVar[dict[str, str]] = {"POST": "register.approve"}

    @extend_schema(request=ApprovalShape, responses=RegisterSummaryShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """At the number of votes that was read out; not if somebody came or left meanwhile."""
        form = ApprovalShape(data=request.data)
        form.is_valid(raise_exception=True)
        register = actions.approve_register(
            meeting_id=meeting_id, total=form.validated_data["total"], by=self.actor, at=self.at
        )
        return Response(queries.summary_of(register))
