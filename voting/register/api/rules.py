"""Doors to the rules that a meeting decides by, and to one more matter on its agenda."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from voting.meetings import actions as meetings
from voting.meetings import queries as meeting_queries
from voting.meetings.actions import Matter
from voting.meetings.rules import obstacles_to_replanning
from voting.register.api.meetings import MeetingDoorBase
from voting.register.api.procedure_shapes import MeetingRulesShape
from voting.register.api.shapes import MeetingShape, NewMatterShape


class RulesDoor(Door):
    """How things are decided here."""

    verbs: ClassVar[dict[str, str]] = {"GET": "meeting.follow"}

    @extend_schema(responses=MeetingRulesShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Each rule with where it stands; and what is in the way of changing the meeting's own."""
        found = meeting_queries.meeting(meeting_id)
        return Response(meeting_queries.rules_shape(found, obstacles=obstacles_to_replanning(found.state)))


class ItemsDoor(MeetingDoorBase):
    """The agenda."""

    verbs: ClassVar[dict[str, str]] = {"POST": "meetings.prepare"}

    @extend_schema(request=NewMatterShape, responses={201: MeetingShape})
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Take up one more matter, before other business; the same title is the same item."""
        form = NewMatterShape(data=request.data)
        form.is_valid(raise_exception=True)
        meetings.add_item(
            meeting_id=meeting_id, matter=Matter(**form.validated_data), by=self.actor, at=self.at
        )
        return self.shown(meeting_id, status=201)


class ReadingDoor(MeetingDoorBase):
    """A text that waits for a second reading."""

    verbs: ClassVar[dict[str, str]] = {"POST": "meetings.prepare"}

    @extend_schema(request=None, responses={201: MeetingShape})
    def post(self, request: Request, meeting_id: UUID, version_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Take it up at this meeting; it is on the agenda once."""
        meetings.take_up_reading(meeting_id=meeting_id, version_id=version_id, by=self.actor, at=self.at)
        return self.shown(meeting_id, status=201)
