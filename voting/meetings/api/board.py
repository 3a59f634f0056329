"""Doors to the board's own meeting: called, opened, decided § by §, ended. The board leads it itself."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from kernel.shapes import ProblemShape
from voting.meetings import actions, queries
from voting.meetings.api.board_shapes import (
    BoardDecisionShape,
    BoardMeetingShape,
    BoardStepShape,
    BoardTableShape,
    ConveningShape,
    NewAnswersShape,
    NewBoardChoicesShape,
    NewBoardMatterShape,
    NewBoardMeetingShape,
    NewFatesShape,
    chosen,
)


class BoardDoor(Door):
    """Shows the board's meeting as it then stands."""

    def shown(self, meeting_id: UUID, *, status: int = 200) -> Response:
        """§ by §, each with its words ready."""
        found = queries.board_meeting_shape(queries.board_meeting(meeting_id))
        return Response(found, status=status)


class BoardMeetingsDoor(BoardDoor):
    """The board's meetings."""

    verbs: ClassVar[dict[str, str]] = {"GET": "association.see", "POST": "board.convene"}

    @extend_schema(operation_id="board_meetings_and_calling", responses=ConveningShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Held and waiting, and what stands in the way of calling another."""
        return Response(queries.convening_shape())

    @extend_schema(request=NewBoardMeetingShape, responses={201: BoardMeetingShape})
    def post(self, request: Request) -> Response:
        """Call the board, with the names chosen; its items are filled with them."""
        given = NewBoardMeetingShape(data=request.data).given()
        meeting = actions.convene_board(**given, by=self.actor, at=self.at)
        return self.shown(meeting.pk, status=201)


class BoardMeetingDoor(BoardDoor):
    """One of them."""

    verbs: ClassVar[dict[str, str]] = {"GET": "board.convene"}

    @extend_schema(responses=BoardMeetingShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """For its guided screen."""
        return self.shown(meeting_id)


class BoardChoicesDoor(BoardDoor):
    """What was prepared."""

    verbs: ClassVar[dict[str, str]] = {"PUT": "board.convene"}

    @extend_schema(request=NewBoardChoicesShape, responses=BoardMeetingShape)
    def put(self, request: Request, meeting_id: UUID) -> Response:
        """Choose anew, until something of it is decided."""
        form = NewBoardChoicesShape(data=request.data)
        form.is_valid(raise_exception=True)
        actions.choose_for_board(
            meeting_id=meeting_id, choices=chosen(form.validated_data), by=self.actor, at=self.at
        )
        return self.shown(meeting_id)


class BoardAnswersDoor(BoardDoor):
    """What those who ask to join are answered."""

    verbs: ClassVar[dict[str, str]] = {"PUT": "board.convene"}

    @extend_schema(request=NewAnswersShape, responses=BoardMeetingShape)
    def put(self, request: Request, meeting_id: UUID) -> Response:
        """Let in, refuse with a reason, or let it wait; until the board has decided."""
        answers = NewAnswersShape(data=request.data).given()
        actions.answer_applicants(meeting_id=meeting_id, answers=answers, by=self.actor, at=self.at)
        return self.shown(meeting_id)


class BoardFatesDoor(BoardDoor):
    """What becomes of memberships that are not paid for."""

    verbs: ClassVar[dict[str, str]] = {"PUT": "board.convene"}

    @extend_schema(request=NewFatesShape, responses=BoardMeetingShape)
    def put(self, request: Request, meeting_id: UUID) -> Response:
        """Ended, kept or left for later, and the debt kept or given up; until the board has decided."""
        fates = NewFatesShape(data=request.data).given()
        actions.prepare_strikings(meeting_id=meeting_id, fates=fates, by=self.actor, at=self.at)
        return self.shown(meeting_id)


class BoardTableDoor(BoardDoor):
    """Who is at the table."""

    verbs: ClassVar[dict[str, str]] = {"PUT": "board.lead"}

    @extend_schema(request=BoardTableShape, responses=BoardMeetingShape)
    def put(self, request: Request, meeting_id: UUID) -> Response:
        """These and no others; the record tells who came and who left."""
        form = BoardTableShape(data=request.data)
        form.is_valid(raise_exception=True)
        here = {one["seat"]: one.get("venue") for one in form.validated_data["here"]}
        actions.seat_board(meeting_id=meeting_id, here=here, by=self.actor, at=self.at)
        return self.shown(meeting_id)


class BoardOpenDoor(BoardDoor):
    """The gavel falls."""

    verbs: ClassVar[dict[str, str]] = {"POST": "board.lead"}

    @extend_schema(request=None, responses=BoardMeetingShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Open the meeting when more than half of the board is here."""
        actions.open_board(meeting_id=meeting_id, by=self.actor, at=self.at)
        return self.shown(meeting_id)


class BoardMattersDoor(BoardDoor):
    """Matters of the board's own."""

    verbs: ClassVar[dict[str, str]] = {"POST": "board.lead"}

    @extend_schema(request=NewBoardMatterShape, responses={201: BoardMeetingShape, 409: ProblemShape})
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """One more, before the meeting or while it is held."""
        form = NewBoardMatterShape(data=request.data)
        form.is_valid(raise_exception=True)
        actions.add_matter(meeting_id=meeting_id, **form.validated_data, by=self.actor, at=self.at)
        return self.shown(meeting_id, status=201)


class BoardMatterDoor(BoardDoor):
    """One of them."""

    verbs: ClassVar[dict[str, str]] = {"DELETE": "board.lead"}

    @extend_schema(responses={200: BoardMeetingShape, 409: ProblemShape})
    def delete(self, request: Request, meeting_id: UUID, no: int) -> Response:  # noqa: ARG002  DRF's signature
        """Take it away, until it is taken up."""
        actions.remove_matter(meeting_id=meeting_id, no=no, by=self.actor, at=self.at)
        return self.shown(meeting_id)


class BoardItemDoor(BoardDoor):
    """The next item."""

    verbs: ClassVar[dict[str, str]] = {"POST": "board.lead"}

    @extend_schema(request=None, responses=BoardMeetingShape)
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:  # noqa: ARG002  DRF's signature
        """Take it up; the one before must be decided."""
        actions.go_on(meeting_id=meeting_id, no=no, by=self.actor, at=self.at)
        return self.shown(meeting_id)


class BoardDecideDoor(BoardDoor):
    """What the board decides."""

    verbs: ClassVar[dict[str, str]] = {"POST": "board.lead"}

    @extend_schema(request=BoardDecisionShape, responses=BoardMeetingShape)
    def post(self, request: Request, meeting_id: UUID, no: int) -> Response:
        """In the words that were prepared, by acclamation; what it is there for comes about. Once."""
        form = BoardDecisionShape(data=request.data)
        form.is_valid(raise_exception=True)
        given = form.validated_data
        actions.decide_for_board(
            meeting_id=meeting_id, no=no, is_unanimous=given["unanimous"], text_sv=given["text_sv"],
            by=self.actor, at=self.at,
        )  # fmt: skip
        return self.shown(meeting_id)


class BoardUndoDoor(BoardDoor):
    """The last step."""

    verbs: ClassVar[dict[str, str]] = {"POST": "board.lead"}

    @extend_schema(request=BoardStepShape, responses=BoardMeetingShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Take it back, with the reason that the minutes tell; not once it has had an effect."""
        form = BoardStepShape(data=request.data)
        form.is_valid(raise_exception=True)
        actions.undo_for_board(meeting_id=meeting_id, **form.validated_data, by=self.actor, at=self.at)
        return self.shown(meeting_id)


class BoardCloseDoor(BoardDoor):
    """The end."""

    verbs: ClassVar[dict[str, str]] = {"POST": "board.lead"}

    @extend_schema(request=None, responses=BoardMeetingShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Not with an item undecided."""
        actions.close_board(meeting_id=meeting_id, by=self.actor, at=self.at)
        return self.shown(meeting_id)
