"""Doors for those who want the floor, and for the hosts who ask for them."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from voting.floor import actions, queries
from voting.floor.api.shapes import FloorDeskWishShape, FloorGuestWishShape, FloorShape, FloorWishShape
from voting.meetings import queries as meetings


class FloorDoor(Door):
    """The speakers list."""

    verbs: ClassVar[dict[str, str]] = {"GET": "meeting.follow", "POST": "floor.speak"}

    @extend_schema(responses=FloorShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Whoever has the floor, and everybody who waits, in order."""
        return Response(queries.floor_shape(meetings.meeting(meeting_id)))

    @extend_schema(request=FloorWishShape, responses=FloorShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Ask for the floor. Asked again, the place is kept."""
        wish = FloorWishShape(data=request.data).wish()
        actions.ask_for_floor(meeting_id=meeting_id, wish=wish, by=self.actor, at=self.at)
        return Response(queries.floor_shape(meetings.meeting(meeting_id)))


class OwnRequestDoor(Door):
    """One's own wish."""

    verbs: ClassVar[dict[str, str]] = {"DELETE": "floor.speak"}

    @extend_schema(responses={(200, "application/json"): FloorShape})
    def delete(self, request: Request, meeting_id: UUID, request_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Take it back; twice is no error."""
        return Response(
            actions.withdraw(meeting_id=meeting_id, request_id=request_id, by=self.actor, at=self.at)
        )


class VenueFloorDoor(Door):
    """The list, from a host's place."""

    verbs: ClassVar[dict[str, str]] = {"POST": "floor.host"}

    @extend_schema(request=FloorGuestWishShape, responses=FloorShape)
    def post(self, request: Request, meeting_id: UUID, venue_id: UUID) -> Response:
        """Ask for the floor for somebody who is there."""
        form = FloorGuestWishShape(data=request.data)
        wish = form.wish()
        actions.add_in_venue(
            meeting_id=meeting_id, venue_id=venue_id, wish=wish, guest=form.guest(), by=self.actor, at=self.at
        )
        return Response(queries.floor_shape(meetings.meeting(meeting_id)))


class VenueRequestDoor(Door):
    """The wish of somebody in the host's place."""

    verbs: ClassVar[dict[str, str]] = {"DELETE": "floor.host"}

    @extend_schema(responses={(200, "application/json"): FloorShape})
    def delete(self, request: Request, meeting_id: UUID, venue_id: UUID, request_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Take it back; twice is no error."""
        return Response(
            actions.withdraw_in_venue(
                meeting_id=meeting_id, venue_id=venue_id, request_id=request_id, by=self.actor, at=self.at
            )
        )


class DeskDoor(Door):
    """The list, from the chair's desk."""

    verbs: ClassVar[dict[str, str]] = {"POST": "floor.lead"}

    @extend_schema(request=FloorDeskWishShape, responses=FloorShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Put anybody on the list; a reply added here is one that the speaker called for."""
        form = FloorDeskWishShape(data=request.data)
        wish = form.wish()
        actions.add_at_desk(
            meeting_id=meeting_id,
            venue_id=form.validated_data["venue"],
            wish=wish,
            guest=form.guest(),
            by=self.actor,
            at=self.at,
        )
        return Response(queries.floor_shape(meetings.meeting(meeting_id)))
