"""Doors to a meeting's course that show the meeting as it then stands."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from voting.meetings import actions as meetings
from voting.meetings import queries as meeting_queries
from voting.meetings.enums import Heard, ItemOutcome, Step
from voting.register.api.course_shapes import (
    NewRehearsalShape,
    NewSoundingShape,
    NextShape,
    PostponeShape,
    ReferBackShape,
    UndoingShape,
    WaiverShape,
)
from voting.register.api.meetings import MeetingDoorBase
from voting.register.api.shapes import MeetingShape, NewSeatShape, SeatShape


class ResumeDoor(MeetingDoorBase):
    """After a break."""

    verbs: ClassVar[dict[str, str]] = {"POST": "meeting.lead"}

    @extend_schema(request=None, responses=MeetingShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """The same meeting goes on."""
        meeting = meetings.resume(meeting_id=meeting_id, by=self.actor, at=self.at)
        return self.shown(meeting.pk)


class UndoDoor(MeetingDoorBase):
    """The last step."""

    verbs: ClassVar[dict[str, str]] = {"POST": "meeting.lead"}

    @extend_schema(request=UndoingShape, responses=MeetingShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Take it back, with the reason that the minutes tell; not once something stands on it."""
        form = UndoingShape(data=request.data)
        form.is_valid(raise_exception=True)
        meeting = meetings.undo(meeting_id=meeting_id, **form.validated_data, by=self.actor, at=self.at)
        return self.shown(meeting.pk)


class WaiveQuorumDoor(MeetingDoorBase):
    """Going on without a quorum."""

    verbs: ClassVar[dict[str, str]] = {"POST": "meeting.lead"}

    @extend_schema(request=WaiverShape, responses=MeetingShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Log the meeting's own decision to do so; it holds while no more leave."""
        form = WaiverShape(data=request.data)
        form.is_valid(raise_exception=True)
        meeting = meetings.waive_quorum(
            meeting_id=meeting_id, reason=form.validated_data["reason"], by=self.actor, at=self.at
        )
        return self.shown(meeting.pk)


class TableDoor(MeetingDoorBase):
    """Another time."""

    verbs: ClassVar[dict[str, str]] = {"POST": "meeting.lead"}

    @extend_schema(request=PostponeShape, responses=MeetingShape)
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:
        """Table the item as it is (bordläggning)."""
        form = PostponeShape(data=request.data)
        form.is_valid(raise_exception=True)
        meetings.postpone_item(
            meeting_id=meeting_id, no=no, outcome=ItemOutcome.TABLED, **form.validated_data,
            by=self.actor, at=self.at,
        )  # fmt: skip
        return self.shown(meeting_id)


class ReferBackDoor(MeetingDoorBase):
    """Back to those who prepared it."""

    verbs: ClassVar[dict[str, str]] = {"POST": "meeting.lead"}

    @extend_schema(request=ReferBackShape, responses=MeetingShape)
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:
        """Refer the item back, with what is to be looked into (återremiss)."""
        form = ReferBackShape(data=request.data)
        form.is_valid(raise_exception=True)
        meetings.postpone_item(
            meeting_id=meeting_id, no=no, outcome=ItemOutcome.REFERRED_BACK, **form.validated_data,
            by=self.actor, at=self.at,
        )  # fmt: skip
        return self.shown(meeting_id)


class SoundingsDoor(MeetingDoorBase):
    """What the chair heard."""

    verbs: ClassVar[dict[str, str]] = {"POST": "meeting.lead"}

    @extend_schema(request=NewSoundingShape, responses=MeetingShape)
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:
        """By acclamation, or in a trial vote place by place. It decides nothing before the gavel."""
        form = NewSoundingShape(data=request.data)
        form.is_valid(raise_exception=True)
        given = dict(form.validated_data)
        meetings.sound(
            meeting_id=meeting_id, item_no=no, step=Step(given["step"]), heard=Heard(given["heard"]),
            question_sv=given["question_sv"], venues=given.get("venues", []), by=self.actor, at=self.at,
        )  # fmt: skip
        return self.shown(meeting_id)


class NextDoor(Door):
    """What is to be done now."""

    verbs: ClassVar[dict[str, str]] = {"GET": "decisions.record"}

    @extend_schema(responses=NextShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """The chair's one obvious next act, and the others that could be done instead."""
        return Response(meeting_queries.next_shape(meeting_queries.meeting(meeting_id)))


class RehearsalsDoor(MeetingDoorBase):
    """Practice."""

    verbs: ClassVar[dict[str, str]] = {"POST": "meetings.prepare"}

    @extend_schema(request=NewRehearsalShape, responses={201: MeetingShape})
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """A practice meeting with the same places, agenda and delegates. Nothing of it becomes real."""
        form = NewRehearsalShape(data=request.data)
        form.is_valid(raise_exception=True)
        copy = meetings.rehearse(
            meeting_id=meeting_id, rehearsal_id=form.validated_data.get("id"), by=self.actor, at=self.at
        )
        return self.shown(copy.pk, status=201)


class SeatDoor(Door):
    """A seat at the board's table."""

    verbs: ClassVar[dict[str, str]] = {"POST": "check_in.desk", "DELETE": "check_in.desk"}

    @extend_schema(request=NewSeatShape, responses=SeatShape)
    def post(self, request: Request, meeting_id: UUID, seat_id: UUID) -> Response:
        """A member of the board is here."""
        form = NewSeatShape(data=request.data)
        form.is_valid(raise_exception=True)
        seat = meetings.take_seat(
            meeting_id=meeting_id, seat_id=seat_id, venue_id=form.validated_data["venue"],
            by=self.actor, at=self.at,
        )  # fmt: skip
        return Response(meeting_queries.seat_shape(seat))

    @extend_schema(responses=SeatShape)
    def delete(self, request: Request, meeting_id: UUID, seat_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """They leave."""
        seat = meetings.leave_seat(meeting_id=meeting_id, seat_id=seat_id, by=self.actor, at=self.at)
        return Response(meeting_queries.seat_shape(seat))
