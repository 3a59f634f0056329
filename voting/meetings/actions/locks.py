"""The first lock of every change at a meeting."""

from __future__ import annotations

from uuid import UUID

from kernel.errors import Missing
from voting.meetings.models import Meeting


def lock_meeting(meeting_id: UUID) -> Meeting:
    """Hold the meeting's row until the transaction ends; Missing if it is not here.

    Its key stays free, so that ballots and polls that only point at the meeting do not wait.
    """
    meeting = Meeting.objects.select_for_update(no_key=True).filter(pk=meeting_id).first()
    if meeting is None:
        raise Missing
    return meeting
