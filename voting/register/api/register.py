"""Doors to presence and to the register that follows it."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from voting.meetings import queries as meetings
from voting.register import actions, queries
from voting.register.api.moments import MomentForm, RegisterAtShape, RegisterCourseShape
from voting.register.api.shapes import (
    ApprovalShape,
    NewCheckInShape,
    RegisterShape,
    RegisterSummaryShape,
    VersionShape,
)

AT = OpenApiParameter("at", str, description="the moment, ISO 8601; now without it")
ITEM = OpenApiParameter("item_no", int, description="as for votes under this item: without those with jäv")
SUBSTITUTE = OpenApiParameter("substitute", bool, description="the substitute, not the delegate")

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
            is_substitute=form.validated_data["substitute"],
            by=self.actor,
            at=self.at,
        )
        return Response(meetings.registration_shape(registration))


class CheckInDoor(Door):
    """One who is here."""

    verbs: ClassVar[dict[str, str]] = {"DELETE": "check_in.desk"}

    @extend_schema(parameters=[SUBSTITUTE], responses={204: None})
    def delete(self, request: Request, meeting_id: UUID, registration_id: UUID) -> Response:
        """A delegate leaves, or the substitute."""
        actions.check_out(
            meeting_id=meeting_id, registration_id=registration_id, by=self.actor, at=self.at,
            is_substitute=request.query_params.get("substitute", "") in {"1", "true"},
        )  # fmt: skip
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


class RegisterAtDoor(Door):
    """At any moment."""

    verbs: ClassVar[dict[str, str]] = {"GET": "register.see"}

    @extend_schema(parameters=[AT, ITEM], responses=RegisterAtShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:
        """Who was entitled then and why; of everybody else, why not."""
        form = MomentForm(data=request.query_params)
        form.is_valid(raise_exception=True)
        found = meetings.meeting(meeting_id)
        moment, item_no = form.validated_data.get("at", self.at), form.validated_data.get("item_no")
        return Response(queries.register_at(found, moment, item_no=item_no))


class VersionsDoor(Door):
    """Its course."""

    verbs: ClassVar[dict[str, str]] = {"GET": "register.see"}

    @extend_schema(responses=VersionShape(many=True))
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Every version, the first one first, with what changed."""
        return Response(queries.versions_shape(meetings.meeting(meeting_id).pk))


class CourseDoor(Door):
    """Its line through time."""

    verbs: ClassVar[dict[str, str]] = {"GET": "register.see"}

    @extend_schema(responses=RegisterCourseShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Each moment at which somebody came or left, with the votes after it; and who has jäv where."""
        return Response(queries.register_course(meetings.meeting(meeting_id)))


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
