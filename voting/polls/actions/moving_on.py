"""The chair goes on to another item, or ends the meeting: not past a poll that is not finished.

These live here because the meeting's own room does not know of polls.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kernel.actor import Actor
from voting.meetings import actions as meetings
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.models import Meeting
from voting.polls import queries, rules


@transaction.atomic
def start_item(*, meeting_id: UUID, no: int, by: Actor, at: datetime) -> Meeting:
    """Take up an item. The meeting's lock is taken before the polls are looked at."""
    lock_meeting(meeting_id)
    extra = rules.obstacles_to_moving_on(queries.polls_underway(meeting_id))
    meetings.start_item(meeting_id=meeting_id, no=no, by=by, at=at, extra=extra)
    return Meeting.objects.get(pk=meeting_id)


@transaction.atomic
def close_meeting(*, meeting_id: UUID, by: Actor, at: datetime) -> Meeting:
    """End the meeting. The meeting's lock is taken before the polls are looked at."""
    lock_meeting(meeting_id)
    extra = rules.obstacles_to_moving_on(queries.polls_underway(meeting_id))
    meetings.close_meeting(meeting_id=meeting_id, by=by, at=at, extra=extra)
    return Meeting.objects.get(pk=meeting_id)
