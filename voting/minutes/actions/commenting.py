"""Comments on the text by those who sign it, and the secretary's answers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Forbidden, Malformed, Missing, Obstacle, refuse_if
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.models import Meeting
from voting.minutes import queries
from voting.minutes.actions.freezing import must_write
from voting.minutes.enums import CommentOutcome
from voting.minutes.events import CommentAnswered, Commented, CommentWithdrawn
from voting.minutes.models import Comment
from voting.minutes.rules import adjusting

REQUIRED = Obstacle("platform.kernel.field_required")


@transaction.atomic
def comment(*, meeting_id: UUID, item_no: int | None, text: str, by: Actor, at: datetime) -> Comment:
    """Ask for a change in a §, or in the whole. The same words by the same person are one comment."""
    meeting = lock_meeting(meeting_id)
    role = queries.role_at(meeting, by)
    if role is None:
        raise Forbidden("minutes.comment")
    said = text.strip()
    if item_no is not None:
        _item_is_there(meeting, item_no)
    if not said:
        raise Malformed({"text": [REQUIRED]})
    assert by.id is not None
    mine = Comment.objects.filter(
        meeting=meeting, item_no=item_no, user=by.id, text=said, withdrawn_at=None
    ).first()
    if mine is not None:
        return mine
    refuse_if(adjusting.obstacles_to_changing(queries.minutes_of(meeting_id), item_no=item_no))
    made = Comment.objects.create(
        meeting=meeting, item_no=item_no, text=said, user_id=by.id, name=by.name, role=role.value, at=at
    )
    record(Commented(subject=meeting.pk, comment=queries.comment_shape(made)), by=by, at=at)
    return made


@transaction.atomic
def answer_comment(
    *, comment_id: UUID, answer: str, outcome: CommentOutcome, by: Actor, at: datetime
) -> Comment:
    """Say what came of a comment. The same answer again changes nothing; another one replaces it."""
    found = _comment(comment_id)
    must_write(found.meeting, by)
    said = answer.strip()
    if outcome is CommentOutcome.KEPT and not said:
        raise Malformed({"answer": [Obstacle("voting.minutes.wrong_say_why")]})
    if (found.answer, found.outcome) == (said, outcome.value):
        return found
    refuse_if(adjusting.obstacles_to_changing(queries.minutes_of(found.meeting_id), item_no=None))
    found.answer, found.outcome = said, outcome.value
    found.answered_by, found.answered_at = by.name, at
    found.save(update_fields=["answer", "outcome", "answered_by", "answered_at"])
    record(CommentAnswered(subject=found.meeting_id, comment=queries.comment_shape(found)), by=by, at=at)
    return found


@transaction.atomic
def withdraw_comment(*, comment_id: UUID, by: Actor, at: datetime) -> Comment:
    """Whoever made it takes it back. Doing it again changes nothing."""
    found = _comment(comment_id)
    if found.user_id != by.id:
        raise Forbidden("minutes.comment")
    if found.withdrawn_at is not None:
        return found
    refuse_if(adjusting.obstacles_to_changing(queries.minutes_of(found.meeting_id), item_no=None))
    found.withdrawn_at = at
    found.save(update_fields=["withdrawn_at"])
    record(CommentWithdrawn(subject=found.meeting_id, comment=queries.comment_shape(found)), by=by, at=at)
    return found


def _comment(comment_id: UUID) -> Comment:
    found = Comment.objects.filter(pk=comment_id).first()
    if found is None:
        raise Missing
    lock_meeting(found.meeting_id)
    found.refresh_from_db()
    return found


def _item_is_there(meeting: Meeting, item_no: int) -> None:
    if not meeting.items.filter(no=item_no).exists():
        raise Malformed({"item_no": [Obstacle("voting.minutes.obstacle_no_such_item", {"no": item_no})]})
