"""The board's table: who has a seat at a board meeting, and who is here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, refuse_if
from voting.meetings import queries, rules
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.events import SeatLeft, SeatTaken
from voting.meetings.models import Meeting, Seat

UNKNOWN = "________"
MONTHS = (
    "januari februari mars april maj juni juli augusti september oktober november december".split()
)  # fmt: skip


@transaction.atomic
def take_seat(*, meeting_id: UUID, seat_id: UUID, venue_id: UUID, by: Actor, at: datetime) -> Seat:
    """A member of the board is here. Sitting down again changes nothing."""
    meeting = lock_meeting(meeting_id)
    seat, venue = meeting.seats.filter(pk=seat_id).first(), meeting.venues.filter(pk=venue_id).first()
    if seat is None or venue is None:
        raise Missing
    refuse_if(rules.obstacles_to_change(meeting.state))
    if seat.venue_id == venue.pk and seat.left_at is None:
        return seat
    seat.venue, seat.came_at, seat.left_at = venue, at, None
    seat.save(update_fields=["venue", "came_at", "left_at"])
    record(SeatTaken(subject=meeting.pk, seat=seat.pk, name=seat.name, venue=venue.name), by=by, at=at)
    return seat


@transaction.atomic
def leave_seat(*, meeting_id: UUID, seat_id: UUID, by: Actor, at: datetime) -> Seat:
    """A member of the board leaves. Leaving again changes nothing."""
    meeting = lock_meeting(meeting_id)
    seat = meeting.seats.filter(pk=seat_id).first()
    if seat is None:
        raise Missing
    refuse_if(rules.obstacles_to_change(meeting.state))
    if seat.came_at is None or seat.left_at is not None:
        return seat
    seat.left_at = max(at, seat.came_at)
    seat.save(update_fields=["left_at"])
    record(SeatLeft(subject=meeting.pk, seat=seat.pk, name=seat.name), by=by, at=at)
    return seat


def set_the_table(meeting: Meeting) -> dict[str, str]:
    """A seat for each who is on the board now; the names that the template's proposals ask for."""
    holders = queries.board_now()
    Seat.objects.bulk_create(
        Seat(
            meeting=meeting, order=order, name=h.name, email=h.email, post=h.post, until_sv=h.until_sv,
            organisation=h.organisation, elected_item=h.elected_item,
        )
        for order, h in enumerate(holders, 1)
    )  # fmt: skip
    day = meeting.starts_at.astimezone(ZoneInfo(settings.LOCAL_TIME_ZONE)).date()
    by_post = {h.post: h.name for h in reversed(holders)}
    return {
        "chair": by_post.get("board_chair", ""),
        "secretary": by_post.get("board_secretary", ""),
        "vice_chair": by_post.get("board_vice_chair", ""),
        "treasurer": by_post.get("treasurer", ""),
        "auditors": " och ".join(queries.auditors_now()),
        "date": f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    }


def filled_in(proposal: str, words: Mapping[str, str]) -> str:
    """The proposal with the names that are known; a line to fill in for those that are not."""
    if not words:
        return proposal
    return re.sub(r"\{(\w+)\}", lambda found: words.get(found[1]) or UNKNOWN, proposal)
