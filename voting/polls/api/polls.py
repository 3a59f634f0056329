"""Doors to polls."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from kernel.permissions import OFFICERS
from voting.polls import actions, queries
from voting.polls.api.shapes import NewPollShape, PollShape


class PollsDoor(Door):
    """A meeting's polls."""

    verbs: ClassVar[dict[str, str]] = {"GET": "meeting.follow", "POST": "polls.prepare"}

    @extend_schema(responses=PollShape(many=True))
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """In order; prepared ones for officers only."""
        return Response(queries.poll_list(meeting_id, roles=self.roles))

    @extend_schema(request=NewPollShape, responses={201: PollShape})
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Make a question ready."""
        form = NewPollShape(data=request.data)
        form.is_valid(raise_exception=True)
        question = actions.Question(**form.validated_data)
        poll = actions.prepare_poll(meeting_id=meeting_id, question=question, by=self.actor, at=self.at)
        return Response(queries.visible_poll(poll.pk, officer=True), status=201)


class PollDoor(Door):
    """One poll."""

    verbs: ClassVar[dict[str, str]] = {"GET": "meeting.follow"}

    @extend_schema(responses=PollShape)
    def get(self, request: Request, poll_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """The ballot, its course, and the result when it may be known."""
        return Response(queries.visible_poll(poll_id, officer=bool(self.roles & OFFICERS)))


class OpenDoor(Door):
    """Begin voting."""

    verbs: ClassVar[dict[str, str]] = {"POST": "polls.lead"}

    @extend_schema(request=None, responses=PollShape)
    def post(self, request: Request, poll_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Opens on the newest register; twice is no error."""
        poll = actions.open_poll(poll_id=poll_id, by=self.actor, at=self.at)
        return Response(queries.visible_poll(poll.pk, officer=True))


class CloseDoor(Door):
    """The gavel."""

    verbs: ClassVar[dict[str, str]] = {"POST": "polls.lead"}

    @extend_schema(request=None, responses=PollShape)
    def post(self, request: Request, poll_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Ends voting and counts; twice is no error."""
        poll = actions.close_poll(poll_id=poll_id, by=self.actor, at=self.at)
        return Response(queries.visible_poll(poll.pk, officer=True))


class DeclareDoor(Door):
    """Tell the result."""

    verbs: ClassVar[dict[str, str]] = {"POST": "polls.lead"}

    @extend_schema(request=None, responses=PollShape)
    def post(self, request: Request, poll_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Everybody sees it from now on; twice is no error."""
        poll = actions.declare_poll(poll_id=poll_id, by=self.actor, at=self.at)
        return Response(queries.visible_poll(poll.pk, officer=True))
