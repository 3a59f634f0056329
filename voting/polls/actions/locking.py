"""Locks in one order everywhere: the meeting, then the poll. And constraints in the members' words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from kernel.errors import Missing, Obstacle, Refused
from voting.meetings.actions.locks import lock_meeting
from voting.polls.models import Poll

OBSTACLES = {
    "one_open_poll": "voting.polls.obstacle_another_open",
    "poll_opens_on_a_register": "voting.register.obstacle_not_approved",
    "closed_poll_is_counted": "voting.polls.obstacle_not_closed",
    "ballot_only_while_open": "voting.polls.obstacle_closed",
    "ballot_of_the_register": "voting.polls.obstacle_not_in_register",
}
"""What the database's own no means, should it ever come to that."""


def locked_poll(poll_id: UUID) -> Poll:
    """The poll and its meeting, both held until the transaction ends; ballots wait meanwhile."""
    meeting_id = Poll.objects.filter(pk=poll_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise Missing
    lock_meeting(meeting_id)
    poll = (
        Poll.objects.select_for_update(of=("self",), no_key=True)
        .select_related("register")
        .filter(pk=poll_id)
        .first()
    )
    if poll is None:
        raise Missing
    return poll


@contextmanager
def in_the_members_words() -> Iterator[None]:
    """A constraint that stops a change is told as the obstacle it stands for."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        cause: Any = error.__cause__
        name = getattr(getattr(cause, "diag", None), "constraint_name", None)
        if name not in OBSTACLES:
            raise
        raise Refused([Obstacle(OBSTACLES[name])]) from error
