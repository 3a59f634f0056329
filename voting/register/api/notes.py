"""Doors to what people have written down: reservations, demands for a count, conflicts of interest."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from voting.meetings import queries as meeting_queries
from voting.meetings.enums import NoteKind
from voting.meetings.queries import note_shape
from voting.register import actions, queries
from voting.register.api.course_shapes import (
    ConflictShape,
    ForWhomShape,
    NewConflictShape,
    NewNoteShape,
    OwnNoteShape,
)
from voting.register.api.shapes import NoteShape
from voting.register.enums import SaidBy


class NotesDoor(Door):
    """The secretary's pen."""

    verbs: ClassVar[dict[str, str]] = {"POST": "notes.record"}

    @extend_schema(request=NewNoteShape, responses={201: NoteShape})
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:
        """Write it down, for a delegate or for nobody in particular. The same again is the same note."""
        form = NewNoteShape(data=request.data)
        form.is_valid(raise_exception=True)
        given = form.validated_data
        note = actions.note(
            meeting_id=meeting_id, item_no=no, kind=NoteKind(given["kind"]), text_sv=given["text_sv"],
            registration_id=given.get("registration"), outcome=given["outcome"], by=self.actor, at=self.at,
        )  # fmt: skip
        return Response(note_shape(note), status=201)


class NoteDoor(Door):
    """One note."""

    verbs: ClassVar[dict[str, str]] = {"DELETE": "notes.record"}

    @extend_schema(responses={204: None})
    def delete(self, request: Request, meeting_id: UUID, note_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Taken back; the record keeps that it was made."""
        actions.withdraw(meeting_id=meeting_id, note_id=note_id, by=self.actor, at=self.at)
        return Response(status=204)


class MyNotesDoor(Door):
    """One's own words."""

    verbs: ClassVar[dict[str, str]] = {"POST": "reservations.own"}

    @extend_schema(request=OwnNoteShape, responses={201: NoteShape})
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:
        """A reservation, until the meeting ends, by somebody in its register; a protest, a statement, jäv."""
        form = OwnNoteShape(data=request.data)
        form.is_valid(raise_exception=True)
        given = form.validated_data
        note = actions.note_own(
            meeting_id=meeting_id, item_no=no, kind=NoteKind(given["kind"]), text_sv=given["text_sv"],
            by=self.actor, at=self.at,
        )  # fmt: skip
        return Response(note_shape(note), status=201)


class MyNoteDoor(Door):
    """One's own note."""

    verbs: ClassVar[dict[str, str]] = {"DELETE": "reservations.own"}

    @extend_schema(responses={204: None})
    def delete(self, request: Request, meeting_id: UUID, note_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Taken back."""
        actions.withdraw_own(meeting_id=meeting_id, note_id=note_id, by=self.actor, at=self.at)
        return Response(status=204)


class DemandsDoor(Door):
    """Votering, called in the hall."""

    verbs: ClassVar[dict[str, str]] = {"POST": "notes.record"}

    @extend_schema(request=ForWhomShape, responses={201: NoteShape})
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:
        """Somebody demands a counted vote, before the gavel; it must then be held."""
        form = ForWhomShape(data=request.data)
        form.is_valid(raise_exception=True)
        note = actions.note(
            meeting_id=meeting_id, item_no=no, kind=NoteKind.COUNT_DEMANDED, text_sv="",
            registration_id=form.validated_data["registration"], by=self.actor, at=self.at,
        )  # fmt: skip
        return Response(note_shape(note), status=201)


class MyDemandDoor(Door):
    """Votering, from one's own phone."""

    verbs: ClassVar[dict[str, str]] = {"POST": "reservations.own"}

    @extend_schema(request=None, responses={201: NoteShape})
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:  # noqa: ARG002  DRF's signature
        """Demand a counted vote, before the gavel."""
        note = actions.note_own(
            meeting_id=meeting_id, item_no=no, kind=NoteKind.COUNT_DEMANDED, text_sv="",
            by=self.actor, at=self.at,
        )  # fmt: skip
        return Response(note_shape(note), status=201)


class ConflictsDoor(Door):
    """Jäv."""

    verbs: ClassVar[dict[str, str]] = {"GET": "notes.record", "POST": "notes.record"}

    @extend_schema(responses=ConflictShape(many=True))
    def get(self, request: Request, meeting_id: UUID, no: int) -> Response:  # noqa: ARG002  DRF's signature
        """Who does not vote in the item, and why."""
        return Response(queries.conflicts_shape(meeting_queries.meeting(meeting_id).pk, no))

    @extend_schema(request=NewConflictShape, responses={204: None})
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:
        """A member does not vote in the item, as the chair notes, the member says or the meeting decides."""
        form = NewConflictShape(data=request.data)
        form.is_valid(raise_exception=True)
        actions.exclude(
            meeting_id=meeting_id, item_no=no, registration_id=form.validated_data["registration"],
            reason=form.validated_data["reason"], said_by=SaidBy(form.validated_data["said_by"]),
            by=self.actor, at=self.at,
        )  # fmt: skip
        return Response(status=204)


class ConflictDoor(Door):
    """One member's."""

    verbs: ClassVar[dict[str, str]] = {"DELETE": "notes.record"}

    @extend_schema(responses={204: None})
    def delete(self, request: Request, meeting_id: UUID, no: int, registration_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """It votes after all."""
        actions.readmit(
            meeting_id=meeting_id, item_no=no, registration_id=registration_id, by=self.actor, at=self.at
        )
        return Response(status=204)
