"""The chair goes on to another item, or ends the meeting: not past a poll that is not finished.

These live here because the meeting's own room does not know of polls, nor of the speakers list,
which turns to the item that is taken up.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from kernel.actor import Actor
from kernel.errors import Obstacle
from voting.floor.actions import turn_list
from voting.meetings import actions as meetings
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.enums import ItemState
from voting.meetings.models import Item, Meeting
from voting.polls import queries, rules
from voting.polls.enums import PollState


@transaction.atomic
def start_item(*, meeting_id: UUID, no: int, by: Actor, at: datetime) -> Meeting:
    """Take up an item. The meeting's lock is taken before the polls are looked at."""
    lock_meeting(meeting_id)
    extra = _in_the_way(meeting_id)
    before = _item_now(meeting_id)
    meetings.start_item(meeting_id=meeting_id, no=no, by=by, at=at, extra=extra)
    if before != no:
        turn_list(meeting_id=meeting_id, by=by, at=at)
    return Meeting.objects.get(pk=meeting_id)


@transaction.atomic
def adjourn_meeting(
    *, meeting_id: UUID, reason: str, resumes_at: datetime | None, by: Actor, at: datetime
) -> Meeting:
    """Take a break: not while people are voting. A vote that is paused stays sealed meanwhile."""
    lock_meeting(meeting_id)
    open_ones = [poll for poll in queries.polls_underway(meeting_id) if poll.state == PollState.OPEN]
    extra = rules.obstacles_to_moving_on(open_ones)
    return meetings.adjourn(
        meeting_id=meeting_id, reason=reason, resumes_at=resumes_at, by=by, at=at, extra=extra
    )


@transaction.atomic
def close_meeting(*, meeting_id: UUID, by: Actor, at: datetime) -> Meeting:
    """End the meeting. The meeting's lock is taken before the polls are looked at."""
    lock_meeting(meeting_id)
    extra = _in_the_way(meeting_id)
    before = _item_now(meeting_id)
    meetings.close_meeting(meeting_id=meeting_id, by=by, at=at, extra=extra)
    if before is not None:
        turn_list(meeting_id=meeting_id, by=by, at=at)
    return Meeting.objects.get(pk=meeting_id)


def _in_the_way(meeting_id: UUID) -> list[Obstacle]:
    """Polls under way, and what rooms above have begun under the item (``settings.ITEM_GUARDS``)."""
    meeting = Meeting.objects.get(pk=meeting_id)
    found = rules.obstacles_to_moving_on(queries.polls_underway(meeting_id))
    return found + [o for name in settings.ITEM_GUARDS for o in import_string(name)(meeting)]


def _item_now(meeting_id: UUID) -> int | None:
    now = Item.objects.filter(meeting=meeting_id, state=ItemState.NOW)
    return now.values_list("no", flat=True).first()
