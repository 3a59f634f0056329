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
from voting.polls.api.forms import NewPollShape, OpeningShape, PausingShape, VoidingShape
from voting.polls.api.shapes import PollShape


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
        question = NewPollShape(data=request.data).asked()
        poll = actions.prepare_poll(meeting_id=meeting_id, question=question, by=self.actor, at=self.at)
        return Response(queries.visible_poll(poll.pk, officer=True), status=201)


class PollDoor(Door):
    """One poll."""

    verbs: ClassVar[dict[str, str]] = {"GET": "meeting.follow", "DELETE": "polls.prepare"}

    @extend_schema(responses=PollShape)
    def get(self, request: Request, poll_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """The ballot, its course, and the result when it may be known."""
        return Response(queries.visible_poll(poll_id, officer=bool(self.roles & OFFICERS)))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, poll_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Take back a question that was never put."""
        actions.withdraw_poll(poll_id=poll_id, by=self.actor, at=self.at)
        return Response(status=204)


class OpenDoor(Door):
    """Begin voting."""

    verbs: ClassVar[dict[str, str]] = {"POST": "polls.lead"}

    @extend_schema(request=OpeningShape, responses=PollShape)
    def post(self, request: Request, poll_id: UUID) -> Response:
        """Opens on the newest register, perhaps for so many seconds; twice is no error."""
        form = OpeningShape(data=request.data or {})
        form.is_valid(raise_exception=True)
        seconds = form.validated_data["seconds"]
        poll = actions.open_poll(poll_id=poll_id, by=self.actor, at=self.at, seconds=seconds)
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


class PauseDoor(Door):
    """Hold the vote."""

    verbs: ClassVar[dict[str, str]] = {"POST": "polls.lead"}

    @extend_schema(request=PausingShape, responses=PollShape)
    def post(self, request: Request, poll_id: UUID) -> Response:
        """Nothing is received until it goes on; what was cast stays. Twice is no error."""
        form = PausingShape(data=request.data or {})
        form.is_valid(raise_exception=True)
        poll = actions.pause_poll(poll_id=poll_id, **form.validated_data, by=self.actor, at=self.at)
        return Response(queries.visible_poll(poll.pk, officer=True))


class ResumeDoor(Door):
    """Go on."""

    verbs: ClassVar[dict[str, str]] = {"POST": "polls.lead"}

    @extend_schema(request=None, responses=PollShape)
    def post(self, request: Request, poll_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """When every place is back; a closing time moves by the outage. Twice is no error."""
        poll = actions.resume_poll(poll_id=poll_id, by=self.actor, at=self.at)
        return Response(queries.visible_poll(poll.pk, officer=True))


class VoidDoor(Door):
    """The vote does not count."""

    verbs: ClassVar[dict[str, str]] = {"POST": "polls.lead"}

    @extend_schema(request=VoidingShape, responses=PollShape)
    def post(self, request: Request, poll_id: UUID) -> Response:
        """Never without a reason, which enters the minutes; its ballots stay. Twice is no error."""
        form = VoidingShape(data=request.data)
        form.is_valid(raise_exception=True)
        reason = form.validated_data["reason"]
        poll = actions.void_poll(poll_id=poll_id, reason=reason, by=self.actor, at=self.at)
        return Response(queries.visible_poll(poll.pk, officer=True))


class AgainDoor(Door):
    """Once more."""

    verbs: ClassVar[dict[str, str]] = {"POST": "polls.prepare"}

    @extend_schema(request=None, responses={201: PollShape})
    def post(self, request: Request, poll_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """The question of a voided poll, ready to be put again; asked again, the same new poll."""
        poll = actions.prepare_again(poll_id=poll_id, by=self.actor, at=self.at)
        return Response(queries.visible_poll(poll.pk, officer=True), status=201)
