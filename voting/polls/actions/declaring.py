"""The result is told, and becomes a decision where the question came with one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import refuse_if
from tenants.decisions.enums import Method
from voting.meetings import actions as meetings
from voting.polls import queries, rules
from voting.polls.actions.followers import tell_declared
from voting.polls.actions.locking import in_the_members_words, locked_poll
from voting.polls.enums import PollState
from voting.polls.events import PollDeclared
from voting.polls.models import Poll


@transaction.atomic
def declare_poll(*, poll_id: UUID, by: Actor, at: datetime) -> Poll:
    """Tell the meeting the result as it was counted; a tie must have been broken first.

    The room that asked for the poll hears of it in this transaction; without one, a decision that the
    question came with is taken. Declaring again changes nothing: a poll decides once, and the database
    agrees.
    """
    poll = locked_poll(poll_id)
    if poll.state == PollState.DECLARED:
        return poll
    tie = rules.unresolved(poll, chair_choice=queries.chair_choices([poll.pk], first=by.id).get(poll.pk))
    refuse_if(rules.obstacles_to_declaring(poll, tie))
    assert poll.result is not None
    poll.state, poll.declared_at = PollState.DECLARED, at
    with in_the_members_words(poll):
        poll.save(update_fields=["state", "declared_at"])
    meetings.settle_demands(poll.meeting, poll.item_no, at=at)
    record(PollDeclared(subject=poll.meeting_id, poll=queries.shape_of(poll, officer=False)), by=by, at=at)
    if tell_declared(poll, by=by, at=at):
        return poll
    text = poll.decisions.get(poll.result["outcome"], "")
    if text:
        meetings.record_decision(
            meeting_id=poll.meeting_id, item_no=poll.item_no, text_sv=text, method=Method.POLL, poll=poll.pk,
            by=by, at=at,
        )  # fmt: skip
    return poll
