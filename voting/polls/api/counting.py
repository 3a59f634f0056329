"""Doors to hands, slips, ties, and to the document by which anybody can count again."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from kernel.permissions import OFFICERS
from voting.polls import actions, queries
from voting.polls.api.forms import BreakingShape, NewChannelShape, PaperPollShape, SheetShape
from voting.polls.api.shapes import PollShape


class HandsDoor(Door):
    """A teller's sheet."""

    verbs: ClassVar[dict[str, str]] = {"POST": "hands.count"}

    @extend_schema(request=SheetShape, responses=PollShape)
    def post(self, request: Request, poll_id: UUID) -> Response:
        """What was counted in one place; two tellers must have the same numbers."""
        form = SheetShape(data=request.data)
        form.is_valid(raise_exception=True)
        poll = actions.count_hands(
            poll_id=poll_id, venue_id=form.validated_data["venue"], counts=form.validated_data["counts"],
            by=self.actor, at=self.at,
        )  # fmt: skip
        return Response(queries.visible_poll(poll.pk, officer=True))


class ChannelDoor(Door):
    """Phones or hands."""

    verbs: ClassVar[dict[str, str]] = {"POST": "polls.lead"}

    @extend_schema(request=NewChannelShape, responses=PollShape)
    def post(self, request: Request, poll_id: UUID) -> Response:
        """How a place votes in this poll; not once anybody there has voted otherwise."""
        form = NewChannelShape(data=request.data)
        form.is_valid(raise_exception=True)
        poll = actions.change_channel(
            poll_id=poll_id, venue_id=form.validated_data["venue"], channel=form.validated_data["channel"],
            by=self.actor, at=self.at,
        )  # fmt: skip
        return Response(queries.visible_poll(poll.pk, officer=True))


class TieDoor(Door):
    """Equal numbers."""

    verbs: ClassVar[dict[str, str]] = {"POST": "polls.lead"}

    @extend_schema(request=BreakingShape, responses=PollShape)
    def post(self, request: Request, poll_id: UUID) -> Response:
        """Break a tie as the rules allow; every number stays."""
        form = BreakingShape(data=request.data)
        form.is_valid(raise_exception=True)
        given = dict(form.validated_data)
        poll = actions.resolve_tie(
            poll_id=poll_id, by_means=given.pop("by"), **given, by=self.actor, at=self.at
        )
        return Response(queries.visible_poll(poll.pk, officer=True))


class CountDoor(Door):
    """The poll for ``stadga count``."""

    verbs: ClassVar[dict[str, str]] = {"GET": "meeting.follow"}

    @extend_schema(responses={(200, "application/json"): OpenApiTypes.OBJECT})
    def get(self, request: Request, poll_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Everything that decides the result; the chair's officers from the count on, all when it is told."""
        return Response(queries.document(poll_id, officer=bool(self.roles & OFFICERS)))


class OnPaperDoor(Door):
    """A vote that was held while the house was out of reach."""

    verbs: ClassVar[dict[str, str]] = {"POST": "polls.prepare"}

    @extend_schema(request=PaperPollShape, responses={201: PollShape})
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """The first of two people types it in; a teller then enters the same numbers as hands."""
        form = PaperPollShape(data=request.data)
        question = form.asked()
        sheets: list[dict[str, Any]] = form.validated_data["hands"]
        held = form.validated_data.get("held") or {}
        poll = actions.enter_paper_poll(
            meeting_id=meeting_id, question=question, counts={s["venue"]: s["counts"] for s in sheets},
            held=(held.get("from"), held.get("to")), by=self.actor, at=self.at,
        )  # fmt: skip
        return Response(queries.visible_poll(poll.pk, officer=True), status=201)
