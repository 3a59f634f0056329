"""The meeting takes a break and goes on: the same meeting, at a stated time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Obstacle, refuse_if
from voting.meetings import rules
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.enums import ItemState, MeetingState
from voting.meetings.events import MeetingAdjourned, MeetingResumed
from voting.meetings.models import Meeting


@transaction.atomic
def adjourn(
    *,
    meeting_id: UUID,
    reason: str,
    resumes_at: datetime | None,
    by: Actor,
    at: datetime,
    extra: Iterable[Obstacle] = (),
) -> Meeting:
    """Adjourn. ``extra``: what only rooms above can see, an open vote. Adjourning again changes nothing."""
    meeting = lock_meeting(meeting_id)
    if meeting.state == MeetingState.ADJOURNED:
        return meeting
    if resumes_at is not None and resumes_at <= at:
        raise Malformed({"resumes_at": [Obstacle("voting.meetings.error_resumes_before_now")]})
    refuse_if(rules.obstacles_to_leading(meeting.state) or extra)
    meeting.state, meeting.adjourned_at, meeting.resumes_at = MeetingState.ADJOURNED, at, resumes_at
    meeting.save(update_fields=["state", "adjourned_at", "resumes_at"])
    fact = MeetingAdjourned(
        subject=meeting.pk, item_no=_current(meeting), reason=reason.strip(), resumes_at=resumes_at
    )
    record(fact, by=by, at=at)
    return meeting


@transaction.atomic
def resume(*, meeting_id: UUID, by: Actor, at: datetime) -> Meeting:
    """Go on where the meeting was. Resuming a meeting that is going on changes nothing."""
    meeting = lock_meeting(meeting_id)
    if meeting.state == MeetingState.OPEN:
        return meeting
    refuse_if(rules.obstacles_to_resuming(meeting.state))
    since = meeting.adjourned_at
    assert since is not None
    meeting.state, meeting.adjourned_at, meeting.resumes_at = MeetingState.OPEN, None, None
    meeting.save(update_fields=["state", "adjourned_at", "resumes_at"])
    record(MeetingResumed(subject=meeting.pk, item_no=_current(meeting), adjourned_at=since), by=by, at=at)
    return meeting


def _current(meeting: Meeting) -> int | None:
    return meeting.items.filter(state=ItemState.NOW).values_list("no", flat=True).first()
