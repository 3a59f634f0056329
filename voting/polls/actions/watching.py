"""Places that lose their connection: the vote waits for a whole place, never for one device.

Two signals: the server has not heard from a place's screens, or somebody pressed the button. The button
works at once; silence alone works after SILENT_SECONDS, only while a poll is under way, and only for a place
whose screens were heard since it was opened. Every sign of life looks after the others, so that
nothing else needs to run. All of it by the database's clock.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, Refused, refuse_if
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.models import Meeting, Venue
from voting.meetings.rules import obstacles_to_leading
from voting.polls import queries, rules
from voting.polls.actions.closing import close_poll
from voting.polls.actions.locking import locked_poll
from voting.polls.actions.pausing import paused, resumed
from voting.polls.enums import UNDER_WAY, Loss, PollState
from voting.polls.events import VenueLost, VenueRestored
from voting.polls.models import Poll

SILENT_SECONDS = 30
HEARD_BEFORE = 20  # seconds before the opening within which a place must have been heard

HEARD = """
WITH before AS (
  SELECT extract(epoch FROM clock_timestamp() - seen_at) AS silent FROM meetings_venue WHERE id = %(venue)s
)
UPDATE meetings_venue SET seen_at = clock_timestamp() WHERE id = %(venue)s AND meeting_id = %(meeting)s
RETURNING (SELECT silent FROM before)
"""
SILENT = """
SELECT v.id FROM meetings_venue v
JOIN polls_poll p ON p.meeting_id = v.meeting_id AND p.state IN ('open', 'paused')
WHERE v.meeting_id = %(meeting)s AND v.lost_at IS NULL
  AND v.seen_at > p.opened_clock - make_interval(secs => %(before)s)
  AND v.seen_at < clock_timestamp() - make_interval(secs => %(silent)s)
"""
OVERDUE = """
SELECT id FROM polls_poll
WHERE meeting_id = %s AND state = 'open' AND deadline < clock_timestamp()
"""


def alive(*, meeting_id: UUID, venue_id: UUID, at: datetime) -> dict[str, Any]:
    """A place's screen says that it is there. Looks after the other places and after the deadline."""
    here = {"venue": str(venue_id), "meeting": str(meeting_id)}
    with connection.cursor() as cursor:
        cursor.execute(HEARD, here)
        row = cursor.fetchone()
        if row is None:
            raise Missing
        silent = []
        if row[0] is not None and row[0] < SILENT_SECONDS:  # else it was the house that nobody could reach
            cursor.execute(SILENT, {**here, "before": HEARD_BEFORE, "silent": SILENT_SECONDS})
            silent = [row[0] for row in cursor.fetchall()]
        cursor.execute(OVERDUE, [meeting_id])
        overdue = [row[0] for row in cursor.fetchall()]
    for venue in silent:
        lose_venue(meeting_id=meeting_id, venue_id=venue, how=Loss.SILENCE, by=Actor.system(), at=at)
    _come_back_by_itself(meeting_id, venue_id, at=at)
    for poll in overdue:
        close_overdue(poll, at=at)
    return queries.watch(meeting_id, venue_id, at=at)


def close_overdue(poll_id: UUID, *, at: datetime) -> None:
    """Close a poll whose time is up; one that waits for its tellers stays open, and takes no ballot."""
    try:
        close_poll(poll_id=poll_id, by=Actor.system(), at=at)
    except Refused:
        return


@transaction.atomic
def lose_venue(*, meeting_id: UUID, venue_id: UUID, by: Actor, at: datetime, how: str = Loss.BUTTON) -> Venue:
    """A place is cut off: an open vote pauses, sealed. Losing it again changes nothing."""
    meeting, venue = _held(meeting_id, venue_id)
    if venue.lost_at is not None:
        return venue
    refuse_if(obstacles_to_leading(meeting.state))
    venue.lost_at = at
    venue.save(update_fields=["lost_at"])
    poll = _under_way(meeting)
    if poll is not None:
        paused(poll, venue=venue, how=str(how), by=by, at=at)
    fact = VenueLost(subject=meeting.pk, venue=str(venue.pk), name=venue.name, how=str(how))
    record(fact, by=by, at=at)
    return venue


@transaction.atomic
def restore_venue(*, meeting_id: UUID, venue_id: UUID, by: Actor, at: datetime) -> Venue:
    """A place is back: when it was the last one missing, the vote goes on and gets the time it lost."""
    meeting, venue = _held(meeting_id, venue_id)
    if venue.lost_at is None:
        return venue
    outage = max(round((at - venue.lost_at).total_seconds()), 0)
    venue.lost_at = None
    venue.save(update_fields=["lost_at"])
    with connection.cursor() as cursor:
        cursor.execute(HEARD, {"venue": str(venue_id), "meeting": str(meeting_id)})
    poll = _under_way(meeting)
    waits = rules.waiting_for(poll.pauses) if poll is not None else []
    if poll is not None and poll.state == PollState.PAUSED and waits and not _lost(meeting):
        resumed(poll, by=by, at=at)
    fact = VenueRestored(subject=meeting.pk, venue=str(venue.pk), name=venue.name, outage_seconds=outage)
    record(fact, by=by, at=at)
    return venue


def _come_back_by_itself(meeting_id: UUID, venue_id: UUID, *, at: datetime) -> None:
    """A place that only fell silent is back when it speaks; one that somebody declared lost is not."""
    lost = Venue.objects.filter(pk=venue_id, lost_at__isnull=False).exists()
    poll = Poll.objects.filter(meeting_id=meeting_id, state=PollState.PAUSED).first() if lost else None
    own = [p for p in poll.pauses if p["venue"] == str(venue_id) and p["to"] is None] if poll else []
    if own and own[-1]["how"] == Loss.SILENCE:
        restore_venue(meeting_id=meeting_id, venue_id=venue_id, by=Actor.system(), at=at)


def _held(meeting_id: UUID, venue_id: UUID) -> tuple[Meeting, Venue]:
    meeting = lock_meeting(meeting_id)
    venue = meeting.venues.filter(pk=venue_id).first()
    if venue is None:
        raise Missing
    return meeting, venue


def _under_way(meeting: Meeting) -> Poll | None:
    poll_id = Poll.objects.filter(meeting=meeting, state__in=UNDER_WAY).values_list("pk", flat=True).first()
    return locked_poll(poll_id, gate=True) if poll_id else None


def _lost(meeting: Meeting) -> bool:
    return meeting.venues.filter(lost_at__isnull=False).exists()
