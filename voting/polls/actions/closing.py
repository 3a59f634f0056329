"""The gavel: voting ends and the ballots are counted."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import refuse_if
from voting.polls import queries, rules
from voting.polls.actions.locking import in_the_members_words, locked_poll
from voting.polls.enums import PollState
from voting.polls.events import PollClosed
from voting.polls.models import Poll

COUNT = """
SELECT choice, sum(weight) FROM (
  SELECT DISTINCT ON (b.entry_id) b.choice, e.weight
  FROM polls_ballot b JOIN register_entry e ON e.id = b.entry_id
  WHERE b.poll_id = %s ORDER BY b.entry_id, b.number DESC
) newest GROUP BY choice
"""


@transaction.atomic
def close_poll(*, poll_id: UUID, by: Actor, at: datetime) -> Poll:
    """End voting and count, from the ballots alone: each voter's highest number.

    The gate waits for ballots under way and holds those that come; after it they are refused.
    Closing again changes nothing.
    """
    poll = locked_poll(poll_id, gate=True)
    if poll.state in {PollState.CLOSED, PollState.DECLARED}:
        return poll
    refuse_if(rules.obstacles_to_closing(poll))
    assert poll.register is not None
    result = rules.result_of(poll.kind, poll.rule, _count(poll), register=poll.register.total)
    poll.state, poll.closed_at, poll.result = PollState.CLOSED, at, result
    with in_the_members_words(poll):
        poll.save(update_fields=["state", "closed_at", "result"])
    now = queries.meeting_now(poll.meeting_id)
    shape = queries.poll_shape(poll, now, turnout=queries.turnout(poll), officer=False)
    record(PollClosed(subject=poll.meeting_id, poll=shape), by=by, at=at)
    return poll


def _count(poll: Poll) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [poll.pk])
        return {choice: int(votes) for choice, votes in cursor.fetchall()}
