"""Doors to registrations: one's own organisation's, and the office's list."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from kernel.errors import Missing
from voting.meetings import actions, queries
from voting.meetings.api.shapes import (
    MyOrganisationShape,
    NewRegistrationShape,
    RegistrationShape,
    RegistrationsShape,
    WishShape,
)
from voting.meetings.tasks import send_all_soon, send_soon

SEARCH = OpenApiParameter("search", str, description="words of the organisation's or the delegate's name")


class MyRegistrationDoor(Door):
    """One's own organisation's registration. Whose that is, the action decides."""

    verbs: ClassVar[dict[str, str]] = {
        "GET": "registrations.own",
        "PUT": "registrations.own",
        "DELETE": "registrations.own",
    }

    @extend_schema(responses=RegistrationShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """As it stands; missing when nobody is registered."""
        mine = queries.my_organisation(meeting_id, by=self.actor, at=self.at)
        if mine["registration"] is None:
            raise Missing
        return Response(mine["registration"])

    @extend_schema(request=WishShape, responses=RegistrationShape)
    def put(self, request: Request, meeting_id: UUID) -> Response:
        """Register or change; the letter goes out when it has been stored."""
        wish = WishShape(data=request.data).wish()
        outcome = actions.register_delegate(meeting_id=meeting_id, wish=wish, by=self.actor, at=self.at)
        return _answer(outcome)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Cancel."""
        actions.cancel_registration(meeting_id=meeting_id, by=self.actor, at=self.at)
        send_all_soon()
        return Response(status=204)


class MyOrganisationDoor(Door):
    """What a registration page shows before anything is filled in."""

    verbs: ClassVar[dict[str, str]] = {"GET": "registrations.own"}

    @extend_schema(responses=MyOrganisationShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Whom one registers for, and what stands in the way."""
        return Response(queries.my_organisation(meeting_id, by=self.actor, at=self.at))


class RegistrationsDoor(Door):
    """The office's list."""

    verbs: ClassVar[dict[str, str]] = {"GET": "registrations.see", "POST": "registrations.change"}

    @extend_schema(parameters=[SEARCH], responses=RegistrationsShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:
        """Those that were searched for; the totals are of all."""
        search = request.query_params.get("search", "").replace("\x00", "")
        return Response(queries.registration_list(meeting_id, search=search))

    @extend_schema(request=NewRegistrationShape, responses=RegistrationShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Register a member's delegate, also after the last day. The same again gives the same answer."""
        form = NewRegistrationShape(data=request.data)
        wish = form.wish()
        outcome = actions.register_at_desk(
            meeting_id=meeting_id,
            member_id=form.validated_data["member"],
            wish=wish,
            by=self.actor,
            at=self.at,
        )
        return _answer(outcome)


class RegistrationDoor(Door):
    """One registration, at the office."""

    verbs: ClassVar[dict[str, str]] = {"PUT": "registrations.change", "DELETE": "registrations.change"}

    @extend_schema(request=WishShape, responses=RegistrationShape)
    def put(self, request: Request, meeting_id: UUID, registration_id: UUID) -> Response:
        """Change it, also its delegate."""
        wish = WishShape(data=request.data).wish()
        outcome = actions.change_at_desk(
            meeting_id=meeting_id, registration_id=registration_id, wish=wish, by=self.actor, at=self.at
        )
        return _answer(outcome)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, meeting_id: UUID, registration_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Cancel it."""
        actions.cancel_at_desk(
            meeting_id=meeting_id, registration_id=registration_id, by=self.actor, at=self.at
        )
        send_all_soon()
        return Response(status=204)


def _answer(outcome: actions.Outcome) -> Response:
    if outcome.is_changed:
        send_soon(outcome.registration.pk)
        if outcome.is_replaced:
            send_all_soon()
    return Response(queries.registration_shape(outcome.registration))
