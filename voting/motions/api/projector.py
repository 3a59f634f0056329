"""Doors for the big screen: the motion that the speaker speaks to, and the order of propositions."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import ANYONE, Door
from kernel.errors import Missing
from voting.meetings import queries as meetings
from voting.motions import queries
from voting.motions.api import shapes


class ProjectorMotionDoor(Door):
    """The big screen: its address is its key, and opens motions of its own meeting only."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses=shapes.MotionShape)
    def get(self, request: Request, key: str, motion_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """One motion, which is public: everybody was told of it when it was filed."""
        meeting = meetings.meeting_at_projector(key)
        found = queries.one_motion(motion_id, at=self.at)
        if found["meeting_id"] != str(meeting.pk):
            raise Missing
        return Response(found)


class DebatedShape(serializers.Serializer[Any]):
    """What is before the meeting under an item, until an order is put."""

    item_no = serializers.IntegerField()
    matter = shapes.MatterShape()
    motions = shapes.MotionShape(many=True)


class ProjectorMotionsDoor(Door):
    """What the hall talks about."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses=DebatedShape)
    def get(self, request: Request, key: str, no: int) -> Response:  # noqa: ARG002  DRF's signature
        """The main proposal of an item and what is moved under it, which everybody was told of."""
        meeting = meetings.meeting_at_projector(key)
        return Response(queries.debated(meeting.pk, no, at=self.at))


class ProjectorOrderDoor(Door):
    """What the hall decides in which order."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses={200: shapes.ShownOrderShape, 204: None})
    def get(self, request: Request, key: str, no: int) -> Response:  # noqa: ARG002  DRF's signature
        """What the chair has put before the meeting, with what has been decided; empty until then."""
        meeting = meetings.meeting_at_projector(key)
        shown = queries.shown_order(meeting.pk, no, at=self.at)
        return Response(shown) if shown else Response(status=204)
