"""The door to the gavel after a counted vote."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from tenants.decisions.actions import NewEffect
from tenants.decisions.enums import EffectKind
from voting.polls import actions, queries
from voting.polls.api.shapes import PollShape


class PollEffectShape(serializers.Serializer[Any]):
    """What is to be brought about; ``body`` as described beside the kind in tenants.decisions."""

    kind = serializers.ChoiceField(choices=[k.value for k in EffectKind])
    body = serializers.DictField(default=dict)


class PollDecisionShape(serializers.Serializer[Any]):
    """What was decided by the vote, in the words of the minutes, and what it is to bring about."""

    text_sv = serializers.CharField(max_length=10_000)
    effects = PollEffectShape(many=True, required=False)

    def effects_given(self) -> list[NewEffect]:
        """What it is to bring about, read."""
        given = self.validated_data.get("effects", [])
        return [NewEffect(kind=EffectKind(one["kind"]), body=one["body"]) for one in given]


class DecisionDoor(Door):
    """The decision that a vote came to."""

    verbs: ClassVar[dict[str, str]] = {"POST": "decisions.record"}

    @extend_schema(request=PollDecisionShape, responses=PollShape)
    def post(self, request: Request, poll_id: UUID) -> Response:
        """Record it under the vote's item; a vote decides once, and again it is the same decision."""
        form = PollDecisionShape(data=request.data)
        form.is_valid(raise_exception=True)
        actions.decide_by_poll(
            poll_id=poll_id, text_sv=form.validated_data["text_sv"], effects=form.effects_given(),
            by=self.actor, at=self.at,
        )  # fmt: skip
        return Response(queries.visible_poll(poll_id, officer=True))
