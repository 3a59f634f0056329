"""A vote that does not count: never silently. Its ballots stay where they are."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import refuse_if
from tenants.decisions import actions as decisions
from tenants.decisions.models import Decision
from voting.polls import queries, rules
from voting.polls.actions.followers import tell_voided
from voting.polls.actions.locking import in_the_members_words, locked_poll
from voting.polls.enums import PollState
from voting.polls.events import PollVoided
from voting.polls.models import Poll


@transaction.atomic
def void_poll(*, poll_id: UUID, reason: str, by: Actor, at: datetime) -> Poll:
    """Void a vote under way, counted or declared, for a reason that the minutes tell.

    A decision that came of it is retracted, and the room that asked for the poll hears of it, in this
    transaction. Voiding again changes nothing.
    """
    poll = locked_poll(poll_id, gate=True)
    if poll.state == PollState.VOIDED:
        return poll
    now = queries.meeting_now(poll.meeting_id)
    refuse_if(rules.obstacles_to_voiding(poll, now, reason=reason))
    was_declared = poll.state == PollState.DECLARED
    poll.state, poll.voided_at, poll.voided_reason = PollState.VOIDED, at, reason.strip()
    poll.paused_clock = None
    with in_the_members_words(poll):
        poll.save(update_fields=["state", "voided_at", "voided_reason", "paused_clock"])
    shape = queries.shape_of(poll, officer=False, now=now)
    record(PollVoided(subject=poll.meeting_id, poll=shape, reason=poll.voided_reason), by=by, at=at)
    if was_declared:
        _retract(poll, by=by, at=at)
    tell_voided(poll, by=by, at=at)
    return poll


def _retract(poll: Poll, *, by: Actor, at: datetime) -> None:
    for decision in Decision.objects.filter(poll=poll.pk, retracted_at=None):
        decisions.retract_decision(
            decision_id=decision.pk, reason=poll.voided_reason, by=by, at=at, poll_voided=True
        )
