"""The door to what a decision would bring about."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from tenants.decisions.enums import EffectKind
from voting.meetings import queries as meeting_queries
from voting.register import queries

BLANKS = ("text", "number", "date", "one", "many", "roll_call")


class OptionOfEffectShape(serializers.Serializer[Any]):
    """One that can be ticked. Without a label, ``value`` is a word of the API's."""

    value = serializers.CharField()
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # the field, not its caption
    detail = serializers.CharField(allow_blank=True)
    chosen = serializers.BooleanField()


class BlankShape(serializers.Serializer[Any]):
    """A field of the effect's body that is to be filled in."""

    name = serializers.CharField()
    type = serializers.ChoiceField(choices=BLANKS)
    value = serializers.JSONField(allow_null=True)
    options = OptionOfEffectShape(many=True)


class ProposedEffectShape(serializers.Serializer[Any]):
    """What the decision would bring about; in its words ``{name}`` is a blank, ``{n}`` how many."""

    kind = serializers.ChoiceField(choices=[k.value for k in EffectKind])
    text_sv = serializers.CharField(allow_blank=True)
    body = serializers.DictField()
    blanks = BlankShape(many=True)


class ProposedEffectsDoor(Door):
    """Before the gavel falls."""

    verbs: ClassVar[dict[str, str]] = {"GET": "decisions.record"}

    @extend_schema(responses=ProposedEffectShape(many=True))
    def get(self, request: Request, meeting_id: UUID, no: int) -> Response:  # noqa: ARG002  DRF's signature
        """What the item is there to bring about, filled in as far as the register and the statutes know."""
        return Response(queries.effects_shape(meeting_queries.meeting(meeting_id), no))
