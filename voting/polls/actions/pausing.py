"""A vote pauses and goes on: nothing is received meanwhile, nothing is lost, and the time is given back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import refuse_if
from voting.meetings.models import Venue
from voting.polls import queries, rules
from voting.polls.actions.locking import locked_poll
from voting.polls.actions.opening import database_clock
from voting.polls.enums import PollState
from voting.polls.events import PollPaused, PollResumed
from voting.polls.models import Poll

CHANGED = ("state", "pauses", "paused_clock", "closes_at", "deadline")


@transaction.atomic
def pause_poll(*, poll_id: UUID, by: Actor, at: datetime, reason: str = "") -> Poll:
    """The chair holds the vote, perhaps saying why; ballots under way are stored first.

    Pausing again changes nothing.
    """
    poll = locked_poll(poll_id, gate=True)
    if poll.state == PollState.PAUSED:
        return poll
    refuse_if(rules.obstacles_to_pausing(poll))
    paused(poll, venue=None, how="chair", by=by, at=at, reason=reason.strip())
    return poll


@transaction.atomic
def resume_poll(*, poll_id: UUID, by: Actor, at: datetime) -> Poll:
    """The vote goes on, when every place is back. Resuming an open poll changes nothing."""
    poll = locked_poll(poll_id)
    if poll.state == PollState.OPEN:
        return poll
    refuse_if(rules.obstacles_to_resuming(poll, queries.meeting_now(poll.meeting_id)))
    resumed(poll, by=by, at=at)
    return poll


def paused(poll: Poll, *, venue: Venue | None, how: str, by: Actor, at: datetime, reason: str = "") -> None:
    """Seal the vote, or note one more place that it waits for. The caller holds meeting, gate and poll."""
    pause = {
        "from": at.isoformat(), "to": None, "seconds": None, "venue": str(venue.pk) if venue else None,
        "name": venue.name if venue else "", "how": how, "reason": reason,
    }  # fmt: skip
    if poll.state == PollState.OPEN:
        poll.state, poll.paused_clock = PollState.PAUSED, database_clock()
    poll.pauses = [*poll.pauses, pause]
    poll.save(update_fields=CHANGED)
    shape = queries.shape_of(poll, officer=False)
    record(PollPaused(subject=poll.meeting_id, poll=shape, pause=pause), by=by, at=at)


def resumed(poll: Poll, *, by: Actor, at: datetime) -> None:
    """Open the vote again; its end moves by exactly the outage. The caller holds meeting and poll."""
    began = min(datetime.fromisoformat(p["from"]) for p in poll.pauses if p["to"] is None)
    outage = max(at - began, timedelta(0))
    assert poll.paused_clock is not None
    if poll.deadline is not None and poll.closes_at is not None:
        poll.deadline += database_clock() - poll.paused_clock
        poll.closes_at += outage
    poll.pauses = [_ended(pause, at) if pause["to"] is None else pause for pause in poll.pauses]
    poll.state, poll.paused_clock = PollState.OPEN, None
    poll.save(update_fields=CHANGED)
    fact = PollResumed(
        subject=poll.meeting_id, poll=queries.shape_of(poll, officer=False),
        outage_seconds=round(outage.total_seconds()),
        closes_at=poll.closes_at.isoformat() if poll.closes_at else None,
    )  # fmt: skip
    record(fact, by=by, at=at)


def _ended(pause: dict[str, Any], at: datetime) -> dict[str, Any]:
    seconds = round((at - datetime.fromisoformat(pause["from"])).total_seconds())
    return pause | {"to": at.isoformat(), "seconds": max(seconds, 0)}
