"""Doors to the order of propositions. Each answers with the whole order, so that screens ask once."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from kernel.shapes import ProblemShape
from voting.motions import actions, queries
from voting.motions.api import shapes
from voting.motions.enums import Taken

ANSWERS = {200: shapes.OrderShape, 409: ProblemShape}


class OrderDoor(Door):
    """An item's order of propositions."""

    verbs: ClassVar[dict[str, str]] = {"GET": "meeting.follow", "POST": "motions.lead"}

    @extend_schema(responses=shapes.OrderShape)
    def get(self, request: Request, meeting_id: UUID, no: int) -> Response:  # noqa: ARG002  DRF's signature
        """The steps in order, and the tree of who meets whom; proposed by rule until the chair puts one."""
        return Response(queries.order_view(meeting_id, no, at=self.at))

    @extend_schema(request=shapes.NewOrderShape, responses=ANSWERS)
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:
        """Put it before the meeting, as proposed or as the chair arranges it."""
        form = shapes.NewOrderShape(data=request.data)
        form.is_valid(raise_exception=True)
        actions.propose_order(
            meeting_id=meeting_id, item_no=no, **form.validated_data, by=self.actor, at=self.at
        )
        return Response(queries.order_view(meeting_id, no, at=self.at))


class LaterDayShape(serializers.Serializer[Any]):
    """The day from which a change of statutes in force is to hold; null: as the statutes say."""

    not_before = serializers.DateField(allow_null=True)


class ReadingWordsShape(serializers.Serializer[Any]):
    """Clause → the words it is to have; as read the first time they hold after this meeting."""

    wordings = serializers.DictField(child=serializers.CharField(max_length=20_000, allow_blank=True))


class LaterDayDoor(Door):
    """From which day a change of the statutes is to hold."""

    verbs: ClassVar[dict[str, str]] = {"PUT": "motions.lead"}

    @extend_schema(request=LaterDayShape, responses=ANSWERS)
    def put(self, request: Request, meeting_id: UUID, no: int) -> Response:
        """Put before the meeting with the order, and approved with it; the same day twice is no error."""
        form = LaterDayShape(data=request.data)
        form.is_valid(raise_exception=True)
        actions.choose_day(
            meeting_id=meeting_id, item_no=no, **form.validated_data, by=self.actor, at=self.at
        )
        return Response(queries.order_view(meeting_id, no, at=self.at))


class ReadingWordsDoor(Door):
    """Which words a second reading has where another change came between."""

    verbs: ClassVar[dict[str, str]] = {"PUT": "motions.lead"}

    @extend_schema(request=ReadingWordsShape, responses=ANSWERS)
    def put(self, request: Request, meeting_id: UUID, no: int) -> Response:
        """Put before the meeting with the order, and approved with it; the same words twice is no error."""
        form = ReadingWordsShape(data=request.data)
        form.is_valid(raise_exception=True)
        actions.adjust_reading(
            meeting_id=meeting_id, item_no=no, **form.validated_data, by=self.actor, at=self.at
        )
        return Response(queries.order_view(meeting_id, no, at=self.at))


class ApproveDoor(Door):
    """The meeting approves the order."""

    verbs: ClassVar[dict[str, str]] = {"POST": "motions.lead"}

    @extend_schema(request=None, responses=ANSWERS)
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:  # noqa: ARG002  DRF's signature
        """Before the first ballot; twice is no error."""
        actions.approve_order(meeting_id=meeting_id, item_no=no, by=self.actor, at=self.at)
        return Response(queries.order_view(meeting_id, no, at=self.at))


class StepPollDoor(Door):
    """A step is put to the vote."""

    verbs: ClassVar[dict[str, str]] = {"POST": "motions.lead"}

    @extend_schema(request=None, responses=ANSWERS)
    def post(self, request: Request, meeting_id: UUID, no: int, step: int) -> Response:  # noqa: ARG002  DRF's signature
        """Prepares the poll, which is opened, closed and declared as every poll; twice is no error."""
        actions.put_step(meeting_id=meeting_id, item_no=no, step=step, by=self.actor, at=self.at)
        return Response(queries.order_view(meeting_id, no, at=self.at))


class AcclamationDoor(Door):
    """A step is taken by acclamation, or by an uncounted trial vote."""

    verbs: ClassVar[dict[str, str]] = {"POST": "motions.lead"}

    @extend_schema(request=shapes.AcclamationShape, responses=ANSWERS)
    def post(self, request: Request, meeting_id: UUID, no: int, step: int) -> Response:
        """What the chair heard."""
        form = shapes.AcclamationShape(data=request.data)
        form.is_valid(raise_exception=True)
        actions.take_step(
            meeting_id=meeting_id, item_no=no, step=step, said=form.validated_data["outcome"],
            method=Taken(form.validated_data["method"]), by=self.actor, at=self.at,
        )  # fmt: skip
        return Response(queries.order_view(meeting_id, no, at=self.at))


class UntouchedDoor(Door):
    """The clauses, or classes, that nobody moved anything on."""

    verbs: ClassVar[dict[str, str]] = {"POST": "motions.lead"}

    @extend_schema(request=None, responses=ANSWERS)
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:  # noqa: ARG002  DRF's signature
        """All at once, by acclamation; twice is no error."""
        actions.approve_untouched(meeting_id=meeting_id, item_no=no, by=self.actor, at=self.at)
        return Response(queries.order_view(meeting_id, no, at=self.at))


class UndoDoor(Door):
    """The last step that was taken by acclamation is taken back."""

    verbs: ClassVar[dict[str, str]] = {"POST": "motions.lead"}

    @extend_schema(request=shapes.UndoStepShape, responses=ANSWERS)
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:
        """With a reason, which the minutes tell."""
        form = shapes.UndoStepShape(data=request.data)
        form.is_valid(raise_exception=True)
        reason = form.validated_data["reason"]
        actions.undo_last(meeting_id=meeting_id, item_no=no, reason=reason, by=self.actor, at=self.at)
        return Response(queries.order_view(meeting_id, no, at=self.at))


class LineDoor(Door):
    """Streck i debatten."""

    verbs: ClassVar[dict[str, str]] = {"POST": "motions.lead", "DELETE": "motions.lead"}

    @extend_schema(request=shapes.LastChanceShape, responses=ANSWERS)
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:
        """Nothing more is moved under the item, and nobody more speaks; twice is no error."""
        form = shapes.LastChanceShape(data=request.data)
        form.is_valid(raise_exception=True)
        actions.draw_line(meeting_id=meeting_id, item_no=no, **form.validated_data, by=self.actor, at=self.at)
        return Response(queries.order_view(meeting_id, no, at=self.at))

    @extend_schema(request=None, responses=ANSWERS)
    def delete(self, request: Request, meeting_id: UUID, no: int) -> Response:  # noqa: ARG002  DRF's signature
        """Until the order is approved the line can be lifted."""
        actions.lift_line(meeting_id=meeting_id, item_no=no, by=self.actor, at=self.at)
        return Response(queries.order_view(meeting_id, no, at=self.at))
