"""Voting begins."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import refuse_if
from voting.ballotbox import actions as ballotbox
from voting.polls import queries, rules
from voting.polls.actions.locking import in_the_members_words, locked_poll
from voting.polls.enums import PollState, Secrecy
from voting.polls.events import PollOpened
from voting.polls.models import Poll
from voting.register.actions import register_for


@transaction.atomic
def open_poll(*, poll_id: UUID, by: Actor, at: datetime, seconds: int | None = None) -> Poll:
    """Open voting on the register for the item, which stays this poll's own until its end.

    Takes the meeting's lock, so that the register, the item and other polls stand still meanwhile.
    ``seconds``: how long it is open. The deadline that decides is the database's; ``closes_at`` is told.
    Opening again changes nothing.
    """
    poll = locked_poll(poll_id)
    if poll.state not in {PollState.PREPARED, PollState.VOIDED}:
        return poll
    now = queries.meeting_now(poll.meeting_id)
    refuse_if(rules.obstacles_to_opening(poll, now))
    poll.register = register_for(poll.meeting, poll.item_no, at=at)
    poll.state, poll.opened_at, poll.opened_clock = PollState.OPEN, at, database_clock()
    if seconds is not None:
        poll.closes_at = at + timedelta(seconds=seconds)
        poll.deadline = poll.opened_clock + timedelta(seconds=seconds)
    if poll.secrecy == Secrecy.SECRET:
        _seal(poll, at=at)
    with in_the_members_words(poll):
        poll.save(update_fields=["register", "state", "opened_at", "opened_clock", "closes_at", "deadline"])
    record(PollOpened(subject=poll.meeting_id, poll=queries.shape_of(poll, officer=False)), by=by, at=at)
    return poll


def _seal(poll: Poll, *, at: datetime) -> None:
    """A secret vote has a box, under the meeting's key, for everybody's keys as they are now."""
    paper = rules.paper_of(poll)
    names = {option["value"]: option["label"] for option in queries.options(poll)}
    assert poll.register is not None
    ballotbox.seal_box(
        poll_id=poll.pk, meeting=poll.meeting, register_id=poll.register.pk, name=poll.question,
        questions=[rules.question_of(paper, poll.question, names)], at=at,
    )  # fmt: skip


def database_clock() -> datetime:
    """The database's own time: the same for every web process, whatever their hosts' clocks say."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment
