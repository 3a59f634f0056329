"""Doors to the keys of voters' devices."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from kernel.shapes import ProblemShape
from voting.ballotbox import actions, queries
from voting.meetings import queries as meetings


class NewDeviceKeyShape(serializers.Serializer[Any]):
    """The public key g^s, in base 10, of the vote that somebody holds."""

    key = serializers.RegexField(r"^[1-9][0-9]*$", max_length=620)
    hold = serializers.IntegerField(min_value=1, max_value=99, default=1)


class DeviceKeyShape(serializers.Serializer[Any]):
    """A key in use, by its fingerprint: SHA-256 of the key's digits."""

    hold = serializers.IntegerField()
    fingerprint = serializers.CharField()
    is_card = serializers.BooleanField()


class WithoutKeyShape(serializers.Serializer[Any]):
    """Somebody who is here and could not vote in secret yet."""

    venue = serializers.CharField()
    name = serializers.CharField()
    member = serializers.CharField()


class NewCardShape(serializers.Serializer[Any]):
    """The public key g^s of a card, in base 10, and whose vote it signs. The code stays at the kiosk."""

    member = serializers.UUIDField()
    key = serializers.RegexField(r"^[1-9][0-9]*$", max_length=620)
    reason = serializers.CharField(max_length=300, allow_blank=True, default="")


class SignedVoteShape(serializers.Serializer[Any]):
    """A vote that somebody here holds, and what signs it in secret votes."""

    member_id = serializers.UUIDField()
    member = serializers.CharField()
    number = serializers.CharField()
    delegate = serializers.CharField()
    venue_id = serializers.UUIDField()
    venue = serializers.CharField()
    signs = serializers.ChoiceField(choices=["nothing", "device", "card"])


class KeysDoor(Door):
    """One's own."""

    verbs: ClassVar[dict[str, str]] = {"GET": "ballots.cast", "PUT": "ballots.cast"}

    @extend_schema(responses=DeviceKeyShape(many=True))
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """The keys in use for the votes that I hold, so that a device knows whether it is still the one."""
        meetings.meeting(meeting_id)
        return Response(self._mine(meeting_id))

    @extend_schema(request=NewDeviceKeyShape, responses=DeviceKeyShape(many=True))
    def put(self, request: Request, meeting_id: UUID) -> Response:
        """My device signs with this one from now on."""
        form = NewDeviceKeyShape(data=request.data)
        form.is_valid(raise_exception=True)
        given = form.validated_data
        actions.give_key(
            meeting_id=meeting_id, element=given["key"], hold=given["hold"], by=self.actor, at=self.at
        )
        return Response(self._mine(meeting_id))

    def _mine(self, meeting_id: UUID) -> list[dict[str, Any]]:
        return queries.keys_shape(meeting_id, self.actor.id) if self.actor.id else []


class MissingKeysDoor(Door):
    """Who could not vote in secret."""

    verbs: ClassVar[dict[str, str]] = {"GET": "turnout.see"}

    @extend_schema(responses=WithoutKeyShape(many=True))
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Those who are here without a key, by place: helped before the vote opens."""
        meetings.meeting(meeting_id)
        return Response(queries.without_key(meeting_id))


class CardsDoor(Door):
    """Voting cards, for whoever has no device."""

    verbs: ClassVar[dict[str, str]] = {"GET": "polls.assist", "POST": "polls.assist"}

    @extend_schema(responses=SignedVoteShape(many=True))
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """The votes of everybody who is here, and whether a device or a card signs each."""
        meetings.meeting(meeting_id)
        return Response(queries.votes_and_keys(meeting_id))

    @extend_schema(request=NewCardShape, responses={200: SignedVoteShape(many=True), 409: ProblemShape})
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """A card signs a member's ballots from the next secret vote on; noted on the register's line."""
        form = NewCardShape(data=request.data)
        form.is_valid(raise_exception=True)
        given = form.validated_data
        actions.give_card(
            meeting_id=meeting_id, member_id=given["member"], element=given["key"], reason=given["reason"],
            by=self.actor, at=self.at,
        )  # fmt: skip
        return Response(queries.votes_and_keys(meeting_id))
