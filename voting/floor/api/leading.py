"""Doors for those who lead the debate: the chair and the secretary."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from voting.floor import actions
from voting.floor.api import shapes
from voting.floor.api.shapes import FloorShape
from voting.floor.enums import Policy

LEADERS: dict[str, str] = {"POST": "floor.lead"}


class LineDoor(Door):
    """Streck i debatten."""

    verbs: ClassVar[dict[str, str]] = {"POST": "floor.lead", "DELETE": "floor.lead"}

    @extend_schema(request=shapes.FloorNewLineShape, responses=FloorShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Announce the speakers, and close the list after the last chance."""
        form = shapes.FloorNewLineShape(data=request.data)
        form.is_valid(raise_exception=True)
        last_chance_s = form.validated_data["last_chance_s"]
        floor = actions.draw_line(
            meeting_id=meeting_id, last_chance_s=last_chance_s, by=self.actor, at=self.at
        )
        return Response(floor)

    @extend_schema(responses={(200, "application/json"): FloorShape})
    def delete(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Open the list again."""
        return Response(actions.lift_line(meeting_id=meeting_id, by=self.actor, at=self.at))


class NextDoor(Door):
    """The floor changes hands."""

    verbs: ClassVar[dict[str, str]] = LEADERS

    @extend_schema(request=shapes.FloorTurnShape, responses=FloorShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """The first on the list has the floor. A second press on the same turn changes nothing."""
        form = shapes.FloorTurnShape(data=request.data)
        form.is_valid(raise_exception=True)
        floor = actions.next_speaker(
            meeting_id=meeting_id,
            turn=form.validated_data["turn"],
            by=self.actor,
            at=self.at,
        )
        return Response(floor)


class StopDoor(Door):
    """The speaker has finished."""

    verbs: ClassVar[dict[str, str]] = LEADERS

    @extend_schema(request=shapes.FloorWhichShape, responses=FloorShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Nobody has the floor; twice is no error."""
        form = shapes.FloorWhichShape(data=request.data)
        form.is_valid(raise_exception=True)
        floor = actions.stop_speaker(
            meeting_id=meeting_id,
            request_id=form.validated_data["request"],
            by=self.actor,
            at=self.at,
        )
        return Response(floor)


class ExtendDoor(Door):
    """More time, or less."""

    verbs: ClassVar[dict[str, str]] = LEADERS

    @extend_schema(request=shapes.FloorLongerShape, responses=FloorShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """The speaker's whole time; the same again is the same."""
        form = shapes.FloorLongerShape(data=request.data)
        form.is_valid(raise_exception=True)
        floor = actions.extend(
            meeting_id=meeting_id,
            request_id=form.validated_data["request"],
            limit_s=form.validated_data["limit_s"],
            by=self.actor,
            at=self.at,
        )
        return Response(floor)


class SkipDoor(Door):
    """Off the list."""

    verbs: ClassVar[dict[str, str]] = LEADERS

    @extend_schema(request=shapes.FloorSkippedShape, responses=FloorShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """The chair takes somebody off the list, and says why."""
        form = shapes.FloorSkippedShape(data=request.data)
        form.is_valid(raise_exception=True)
        floor = actions.skip(
            meeting_id=meeting_id,
            request_id=form.validated_data["request"],
            reason=form.validated_data["reason"],
            by=self.actor,
            at=self.at,
        )
        return Response(floor)


class OrderDoor(Door):
    """The chair's own order."""

    verbs: ClassVar[dict[str, str]] = LEADERS

    @extend_schema(request=shapes.FloorMovedShape, responses=FloorShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Put somebody before another of the same kind, and say why."""
        form = shapes.FloorMovedShape(data=request.data)
        form.is_valid(raise_exception=True)
        floor = actions.move(
            meeting_id=meeting_id,
            request_id=form.validated_data["request"],
            before=form.validated_data["before"],
            reason=form.validated_data["reason"],
            by=self.actor,
            at=self.at,
        )
        return Response(floor)


class LimitDoor(Door):
    """Speaking time."""

    verbs: ClassVar[dict[str, str]] = LEADERS

    @extend_schema(request=shapes.FloorLimitsShape, responses=FloorShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """For speeches that begin from now on."""
        form = shapes.FloorLimitsShape(data=request.data)
        form.is_valid(raise_exception=True)
        floor = actions.set_limits(
            meeting_id=meeting_id,
            limit_s=form.validated_data["seconds"],
            reply_limit_s=form.validated_data["reply_seconds"],
            by=self.actor,
            at=self.at,
        )
        return Response(floor)


class PolicyDoor(Door):
    """The order of the list."""

    verbs: ClassVar[dict[str, str]] = LEADERS

    @extend_schema(request=shapes.FloorPolicyShape, responses=FloorShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """First come first served, first speakers first, or place by place."""
        form = shapes.FloorPolicyShape(data=request.data)
        form.is_valid(raise_exception=True)
        floor = actions.set_policy(
            meeting_id=meeting_id,
            policy=Policy(form.validated_data["policy"]),
            by=self.actor,
            at=self.at,
        )
        return Response(floor)


class UndoDoor(Door):
    """The last step."""

    verbs: ClassVar[dict[str, str]] = LEADERS

    @extend_schema(request=shapes.FloorUndoneShape, responses=FloorShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Take it back, once."""
        form = shapes.FloorUndoneShape(data=request.data)
        form.is_valid(raise_exception=True)
        floor = actions.undo(
            meeting_id=meeting_id,
            step=form.validated_data["step"],
            by=self.actor,
            at=self.at,
        )
        return Response(floor)
