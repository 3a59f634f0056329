"""Doors to one's own organisation's vote: whether it has one and why, and its substitute."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from kernel.shapes import ObstacleShape
from voting.meetings import actions as meetings
from voting.meetings.tasks import send_soon
from voting.register import queries
from voting.register.api.shapes import ReasonShape
from voting.register.enums import Authority


class OwnMemberShape(serializers.Serializer[Any]):
    """The organisation one speaks for."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    name = serializers.CharField()


class OwnSubstituteShape(serializers.Serializer[Any]):
    """Who is named, and what is in the way of naming somebody."""

    name = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)
    is_registered = serializers.BooleanField()
    obstacles = ObstacleShape(many=True)


class ProxyTermsShape(serializers.Serializer[Any]):
    """Within what a proxy is accepted, where that stands, and what is in the way of filing one."""

    max_members_per_person = serializers.IntegerField(allow_null=True)
    max_age_months = serializers.IntegerField(allow_null=True)
    source_sv = serializers.CharField(allow_blank=True)
    source_en = serializers.CharField(allow_blank=True)
    obstacles = ObstacleShape(many=True)


class MyVoteShape(serializers.Serializer[Any]):
    """One's own organisation's vote now, who casts it and why."""

    member = OwnMemberShape()
    has_vote = serializers.BooleanField()
    authority = serializers.ChoiceField(choices=[a.value for a in Authority], allow_null=True)
    by = serializers.CharField(allow_null=True)
    reasons = ReasonShape(many=True)
    substitute = OwnSubstituteShape()
    proxy = ProxyTermsShape()


class NewSubstituteShape(serializers.Serializer[Any]):
    """Who serves when the delegate is not here."""

    name = serializers.CharField(max_length=200)
    email = serializers.EmailField()


class MyVoteDoor(Door):
    """Whether we have a vote."""

    verbs: ClassVar[dict[str, str]] = {"GET": "registrations.own"}

    @extend_schema(responses=MyVoteShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Whether, by whom and why; and whether a substitute or a proxy could be named now."""
        return Response(queries.my_vote(meeting_id, by=self.actor))


class MySubstituteDoor(Door):
    """One's own organisation's substitute."""

    verbs: ClassVar[dict[str, str]] = {"PUT": "registrations.own", "DELETE": "registrations.own"}

    @extend_schema(request=NewSubstituteShape, responses=MyVoteShape)
    def put(self, request: Request, meeting_id: UUID) -> Response:
        """Name one, until the meeting ends; another replaces them."""
        form = NewSubstituteShape(data=request.data)
        form.is_valid(raise_exception=True)
        outcome = meetings.name_substitute(
            meeting_id=meeting_id, **form.validated_data, by=self.actor, at=self.at
        )
        if outcome.is_changed:
            send_soon(outcome.registration.pk)
        return Response(queries.my_vote(meeting_id, by=self.actor))

    @extend_schema(request=None, responses=MyVoteShape)
    def delete(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Nobody serves in the delegate's place."""
        meetings.name_substitute(meeting_id=meeting_id, name="", email="", by=self.actor, at=self.at)
        return Response(queries.my_vote(meeting_id, by=self.actor))
