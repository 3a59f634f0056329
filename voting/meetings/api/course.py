"""Doors to a meeting's course: places confirmed, decisions written down."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from tenants.decisions.enums import Method
from tenants.decisions.queries import shape
from voting.meetings import actions
from voting.meetings.api.shapes import ConfirmedShape, DecisionShape, NewDecisionShape


class ConfirmDoor(Door):
    """Sound and picture."""

    verbs: ClassVar[dict[str, str]] = {"POST": "venues.confirm"}

    @extend_schema(request=None, responses=ConfirmedShape)
    def post(self, request: Request, meeting_id: UUID, venue_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """The host of a place confirms that it hears and sees; or the chair, who was told so."""
        venue = actions.confirm_venue(meeting_id=meeting_id, venue_id=venue_id, by=self.actor, at=self.at)
        return Response(ConfirmedShape(venue).data)


class DecisionsDoor(Door):
    """What the meeting decided."""

    verbs: ClassVar[dict[str, str]] = {"POST": "decisions.record"}

    @extend_schema(request=NewDecisionShape, responses=DecisionShape)
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:
        """Write it down under its item. The same words again give the same decision."""
        form = NewDecisionShape(data=request.data)
        form.is_valid(raise_exception=True)
        decision = actions.record_decision(
            meeting_id=meeting_id,
            item_no=no,
            text_sv=form.validated_data["text_sv"],
            method=Method(form.validated_data["method"]),
            effects=form.effects_given(),
            by=self.actor,
            at=self.at,
        )
        return Response(shape(decision))
