"""Doors to the meeting itself, which is shown with its register."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import ANYONE, Door
from kernel.permissions import Role
from voting.meetings import actions as meetings
from voting.meetings import queries as meeting_queries
from voting.meetings.tasks import send_all_soon
from voting.register import queries
from voting.register.api.shapes import (
    ChangedPlanShape,
    MeetingShape,
    MeetingSummaryShape,
    NewMeetingShape,
)

KEY_HOLDERS = frozenset({Role.OFFICE, Role.CHAIR})


class MeetingDoorBase(Door):
    """Shows the meeting as this reader sees it."""

    def shown(self, meeting_id: UUID, *, status: int = 200) -> Response:
        """The projector's key only for those who set it up."""
        with_key = bool(self.roles & KEY_HOLDERS)
        return Response(queries.meeting_shape(meeting_id, with_key=with_key), status=status)


class MeetingsDoor(MeetingDoorBase):
    """All meetings; a new one."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE, "POST": "meetings.prepare"}

    @extend_schema(responses=MeetingSummaryShape(many=True))
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """When and where, and how many places are left: for anybody."""
        return Response([meeting_queries.summary_shape(m) for m in meeting_queries.meetings()])

    @extend_schema(request=NewMeetingShape, responses={201: MeetingShape})
    def post(self, request: Request) -> Response:
        """Plan a meeting with the agenda of its kind's template."""
        plan = NewMeetingShape(data=request.data).plan()
        meeting = meetings.create_meeting(plan, by=self.actor, at=self.at)
        return self.shown(meeting.pk, status=201)


class MeetingDoor(MeetingDoorBase):
    """One meeting."""

    asks = (meeting_queries.must_read,)
    verbs: ClassVar[dict[str, str]] = {
        "GET": "meeting.follow",
        "PATCH": "meetings.prepare",
        "DELETE": "meetings.prepare",
    }

    @extend_schema(responses=MeetingShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """With its agenda, its decisions and its register."""
        return self.shown(meeting_id)

    @extend_schema(request=ChangedPlanShape, responses=MeetingShape)
    def patch(self, request: Request, meeting_id: UUID) -> Response:
        """Change the plan; those who are registered get a new letter when time or place changed."""
        changes = ChangedPlanShape(data=request.data).changes()
        meeting, is_in_letters = meetings.change_meeting(
            meeting_id=meeting_id, changes=changes, by=self.actor, at=self.at
        )
        if is_in_letters:
            send_all_soon()
        return self.shown(meeting.pk)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Remove a rehearsal. A real meeting is never removed."""
        meetings.remove_rehearsal(meeting_id=meeting_id, by=self.actor, at=self.at)
        return Response(status=204)


class OpenDoor(MeetingDoorBase):
    """The gavel falls."""

    verbs: ClassVar[dict[str, str]] = {"POST": "meeting.lead"}

    @extend_schema(request=None, responses=MeetingShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Open the meeting when every place hears and sees."""
        meetings.let_due_texts_hold(at=self.at)
        meeting = meetings.open_meeting(meeting_id=meeting_id, by=self.actor, at=self.at)
        return self.shown(meeting.pk)
