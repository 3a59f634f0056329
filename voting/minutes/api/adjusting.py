"""Doors to adjusting the minutes: freeze, comment, approve, sign."""

from __future__ import annotations

from typing import Any, ClassVar, cast
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rules import VALID
from kernel.doors import Door
from kernel.shapes import ProblemShape
from voting.meetings import queries as meetings
from voting.minutes import actions, queries
from voting.minutes.api import shapes
from voting.minutes.enums import CommentOutcome

STATE = {200: shapes.MinutesStateShape, 409: ProblemShape}
COMMENTS = {200: shapes.CommentShape(many=True), 409: ProblemShape}


class StateOfMinutes(Door):
    """Doors that answer with the whole state, so that a screen asks once."""

    asks = (meetings.must_read,)

    def state(self, meeting_id: UUID, *, status: int = 200) -> Response:
        """How far they have come, for the one who asks."""
        found = queries.state_of(meeting_id, by=self.actor)
        return Response(shapes.MinutesStateShape(found).data, status=status)


class MinutesStateDoor(StateOfMinutes):
    """How far the minutes have come."""

    verbs: ClassVar[dict[str, str]] = {"GET": "minutes.see"}

    @extend_schema(responses=STATE)
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Versions, who has approved and signed, files, and what is in the way of each step."""
        return self.state(meeting_id)


class VersionsDoor(StateOfMinutes):
    """Versions of the text."""

    verbs: ClassVar[dict[str, str]] = {"POST": "minutes.edit", "DELETE": "minutes.edit"}

    @extend_schema(request=None, responses={201: shapes.MinutesStateShape, 409: ProblemShape})
    def post(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Freeze the text and lay it before those who sign. Other words than before take approvals back."""
        at = self.at
        version = actions.freeze(meeting_id=meeting_id, by=self.actor, at=at)
        if version.frozen_at == at:  # not one that stood already
            actions.tell_those_who_approve(version)
        return self.state(meeting_id, status=201)

    @extend_schema(request=None, responses=STATE)
    def delete(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Open the text again, to change its words. The approvals of the version that stood go with it."""
        actions.take_back_text(meeting_id=meeting_id, by=self.actor, at=self.at)
        return self.state(meeting_id)


class CommentsDoor(Door):
    """What those who sign want changed."""

    asks = (meetings.must_read,)
    verbs: ClassVar[dict[str, str]] = {"GET": "minutes.comment", "POST": "minutes.comment"}

    @extend_schema(responses=COMMENTS)
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Every comment with its answer, in the order they were made."""
        return _comments(meeting_id)

    @extend_schema(
        request=shapes.NewCommentForm, responses={201: shapes.CommentShape(many=True), 409: ProblemShape}
    )
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Ask for a change. The same words again are the same comment."""
        said = _said(shapes.NewCommentForm, request)
        actions.comment(meeting_id=meeting_id, **said, by=self.actor, at=self.at)
        return _comments(meeting_id, status=201)


class CommentDoor(Door):
    """One comment."""

    verbs: ClassVar[dict[str, str]] = {"POST": "minutes.edit", "DELETE": "minutes.comment"}

    @extend_schema(request=shapes.CommentAnswerForm, responses=COMMENTS)
    def post(self, request: Request, comment_id: UUID) -> Response:
        """Answer it: the text was changed, or it stays and why."""
        said = _said(shapes.CommentAnswerForm, request)
        found = actions.answer_comment(
            comment_id=comment_id, answer=said["answer"], outcome=CommentOutcome(said["outcome"]),
            by=self.actor, at=self.at,
        )  # fmt: skip
        return _comments(found.meeting_id)

    @extend_schema(request=None, responses=COMMENTS)
    def delete(self, request: Request, comment_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Take one's own comment back."""
        found = actions.withdraw_comment(comment_id=comment_id, by=self.actor, at=self.at)
        return _comments(found.meeting_id)


class ApprovalsDoor(StateOfMinutes):
    """Approval by those who sign."""

    verbs: ClassVar[dict[str, str]] = {"POST": "minutes.approve", "DELETE": "minutes.approve"}

    @extend_schema(request=shapes.FileSumForm, responses=STATE)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Approve the version one has read, named by its checksum. The last one calls all to sign."""
        said = _said(shapes.FileSumForm, request)
        at = self.at
        approved = actions.approve(meeting_id=meeting_id, sha256=said["sha256"], by=self.actor, at=at)
        if approved.approved_at == at:
            actions.tell_those_who_sign(approved)
        return self.state(meeting_id)

    @extend_schema(request=None, responses=STATE)
    def delete(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Take it back, as long as nobody has signed."""
        actions.take_back_approval(meeting_id=meeting_id, by=self.actor, at=self.at)
        return self.state(meeting_id)


class SigningCodesDoor(Door):
    """A code to sign with."""

    asks = (meetings.must_read,)
    verbs: ClassVar[dict[str, str]] = {"POST": "minutes.sign"}

    @extend_schema(request=None, responses={202: shapes.SigningCodeSentShape, 409: ProblemShape})
    def post(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Sent to the signer's own address; good for these bytes, this person, ten minutes, once."""
        user, version, code = actions.ask_for_signing_code(meeting_id=meeting_id, by=self.actor, at=self.at)
        actions.send_signing_code(user, version, code, valid_until=self.at + VALID)
        return Response({"email": user.email, "minutes": int(VALID.total_seconds() // 60)}, status=202)


class SignaturesDoor(StateOfMinutes):
    """Signatures in the file."""

    verbs: ClassVar[dict[str, str]] = {"POST": "minutes.sign"}

    @extend_schema(request=shapes.SignForm, responses=STATE)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Sign with the code from the letter. Signed already, nothing happens."""
        actions.sign(meeting_id=meeting_id, **_said(shapes.SignForm, request), by=self.actor, at=self.at)
        return self.state(meeting_id)


def _comments(meeting_id: UUID, *, status: int = 200) -> Response:
    found = [queries.comment_shape(one) for one in queries.comments_of(meeting_id)]
    return Response(shapes.CommentShape(found, many=True).data, status=status)


def _said(form: Any, request: Request) -> dict[str, Any]:  # noqa: ANN401  a form's class
    read = form(data=request.data)
    read.is_valid(raise_exception=True)
    return cast("dict[str, Any]", dict(read.validated_data))
