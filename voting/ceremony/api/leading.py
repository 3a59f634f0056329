"""Doors for whoever leads the ceremony, and the one that everybody in it looks through."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from voting.ceremony import actions, queries
from voting.ceremony.api import shapes
from voting.ceremony.api.shapes import CeremonyShape
from voting.meetings import queries as meetings


class CeremonyDoor(Door):
    """The meeting's ceremony."""

    verbs: ClassVar[dict[str, str]] = {"GET": "ceremony.see"}

    @extend_schema(responses=CeremonyShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """How far it has come, and what my device needs for its next answer."""
        meetings.meeting(meeting_id)
        return Response(queries.ceremony_shape(meeting_id, reader=self.actor))


class ListDoor(Door):
    """The list of officers."""

    verbs: ClassVar[dict[str, str]] = {"POST": "ceremony.lead"}

    @extend_schema(request=shapes.FreezingShape, responses=CeremonyShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Freeze it: these officers, of whom so many decrypt."""
        form = shapes.FreezingShape(data=request.data)
        form.is_valid(raise_exception=True)
        actions.freeze_list(meeting_id=meeting_id, **form.validated_data, by=self.actor, at=self.at)
        return Response(queries.ceremony_shape(meeting_id, reader=self.actor))


class VoidDoor(Door):
    """Breaking off."""

    verbs: ClassVar[dict[str, str]] = {"POST": "ceremony.lead"}

    @extend_schema(request=shapes.CeremonyVoidShape, responses=CeremonyShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Break it off, with a reason; the next one begins from new seeds."""
        form = shapes.CeremonyVoidShape(data=request.data)
        form.is_valid(raise_exception=True)
        actions.void_ceremony(meeting_id=meeting_id, **form.validated_data, by=self.actor, at=self.at)
        return Response(queries.ceremony_shape(meeting_id, reader=self.actor))
