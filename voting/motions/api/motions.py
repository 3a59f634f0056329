"""Doors to motions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from kernel.shapes import ProblemShape
from voting.motions import actions, queries
from voting.motions.api import shapes
from voting.motions.enums import Word
from voting.motions.models import Motion

ANSWERS = {200: shapes.MotionShape, 409: ProblemShape}


class MotionsDoor(Door):
    """A meeting's motions."""

    verbs: ClassVar[dict[str, str]] = {"GET": "meeting.follow", "POST": "motions.file"}

    @extend_schema(responses=shapes.MotionsShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Every motion, and under which items more can be moved."""
        return Response(queries.motion_list(meeting_id, at=self.at))

    @extend_schema(request=shapes.NewMotionShape, responses={201: shapes.MotionShape, 409: ProblemShape})
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """A delegate moves something, until the line is drawn."""
        form = shapes.NewMotionShape(data=request.data)
        form.is_valid(raise_exception=True)
        draft = actions.Draft(**form.validated_data)
        motion = actions.file_motion(meeting_id=meeting_id, draft=draft, by=self.actor, at=self.at)
        return Response(_shape(motion, at=self.at), status=201)


class MotionsAtDeskDoor(Door):
    """Motions that the chair or the secretary writes down."""

    verbs: ClassVar[dict[str, str]] = {"POST": "motions.lead"}

    @extend_schema(
        request=shapes.NewMotionAtDeskShape, responses={201: shapes.MotionShape, 409: ProblemShape}
    )
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:
        """On behalf of a delegate, by their registration."""
        form = shapes.NewMotionAtDeskShape(data=request.data)
        form.is_valid(raise_exception=True)
        said: dict[str, Any] = dict(form.validated_data)
        registration = said.pop("registration")
        motion = actions.file_on_behalf(
            meeting_id=meeting_id, draft=actions.Draft(item_no=no, **said), registration_id=registration,
            by=self.actor, at=self.at,
        )  # fmt: skip
        return Response(_shape(motion, at=self.at), status=201)


class WithdrawDoor(Door):
    """Taking one's own motion back."""

    verbs: ClassVar[dict[str, str]] = {"POST": "motions.file"}

    @extend_schema(request=None, responses=ANSWERS)
    def post(self, request: Request, motion_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """The mover's own; twice is no error."""
        return Response(_shape(actions.withdraw(motion_id=motion_id, by=self.actor, at=self.at), at=self.at))


class MotionDoor(Door):
    """One motion."""

    verbs: ClassVar[dict[str, str]] = {"GET": "meeting.follow", "DELETE": "motions.lead"}

    @extend_schema(responses=shapes.MotionShape)
    def get(self, request: Request, motion_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """As everybody sees it."""
        return Response(_shape(queries.motion(motion_id), at=self.at))

    @extend_schema(request=None, responses=ANSWERS)
    def delete(self, request: Request, motion_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """The chair notes that the mover took it back. It stays on record."""
        return Response(
            _shape(actions.withdraw_for(motion_id=motion_id, by=self.actor, at=self.at), at=self.at)
        )


class MergeDoor(Door):
    """Jämkning."""

    verbs: ClassVar[dict[str, str]] = {"POST": "motions.lead"}

    @extend_schema(request=shapes.MergeMotionShape, responses=ANSWERS)
    def post(self, request: Request, motion_id: UUID) -> Response:
        """Into another motion, into the main proposal, or in other words."""
        form = shapes.MergeMotionShape(data=request.data)
        form.is_valid(raise_exception=True)
        how = actions.Merge(**form.validated_data)
        return Response(
            _shape(actions.merge(motion_id=motion_id, how=how, by=self.actor, at=self.at), at=self.at)
        )


class RecommendDoor(Door):
    """What the working group or the board says."""

    verbs: ClassVar[dict[str, str]] = {"POST": "motions.lead"}

    @extend_schema(request=shapes.RecommendationShape, responses=ANSWERS)
    def post(self, request: Request, motion_id: UUID) -> Response:
        """Bifall, avslag, jämkning, or no recommendation."""
        form = shapes.RecommendationShape(data=request.data)
        form.is_valid(raise_exception=True)
        word, text = Word(form.validated_data["word"]), form.validated_data["text"]
        motion = actions.recommend(motion_id=motion_id, word=word, text=text, by=self.actor, at=self.at)
        return Response(_shape(motion, at=self.at))


class SettleDoor(Door):
    """Motions that are put at once."""

    verbs: ClassVar[dict[str, str]] = {"POST": "motions.lead"}

    @extend_schema(request=shapes.SettleMotionShape, responses=ANSWERS)
    def post(self, request: Request, motion_id: UUID) -> Response:
        """Ajournering, streck i debatten: by acclamation."""
        form = shapes.SettleMotionShape(data=request.data)
        form.is_valid(raise_exception=True)
        is_carried = form.validated_data["outcome"] == "carried"
        motion = actions.settle(motion_id=motion_id, is_carried=is_carried, by=self.actor, at=self.at)
        return Response(_shape(motion, at=self.at))


class MainDoor(Door):
    """An item's main proposal."""

    verbs: ClassVar[dict[str, str]] = {"GET": "meeting.follow", "PUT": "motions.lead"}

    @extend_schema(responses=shapes.MainProposalShape)
    def get(self, request: Request, meeting_id: UUID, no: int) -> Response:  # noqa: ARG002  DRF's signature
        """What it says."""
        return Response(queries.main_view(meeting_id, no, at=self.at))

    @extend_schema(
        request=shapes.NewMainProposalShape, responses={200: shapes.MainProposalShape, 409: ProblemShape}
    )
    def put(self, request: Request, meeting_id: UUID, no: int) -> Response:
        """Lay it out, until the order is approved."""
        form = shapes.NewMainProposalShape(data=request.data)
        form.is_valid(raise_exception=True)
        main = actions.Main(**shapes.NewMainProposalShape(form.validated_data).data)
        actions.set_main(meeting_id=meeting_id, item_no=no, main=main, by=self.actor, at=self.at)
        return Response(queries.main_view(meeting_id, no, at=self.at))


def _shape(motion: Motion, *, at: datetime) -> dict[str, Any]:
    return queries.one_motion(motion.pk, at=at)
