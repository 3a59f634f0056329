"""Doors to the places' connections: every screen of a place says every five seconds that it is there."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from voting.polls import actions, queries
from voting.polls.api.desk_shapes import WatchShape


class AliveDoor(Door):
    """A sign of life."""

    verbs: ClassVar[dict[str, str]] = {"POST": "venues.watch"}

    @extend_schema(request=None, responses=WatchShape)
    def post(self, request: Request, meeting_id: UUID, venue_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Tells how every place is heard; looks after silent ones and polls whose time is up."""
        return Response(actions.alive(meeting_id=meeting_id, venue_id=venue_id, at=self.at))


class LostDoor(Door):
    """A place is cut off."""

    verbs: ClassVar[dict[str, str]] = {"POST": "venues.watch"}

    @extend_schema(request=None, responses=WatchShape)
    def post(self, request: Request, meeting_id: UUID, venue_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """At once; an open vote pauses. Twice is no error."""
        actions.lose_venue(meeting_id=meeting_id, venue_id=venue_id, by=self.actor, at=self.at)
        return Response(queries.watch(meeting_id, venue_id, at=self.at))


class RestoredDoor(Door):
    """A place is back."""

    verbs: ClassVar[dict[str, str]] = {"POST": "venues.watch"}

    @extend_schema(request=None, responses=WatchShape)
    def post(self, request: Request, meeting_id: UUID, venue_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """The vote goes on when no place is missing, with the time it lost. Twice is no error."""
        actions.restore_venue(meeting_id=meeting_id, venue_id=venue_id, by=self.actor, at=self.at)
        return Response(queries.watch(meeting_id, venue_id, at=self.at))
