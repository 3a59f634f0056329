"""The door to the association's page."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import ANYONE, Door
from kernel.shapes import ObstacleShape
from tenants.decisions.enums import EffectKind, Method
from tenants.founding import queries
from tenants.founding.enums import FactKind, Post
from tenants.networks.enums import Stage


class ShortDecisionShape(serializers.Serializer[Any]):
    """Where a fact was decided."""

    id = serializers.UUIDField()
    meeting = serializers.UUIDField()
    item_no = serializers.IntegerField()
    text_sv = serializers.CharField()
    taken_at = serializers.DateTimeField()
    event = serializers.IntegerField(allow_null=True)


class FactShape(serializers.Serializer[Any]):
    """One of the four things that make an association, and the decision that put it on record."""

    kind = serializers.ChoiceField(choices=[f.value for f in FactKind])
    done = serializers.BooleanField()
    decision = ShortDecisionShape(allow_null=True)


class HoldingShape(serializers.Serializer[Any]):
    """Somebody in a post."""

    post = serializers.ChoiceField(choices=[p.value for p in Post])
    name = serializers.CharField()
    email = serializers.CharField(allow_blank=True)
    organisation = serializers.CharField(allow_blank=True)
    county = serializers.CharField(allow_blank=True)
    from_date = serializers.DateField()
    until_sv = serializers.CharField(allow_blank=True)
    until_year = serializers.IntegerField(allow_null=True)
    decision = serializers.UUIDField()


class InForceShape(serializers.Serializer[Any]):
    """The statutes that hold."""

    version = serializers.UUIDField()
    number = serializers.CharField()
    in_force_from = serializers.DateField(allow_null=True)
    sections = serializers.IntegerField()
    moments = serializers.IntegerField()


class BroughtAboutShape(serializers.Serializer[Any]):
    """An effect with its decision."""

    kind = serializers.ChoiceField(choices=[k.value for k in EffectKind])
    body = serializers.DictField()
    at = serializers.DateTimeField()
    decision = ShortDecisionShape()


class NamedEffectShape(serializers.Serializer[Any]):
    """An effect as its decision names it."""

    kind = serializers.ChoiceField(choices=[k.value for k in EffectKind])
    body = serializers.DictField()


class DecisionWithEffectsShape(serializers.Serializer[Any]):
    """A decision with what it brought about."""

    id = serializers.UUIDField()
    item_no = serializers.IntegerField()
    text_sv = serializers.CharField()
    method = serializers.ChoiceField(choices=[m.value for m in Method])
    taken_at = serializers.DateTimeField()
    effects = NamedEffectShape(many=True)


class CheckShape(serializers.Serializer[Any]):
    """One thing that Skatteverket and the bank ask for, and what is in the way of it."""

    code = serializers.ChoiceField(
        choices=[*(f.value for f in FactKind), "signatories_set", "mandate_given", "founders"]
    )
    decision = ShortDecisionShape(allow_null=True)
    approved = serializers.BooleanField()
    obstacles = ObstacleShape(many=True)


class PublicHoldingShape(serializers.Serializer[Any]):
    """A member of the board as anybody may know them."""

    post = serializers.ChoiceField(choices=[p.value for p in Post])
    name = serializers.CharField()
    organisation = serializers.CharField(allow_blank=True)
    until_sv = serializers.CharField(allow_blank=True)


class SeatClauseShape(serializers.Serializer[Any]):
    """The clause about where the association has its seat."""

    section = serializers.IntegerField()
    moment = serializers.IntegerField()
    text_sv = serializers.CharField()


class PublicAssociationShape(serializers.Serializer[Any]):
    """The association as anybody may know it."""

    name = serializers.CharField()
    stage = serializers.ChoiceField(choices=[s.value for s in Stage])
    founded_at = serializers.DateTimeField(allow_null=True)
    seat = SeatClauseShape(allow_null=True)
    board = PublicHoldingShape(many=True)
    statutes = InForceShape(allow_null=True)


class AssociationShape(serializers.Serializer[Any]):
    """The association on one page."""

    name = serializers.CharField()
    stage = serializers.ChoiceField(choices=[s.value for s in Stage])
    facts = FactShape(many=True)
    obstacles = ObstacleShape(many=True)
    board = HoldingShape(many=True)
    posts = HoldingShape(many=True)
    signatories = serializers.DictField(allow_null=True)
    statutes = InForceShape(allow_null=True)
    effects = BroughtAboutShape(many=True)
    decisions = DecisionWithEffectsShape(many=True)
    mine = HoldingShape(many=True)
    registration = CheckShape(many=True)


class AssociationDoor(Door):
    """What is on record."""

    verbs: ClassVar[dict[str, str]] = {"GET": "association.see"}

    @extend_schema(responses=AssociationShape)
    def get(self, request: Request) -> Response:
        """The four facts, posts, statutes, and every effect with its decision."""
        return Response(AssociationShape(queries.association(request.user.pk)).data)


class PublicAssociationDoor(Door):
    """For those who are not signed in."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses=PublicAssociationShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Its name, seat, board and statutes in force; no addresses."""
        return Response(PublicAssociationShape(queries.in_public()).data)
