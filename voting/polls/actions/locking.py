"""Locks in one order everywhere: the meeting, then the poll. And constraints in the members' words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from kernel.errors import Missing, Obstacle, Refused
from voting.meetings.actions.locks import lock_meeting
from voting.polls.enums import UNDER_WAY
from voting.polls.models import Poll

GATE = 78  # the journal's turn is 77
OBSTACLES = {
    "one_open_poll": "voting.polls.obstacle_another_open",
    "poll_opens_on_a_register": "voting.register.obstacle_not_approved",
    "closed_poll_is_counted": "voting.polls.obstacle_not_closed",
    "ballot_only_while_open": "voting.polls.obstacle_closed",
    "ballot_of_the_register": "voting.polls.obstacle_not_in_register",
    "ballot_by_one_channel": "voting.polls.obstacle_votes_by_hand",
    "hands_only_while_open": "voting.polls.obstacle_closed",
    "hands_by_one_channel": "voting.polls.obstacle_votes_by_phone",
    "hands_within_the_register": "voting.polls.obstacle_more_hands_than_votes",
    "count_adds_up": "voting.polls.obstacle_sum_differs",
    "void_poll_says_why": "voting.polls.obstacle_reason_missing",
}
"""What the database's own no means, should it ever come to that."""


def locked_poll(poll_id: UUID, *, gate: bool = False) -> Poll:
    """The poll and its meeting, both held until the transaction ends; ballots wait meanwhile.

    ``gate`` for the gavel: it gets its turn however many ballots are coming.
    """
    meeting_id = Poll.objects.filter(pk=poll_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise Missing
    lock_meeting(meeting_id)
    if gate:
        shut_the_gate(poll_id)
    poll = (
        Poll.objects.select_for_update(of=("self",), no_key=True)
        .select_related("register")
        .filter(pk=poll_id)
        .first()
    )
    if poll is None:
        raise Missing
    return poll


def shut_the_gate(poll_id: UUID) -> None:
    """Let ballots under way pass, hold those that come, until the transaction ends (migration 0002).

    After the meeting's lock and before the poll's: the poll's row alone would let the gavel starve.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [GATE, str(poll_id)])


@contextmanager
def in_the_members_words(poll: Poll) -> Iterator[None]:
    """A constraint that stops a change of this poll is told as the obstacle it stands for."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        cause: Any = error.__cause__
        name = getattr(getattr(cause, "diag", None), "constraint_name", None)
        if name not in OBSTACLES:
            raise
        other = Poll.objects.filter(meeting_id=poll.meeting_id, state__in=UNDER_WAY).first()
        params = {
            "item_no": poll.item_no,
            "question": other.question if other else poll.question,
            "time": poll.closed_at.isoformat() if poll.closed_at else None,
        }
        raise Refused([Obstacle(OBSTACLES[name], params)]) from error
