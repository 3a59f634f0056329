"""The gavel: voting ends, and ballots and hands are counted."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import refuse_if
from voting.ballotbox import actions as ballotbox
from voting.polls import queries, rules
from voting.polls.actions.locking import in_the_members_words, locked_poll
from voting.polls.enums import COUNTED, PollState, Secrecy
from voting.polls.events import PollClosed
from voting.polls.models import Poll


@transaction.atomic
def close_poll(*, poll_id: UUID, by: Actor, at: datetime) -> Poll:
    """End voting and count: each voter's highest number, and what the tellers of a place agreed on.

    The gate waits for ballots under way and holds those that come; after it they are refused. The
    database adds up once more and takes no count that is not the register. Closing again changes nothing.
    """
    poll = locked_poll(poll_id, gate=True)
    if poll.state in COUNTED:
        return poll
    now = queries.meeting_now(poll.meeting_id)
    facts = queries.facts_of([poll])[poll.pk]
    refuse_if(rules.obstacles_to_closing(poll, queries.obstacles_of_hands(poll, now, facts)))
    if poll.secrecy == Secrecy.SECRET:
        ballotbox.end_box(poll_id=poll.pk, at=at)
    result = counted(poll)
    poll.state, poll.closed_at, poll.result = PollState.CLOSED, at, result
    with in_the_members_words(poll):
        poll.save(update_fields=["state", "closed_at", "result"])
    shape = queries.shape_of(poll, officer=False, now=now)
    fact = PollClosed(
        subject=poll.meeting_id, poll=shape, ballots=queries.digest_of_ballots(poll.pk),
        hands=queries.digest_of_hands(poll.pk),
    )  # fmt: skip
    record(fact, by=by, at=at)
    return poll


def counted(poll: Poll) -> dict[str, Any]:
    """The result as it is stored, with each place's own share of it."""
    boxes = queries.boxes_of(poll)
    if poll.secrecy == Secrecy.SECRET and not queries.is_open_box(poll.pk):
        cast = sum(sum(box.ballots.values()) for box in boxes)
        result = rules.sealed_result(queries.case_of(poll), cast)
        return result | {"per_venue": queries.per_venue(poll, boxes)}
    result = rules.result_of(queries.case_of(poll), queries.votes_of(poll, boxes))
    return result | {"per_venue": queries.per_venue(poll, boxes)}
