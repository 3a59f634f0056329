"""Which meetings are held: what no refusal of money may stop (ADR 18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from voting.meetings.enums import LEFT_OFF, MeetingState
from voting.meetings.models import Meeting

A_DAY = timedelta(hours=24)
NEARBY = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class MeetingHeld:
    """A meeting, no rehearsal. ``is_today``: opened within a day, or said to begin or go on today.

    ``is_called``: its notice has gone out and it is still to come.
    """

    is_begun: bool
    is_today: bool
    is_called: bool
    planned_at: datetime


def meetings_held(*, at: datetime) -> list[MeetingHeld]:
    """Those under way or adjourned, those that begin today or within half a day, and those called to come."""
    begun, near = [one.value for one in LEFT_OFF], (at - A_DAY, at + A_DAY)
    rows = Meeting.objects.filter(is_rehearsal=False).filter(
        Q(state__in=begun)
        | Q(state=MeetingState.PLANNED.value, starts_at__range=near)
        | Q(state=MeetingState.PLANNED.value, starts_at__gte=at, invited_at__isnull=False)
    )
    found = [_held(row, at) for row in rows.order_by("starts_at", "pk")]
    return [one for one in found if one.is_begun or one.is_today or one.is_called]


def _held(row: Meeting, at: datetime) -> MeetingHeld:
    if row.state == MeetingState.PLANNED:
        is_today = _is_near(row.starts_at, at)
    else:
        is_fresh = row.opened_at is not None and at - row.opened_at < A_DAY
        is_today = is_fresh or (row.resumes_at is not None and _is_near(row.resumes_at, at))
    is_begun = row.state != MeetingState.PLANNED
    is_called = not is_begun and row.invited_at is not None and row.starts_at >= at
    return MeetingHeld(is_begun=is_begun, is_today=is_today, is_called=is_called, planned_at=row.created_at)


def _is_near(moment: datetime, at: datetime) -> bool:
    return _day(moment) == _day(at) or abs(moment - at) <= NEARBY


def _day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(settings.LOCAL_TIME_ZONE)).date()
