"""The board's table: who has a seat at a board meeting, and who is here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, refuse_if
from voting.meetings import queries, rules
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.events import SeatLeft, SeatTaken
from voting.meetings.models import Meeting, Seat

UNKNOWN = "________"


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
    """A seat for each who is on the board now; the words that the template's proposals ask for."""
    Seat.objects.bulk_create(
        Seat(
            meeting=meeting, order=order, name=h.name, email=h.email, post=h.post, until_sv=h.until_sv,
            organisation=h.organisation, elected_item=h.elected_item,
        )
        for order, h in enumerate(queries.board_now(), 1)
    )  # fmt: skip
    return rules.words(rules.Choices.from_json(meeting.choices), queries.table_of(meeting))


def filled_in(proposal: str, words: Mapping[str, str]) -> str:
    """The proposal with the words that are known; a line to fill in for those that are not.

    ``{name?}`` is left out when there is nothing to say.
    """
    if not words:
        return proposal

    def fill(found: re.Match[str]) -> str:
        return words.get(found[1]) or ("" if found[2] else UNKNOWN)

    return re.sub(r"\{(\w+)(\?)?\}", fill, proposal)
