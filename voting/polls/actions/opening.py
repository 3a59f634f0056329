"""Voting begins."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import refuse_if
from voting.polls import queries, rules
from voting.polls.actions.locking import in_the_members_words, locked_poll
from voting.polls.enums import PollState
from voting.polls.events import PollOpened
from voting.polls.models import Poll
from voting.register.models import Register


@transaction.atomic
def open_poll(*, poll_id: UUID, by: Actor, at: datetime) -> Poll:
    """Open voting on the newest register, which stays this poll's own until its end.

    Takes the meeting's lock, so that the register, the item and other polls stand still meanwhile.
    Opening again changes nothing.
    """
    poll = locked_poll(poll_id)
    if poll.state != PollState.PREPARED:
        return poll
    now = queries.meeting_now(poll.meeting_id)
    refuse_if(rules.obstacles_to_opening(poll, now))
    poll.register = Register.objects.filter(meeting_id=poll.meeting_id).latest("version")
    poll.state, poll.opened_at = PollState.OPEN, at
    with in_the_members_words(poll):
        poll.save(update_fields=["register", "state", "opened_at"])
    shape = queries.poll_shape(poll, now, turnout=queries.turnout(poll), officer=False)
    record(PollOpened(subject=poll.meeting_id, poll=shape), by=by, at=at)
    return poll
