"""A question is made ready."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Obstacle, refuse_if
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.models import Item
from voting.polls import queries, rules
from voting.polls.enums import CHOICES
from voting.polls.events import PollPrepared
from voting.polls.models import Poll


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is put to the meeting. Without a rule of its own, the rules of procedure's holds.

    ``labels`` gives options words of their own: value → {"label", "hint"}. ``decisions`` gives the
    decision that follows an outcome, in the words of the minutes; without one the minutes show the poll.
    """

    item_no: int
    kind: str
    question: str
    detail: str = ""
    clause: dict[str, Any] | None = None
    mover: str = ""
    recommendation: str = ""
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    rule: dict[str, Any] | None = None
    decisions: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def prepare_poll(*, meeting_id: UUID, question: Question, by: Actor, at: datetime) -> Poll:
    """Make a question ready under an item; its number is the next within the meeting."""
    meeting = lock_meeting(meeting_id)
    now = queries.meeting_now(meeting.pk)
    _check(question, meeting_id=meeting.pk)
    refuse_if(rules.obstacles_to_preparing(now))
    newest = Poll.objects.filter(meeting=meeting).aggregate(Max("no"))["no__max"] or 0
    usual = rules.RULES_OF_PROCEDURE if now.rules_adopted or now.rules_item is not None else {}
    poll = Poll.objects.create(
        meeting=meeting, no=newest + 1, item_no=question.item_no, kind=question.kind,
        question=question.question.strip(), detail=question.detail, clause=question.clause,
        mover=question.mover, recommendation=question.recommendation, labels=question.labels,
        rule=question.rule or usual, decisions=question.decisions, created_at=at,
    )  # fmt: skip
    shape = queries.poll_shape(poll, now, turnout=None, officer=True)
    record(PollPrepared(subject=meeting.pk, poll=shape), by=by, at=at)
    return poll


def _check(question: Question, *, meeting_id: UUID) -> None:
    fields: dict[str, list[Obstacle]] = {}
    if not Item.objects.filter(meeting_id=meeting_id, no=question.item_no).exists():
        fields["item_no"] = [Obstacle("platform.kernel.field_invalid_choice")]
    if question.rule and (faults := rules.faults_in_rule(question.kind, question.rule)):
        fields["rule"] = faults
    if set(question.labels) - set(CHOICES[question.kind]):
        fields["labels"] = [Obstacle("platform.kernel.field_invalid_choice")]
    if set(question.decisions) - rules.OUTCOMES[question.kind]:
        fields["decisions"] = [Obstacle("platform.kernel.field_invalid_choice")]
    if fields:
        raise Malformed(fields)
