"""Doors to the meeting as its screens see it, and to the steps that polls can stand in the way of."""

from __future__ import annotations

from io import BytesIO
from typing import Any, ClassVar
from uuid import UUID

import segno
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kernel import tenancy
from kernel.doors import ANYONE, Door
from kernel.errors import Malformed, Obstacle
from tenants.networks.queries import origin_of
from voting.meetings import queries as meetings
from voting.polls import actions, queries
from voting.polls.api.shapes import EventsShape, LiveStateShape

AFTER = OpenApiParameter("after", int, description="the last journal number that was seen")
MEETING = {"$ref": "#/components/schemas/MeetingShape"}
LARGEST = 2**63 - 1


class StateDoor(Door):
    """Where the meeting stands."""

    asks = (meetings.must_read,)
    verbs: ClassVar[dict[str, str]] = {"GET": "meeting.follow"}

    @extend_schema(responses=LiveStateShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Everything for one screen, and what is one's own."""
        meeting = meetings.meeting(meeting_id)
        return Response(queries.live_state(meeting, by=self.actor))


class EventsDoor(Door):
    """What happened, for those who cannot hold a stream."""

    asks = (meetings.must_read,)
    verbs: ClassVar[dict[str, str]] = {"GET": "meeting.follow"}

    @extend_schema(parameters=[AFTER], responses=EventsShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:
        """Entries after a number, and how many have voted in the open poll."""
        meeting = meetings.meeting(meeting_id)
        return Response(queries.events_after(meeting, after=_after(request), roles=self.roles))


class ItemDoor(Door):
    """Take up an item."""

    verbs: ClassVar[dict[str, str]] = {"POST": "meeting.lead"}

    @extend_schema(request=None, responses={(200, "application/json"): MEETING})
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:  # noqa: ARG002  DRF's signature
        """Not while a poll is open or its result untold."""
        meeting = actions.start_item(meeting_id=meeting_id, no=no, by=self.actor, at=self.at)
        return Response(queries.meeting_view(meeting, roles=self.roles))


class CloseMeetingDoor(Door):
    """End the meeting."""

    verbs: ClassVar[dict[str, str]] = {"POST": "meeting.lead"}

    @extend_schema(request=None, responses={(200, "application/json"): MEETING})
    def post(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Not while a poll is open or its result untold."""
        meeting = actions.close_meeting(meeting_id=meeting_id, by=self.actor, at=self.at)
        return Response(queries.meeting_view(meeting, roles=self.roles))


class BreakShape(serializers.Serializer[Any]):
    """Why, and until when, where that was said."""

    reason = serializers.CharField(max_length=300, allow_blank=True, default="")
    resumes_at = serializers.DateTimeField(allow_null=True, default=None)


class AdjournDoor(Door):
    """Take a break."""

    verbs: ClassVar[dict[str, str]] = {"POST": "meeting.lead"}

    @extend_schema(request=BreakShape, responses={(200, "application/json"): MEETING})
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Not while a poll is open; a paused one stays sealed."""
        form = BreakShape(data=request.data)
        form.is_valid(raise_exception=True)
        meeting = actions.adjourn_meeting(
            meeting_id=meeting_id, **form.validated_data, by=self.actor, at=self.at
        )
        return Response(queries.meeting_view(meeting, roles=self.roles))


class ProjectorDoor(Door):
    """The big screen: its address is its key."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses=LiveStateShape)
    def get(self, request: Request, key: str) -> Response:  # noqa: ARG002  DRF's signature
        """What is public."""
        return Response(queries.live_state(meetings.meeting_at_projector(key), by=None))


class ProjectorEventsDoor(Door):
    """The big screen without a stream."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(parameters=[AFTER], responses=EventsShape)
    def get(self, request: Request, key: str) -> Response:
        """What is public, after a number."""
        meeting = meetings.meeting_at_projector(key)
        return Response(queries.events_after(meeting, after=_after(request), roles=frozenset()))


class ProjectorCodeDoor(Door):
    """The code that leads phones to the ballot."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses={(200, "image/svg+xml"): OpenApiTypes.STR})
    def get(self, request: Request, key: str) -> HttpResponse:  # noqa: ARG002  DRF's signature
        """The address of the phone's page, as a picture. It carries no secret."""
        meetings.meeting_at_projector(key)
        picture = BytesIO()
        address = f"{origin_of(tenancy.current().slug)}/mote"
        segno.make(address, error="m", micro=False).save(
            picture, kind="svg", border=2, dark="#000", light="#fff", xmldecl=False, omitsize=True
        )
        return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


def _after(request: Request) -> int:
    text = request.query_params.get("after", "0")
    if not (text.isascii() and text.isdigit() and int(text) <= LARGEST):
        raise Malformed({"after": [Obstacle("platform.kernel.field_invalid")]})
    return int(text)
