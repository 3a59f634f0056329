"""What secret votes look like from outside."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from kernel.shapes import ObstacleShape
from voting.polls.api.shapes import BallotReceiptShape

LARGEST = 2_000_000


class SealedBallotShape(serializers.Serializer[Any]):
    """An encrypted ballot in its one form, as it will stand in the archive."""

    ballot = serializers.CharField(max_length=LARGEST, trim_whitespace=False)
    replaces = serializers.CharField(max_length=12, allow_null=True, default=None)
    hold = serializers.IntegerField(min_value=1, max_value=99, default=1, help_text="which vote one holds")


class SealedAssistShape(serializers.Serializer[Any]):
    """A member's encrypted ballot, signed by their voting card at the kiosk."""

    member = serializers.UUIDField()
    ballot = serializers.CharField(max_length=LARGEST, trim_whitespace=False)
    replaces = serializers.CharField(max_length=12, allow_null=True, default=None)
    reason = serializers.CharField(max_length=200, allow_blank=True, default="")


class SealedReceiptShape(BallotReceiptShape):
    """The ballot is stored. ``tracker``: SHA-256 of its text; ``event``: the chain's head when it came in."""

    tracker = serializers.CharField()
    event = serializers.CharField()
    height = serializers.IntegerField()


class BoardBallotShape(serializers.Serializer[Any]):
    """A ballot on the board."""

    height = serializers.IntegerField()
    tracker = serializers.CharField()
    event = serializers.CharField()
    replaced = serializers.BooleanField()


class BoardOfficerShape(serializers.Serializer[Any]):
    """An officer by place, and whether their part is in."""

    owner = serializers.IntegerField()
    given = serializers.BooleanField()


class BoardShape(serializers.Serializer[Any]):
    """The public board of one secret vote. ``election`` is the text that ballots are encrypted for.

    The chain can be reckoned from it: the first event names the three hashes of the setup, and each event
    the one before.
    """

    poll = serializers.UUIDField()
    uuid = serializers.CharField()
    election = serializers.CharField()
    election_hash = serializers.CharField()
    trustees_hash = serializers.CharField()
    credentials_hash = serializers.CharField()
    electors = serializers.IntegerField()
    ballots = BoardBallotShape(many=True)
    head = serializers.CharField()
    height = serializers.IntegerField()
    ended_at = serializers.DateTimeField(allow_null=True)
    opened_at = serializers.DateTimeField(allow_null=True)
    threshold = serializers.IntegerField()
    officers = BoardOfficerShape(many=True)
    obstacles = ObstacleShape(many=True)


class DecryptionShape(serializers.Serializer[Any]):
    """An officer's partial decryption in its one form, and the side proof of each factor."""

    decryption = serializers.CharField(max_length=LARGEST, trim_whitespace=False)
    side_proofs = serializers.JSONField()
