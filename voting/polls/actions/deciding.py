"""The gavel after a counted vote: the decision in the words of the minutes, with its effects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kernel.actor import Actor
from kernel.errors import refuse_if
from tenants.decisions.actions import NewEffect
from tenants.decisions.enums import Method
from tenants.decisions.models import Decision
from tenants.decisions.queries import said_before
from voting.meetings import actions as meetings
from voting.polls import rules
from voting.polls.actions.locking import locked_poll


@transaction.atomic
def decide_by_poll(
    *, poll_id: UUID, text_sv: str, by: Actor, at: datetime, effects: Sequence[NewEffect] = ()
) -> Decision:
    """Record what the meeting decided by a declared vote. A vote decides once: again, the same decision.

    Effects come about only of what was carried.
    """
    poll = locked_poll(poll_id)
    before = said_before(meeting=poll.meeting_id, item_no=poll.item_no, text_sv=text_sv, poll=poll.pk)
    if before is not None:
        return before
    outcome = str((poll.result or {}).get("outcome", ""))
    against = rules.obstacles_to_deciding_by(
        poll, outcome=outcome, has_own_room=bool(poll.purpose), has_effects=bool(effects)
    )
    refuse_if(against)
    return meetings.record_decision(
        meeting_id=poll.meeting_id, item_no=poll.item_no, text_sv=text_sv, method=Method.POLL, poll=poll.pk,
        effects=effects, by=by, at=at,
    )  # fmt: skip
