"""What the register at any moment, and its line through time, look like from outside."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from voting.register.api.shapes import ReasonShape, in_our_time
from voting.register.enums import Authority, KeyWay, SaidBy

HAPPENED = ["came", "left", "proxy_filed", "proxy_revoked", "approved", *(w.value for w in KeyWay)]


class HappenedShape(serializers.Serializer[Any]):
    """What happened: who came or left, whose proxy it was, whose vote is signed with a card."""

    kind = serializers.ChoiceField(choices=HAPPENED)
    member = serializers.CharField(allow_blank=True)
    name = serializers.CharField(allow_blank=True)
    venue = serializers.CharField(allow_null=True)
    is_substitute = serializers.BooleanField()


class RegisterMomentShape(serializers.Serializer[Any]):
    """A moment, and the votes from then on."""

    at = serializers.DateTimeField()
    total = serializers.IntegerField()
    persons = serializers.IntegerField()
    happened = HappenedShape(many=True)


class ItemConflictShape(serializers.Serializer[Any]):
    """A member that does, or did, not vote in an item."""

    item_no = serializers.IntegerField()
    member_id = serializers.UUIDField()
    member = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)
    said_by = serializers.ChoiceField(choices=[s.value for s in SaidBy])
    at = serializers.DateTimeField()
    lifted_at = serializers.DateTimeField(allow_null=True)


class RegisterCourseShape(serializers.Serializer[Any]):
    """The whole line, and the conflicts of interest."""

    moments = RegisterMomentShape(many=True)
    conflicts = ItemConflictShape(many=True)


class VoteThenShape(serializers.Serializer[Any]):
    """One member's vote at a moment, and why it had one or none."""

    member_id = serializers.UUIDField()
    member = serializers.CharField()
    delegate = serializers.CharField(allow_null=True)
    venue = serializers.CharField(allow_null=True)
    authority = serializers.ChoiceField(choices=[a.value for a in Authority], allow_null=True)
    reasons = ReasonShape(many=True)


class RefusalShape(serializers.Serializer[Any]):
    """Somebody who was here, or a proxy that was filed, and did not count."""

    name = serializers.CharField()
    member = serializers.CharField()
    proxy = serializers.UUIDField(allow_null=True)
    reasons = ReasonShape(many=True)


class MomentForm(serializers.Serializer[Any]):
    """A moment, and an item."""

    at = serializers.DateTimeField(required=False, validators=[in_our_time])
    item_no = serializers.IntegerField(required=False, min_value=1, max_value=999)


class RegisterAtShape(serializers.Serializer[Any]):
    """Who was entitled at a moment and why; who was not and why."""

    at = serializers.DateTimeField()
    version = serializers.IntegerField(allow_null=True)
    is_approved = serializers.BooleanField()
    total = serializers.IntegerField()
    persons = serializers.IntegerField()
    entitled = VoteThenShape(many=True)
    not_entitled = VoteThenShape(many=True)
    refused = RefusalShape(many=True)
