"""What registrations and decisions look like from outside. Answers are built by the queries."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from tenants.decisions.actions import NewEffect
from tenants.decisions.enums import EffectKind, Method
from voting.meetings.actions import Wish


class WishShape(serializers.Serializer[Any]):
    """What a registration says."""

    delegate_name = serializers.CharField(max_length=200)
    delegate_email = serializers.EmailField()
    venue = serializers.UUIDField()
    lunch = serializers.BooleanField(default=False)
    diet = serializers.CharField(max_length=120, allow_blank=True, default="")
    access_needs = serializers.CharField(max_length=200, allow_blank=True, default="")
    substitute_name = serializers.CharField(max_length=200, allow_blank=True, required=False)
    substitute_email = serializers.EmailField(allow_blank=True, required=False)

    def wish(self) -> Wish:
        """Read it, or tell every fault of every field."""
        self.is_valid(raise_exception=True)
        given = {name: value for name, value in self.validated_data.items() if name != "member"}
        return Wish(**given)


class NewRegistrationShape(WishShape):
    """What the office registers for a member."""

    member = serializers.UUIDField()


class MemberNameShape(serializers.Serializer[Any]):
    """The organisation that is represented."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    name = serializers.CharField()


class SubstituteShape(serializers.Serializer[Any]):
    """Who serves when the delegate is not here, and where they are now."""

    name = serializers.CharField()
    email = serializers.EmailField()
    checked_in_at = serializers.DateTimeField(allow_null=True)
    checked_in_venue = serializers.UUIDField(allow_null=True)


class RegistrationShape(serializers.Serializer[Any]):
    """A delegate, where they will be and what they need, and where they are now."""

    id = serializers.UUIDField()
    member = MemberNameShape()
    delegate_name = serializers.CharField()
    delegate_email = serializers.EmailField()
    venue = serializers.UUIDField()
    lunch = serializers.BooleanField()
    diet = serializers.CharField(allow_blank=True)
    access_needs = serializers.CharField(allow_blank=True)
    checked_in_at = serializers.DateTimeField(allow_null=True)
    checked_in_venue = serializers.UUIDField(allow_null=True)
    substitute = SubstituteShape(allow_null=True)


class MyOrganisationShape(serializers.Serializer[Any]):
    """The organisation whose registration one handles, and what stands in the way of changing it."""

    member = MemberNameShape()
    is_contact = serializers.BooleanField()
    registration = RegistrationShape(allow_null=True)
    obstacles = serializers.ListField(child=serializers.DictField())


class NeedsShape(serializers.Serializer[Any]):
    """What the kitchen and the hosts need to know, as counts."""

    lunch = serializers.IntegerField()
    diets = serializers.DictField(child=serializers.IntegerField())
    access = serializers.DictField(child=serializers.IntegerField())


class PlaceTotalsShape(NeedsShape):
    """The counts of one place."""

    venue = serializers.UUIDField()
    name = serializers.CharField()
    registered = serializers.IntegerField()
    capacity = serializers.IntegerField(allow_null=True)
    checked_in = serializers.IntegerField()


class TotalsShape(NeedsShape):
    """The counts of all places."""

    per_venue = PlaceTotalsShape(many=True)


class RegistrationsShape(serializers.Serializer[Any]):
    """Those that were searched for, and the totals of all."""

    count = serializers.IntegerField()
    results = RegistrationShape(many=True)
    totals = TotalsShape()


class ConfirmedShape(serializers.Serializer[Any]):
    """A place and when it confirmed sound and picture."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    confirmed_at = serializers.DateTimeField()


class NewEffectShape(serializers.Serializer[Any]):
    """What a decision is to bring about; ``body`` as described beside the kind in tenants.decisions."""

    kind = serializers.ChoiceField(choices=[k.value for k in EffectKind])
    body = serializers.DictField(default=dict)


class NewDecisionShape(serializers.Serializer[Any]):
    """What the meeting decided, or what is noted, in the words of the minutes."""

    text_sv = serializers.CharField(max_length=10_000)
    method = serializers.ChoiceField(choices=[m.value for m in Method if m is not Method.POLL])
    effects = NewEffectShape(many=True, required=False)

    def effects_given(self) -> list[NewEffect]:
        """What it is to bring about, read."""
        given = self.validated_data.get("effects", [])
        return [NewEffect(kind=EffectKind(one["kind"]), body=one["body"]) for one in given]


class DecisionShape(serializers.Serializer[Any]):
    """A decision and the entry of the record that tells of it."""

    id = serializers.UUIDField()
    item_no = serializers.IntegerField()
    text_sv = serializers.CharField()
    method = serializers.ChoiceField(choices=[m.value for m in Method])
    taken_at = serializers.DateTimeField()
    poll = serializers.UUIDField(allow_null=True)
    event = serializers.IntegerField(allow_null=True)
