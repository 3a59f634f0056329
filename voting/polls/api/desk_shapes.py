"""What the officers' tables look like from outside."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from kernel.shapes import ObstacleShape
from voting.polls.api.shapes import CHANNELS, VENUE_CHANNELS


class MissingShape(serializers.Serializer[Any]):
    """Somebody who has not voted."""

    registration = serializers.UUIDField(allow_null=True)
    member_id = serializers.UUIDField()
    number = serializers.CharField()
    member = serializers.CharField()
    delegate = serializers.CharField()


class PlaceByNameShape(serializers.Serializer[Any]):
    """One place: how many have voted, and who has not."""

    venue = serializers.UUIDField()
    name = serializers.CharField()
    channel = serializers.ChoiceField(choices=VENUE_CHANNELS)
    cast = serializers.IntegerField()
    register = serializers.IntegerField()
    missing = MissingShape(many=True)


class TurnoutByNameShape(serializers.Serializer[Any]):
    """Who has not voted; never how anybody did."""

    poll = serializers.UUIDField()
    cast = serializers.IntegerField()
    register = serializers.IntegerField()
    per_venue = PlaceByNameShape(many=True)


class CalledShape(MissingShape):
    """One name of the roll."""

    no = serializers.IntegerField()
    venue = serializers.CharField()
    has_voted = serializers.BooleanField()
    channel = serializers.ChoiceField(choices=CHANNELS, allow_null=True)


class RollCallShape(serializers.Serializer[Any]):
    """The roll, and whose name is called."""

    poll = serializers.UUIDField()
    next = CalledShape(allow_null=True)
    then = CalledShape(allow_null=True)
    left = serializers.IntegerField()
    entries = CalledShape(many=True)


class HeardShape(serializers.Serializer[Any]):
    """How one place is heard."""

    venue = serializers.UUIDField()
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=["here", "lost", "unheard"])
    silent_seconds = serializers.IntegerField(allow_null=True)
    lost_at = serializers.DateTimeField(allow_null=True)
    advice = ObstacleShape(many=True)


class WatchShape(serializers.Serializer[Any]):
    """How every place is heard, for the screen of one of them."""

    venue = serializers.UUIDField()
    venues = HeardShape(many=True)
