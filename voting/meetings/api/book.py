"""The door to the book of decisions."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from kernel.errors import Malformed, Obstacle
from tenants.decisions.enums import EffectKind, Method
from tenants.networks.enums import Stage
from voting.meetings import queries
from voting.meetings.enums import MeetingKind, MeetingState


class BookMeetingShape(serializers.Serializer[Any]):
    """Where it was decided."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=[k.value for k in MeetingKind])
    number = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=[s.value for s in MeetingState])
    starts_at = serializers.DateTimeField()
    opened_at = serializers.DateTimeField(allow_null=True)


class BookEffectShape(serializers.Serializer[Any]):
    """What it brought about; ``body`` as described beside the kind in tenants.decisions."""

    kind = serializers.ChoiceField(choices=[k.value for k in EffectKind])
    body = serializers.DictField()


class BookDecisionShape(serializers.Serializer[Any]):
    """A decision with its meeting, its § and its effects."""

    id = serializers.UUIDField()
    meeting = BookMeetingShape()
    item_no = serializers.IntegerField()
    title_sv = serializers.CharField(allow_blank=True)
    title_en = serializers.CharField(allow_blank=True)
    text_sv = serializers.CharField()
    method = serializers.ChoiceField(choices=[m.value for m in Method])
    taken_at = serializers.DateTimeField()
    poll = serializers.UUIDField(allow_null=True)
    event = serializers.IntegerField(allow_null=True)
    effects = BookEffectShape(many=True)


class DecisionBookDoor(Door):
    """Every decision there is."""

    verbs: ClassVar[dict[str, str]] = {"GET": "association.see"}

    @extend_schema(
        parameters=[OpenApiParameter("meeting", UUID, description="only those of one meeting")],
        responses=BookDecisionShape(many=True),
    )
    def get(self, request: Request) -> Response:
        """The newest meeting first, § by §, also those without effects; nothing of rehearsals."""
        asked = request.query_params.get("meeting")
        try:
            meeting = UUID(asked) if asked else None
        except ValueError:
            raise Malformed({"meeting": [Obstacle("platform.kernel.field_invalid")]}) from None
        return Response(BookDecisionShape(queries.decision_book(meeting, by=self.actor), many=True).data)


class StageReachedShape(serializers.Serializer[Any]):
    """A stage of the way from network to association, when it was reached, and by which meeting."""

    stage = serializers.ChoiceField(choices=[s.value for s in Stage])
    at = serializers.DateTimeField(allow_null=True)
    meeting = serializers.UUIDField(allow_null=True)


class JourneyDoor(Door):
    """The way here."""

    verbs: ClassVar[dict[str, str]] = {"GET": "association.see"}

    @extend_schema(responses=StageReachedShape(many=True))
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Network, convening, constituting, association: when each was reached."""
        return Response(StageReachedShape(queries.journey(), many=True).data)
