"""Whether the meeting can decide: presence as rooms above know it, beside the rules in force."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from kernel.errors import Obstacle
from tenants.members.models import Member
from tenants.members.queries import has_members
from tenants.statutes.rules.parameters import Parameters
from voting.meetings import rules
from voting.meetings.enums import LEFT_OFF, Duty, MeetingKind
from voting.meetings.models import Item, Meeting, Seat
from voting.meetings.queries.parameters import (
    law_asks_for_remote_rules,
    rules_in_force,
    rules_of_the_register,
)

BEFORE_THE_QUORUM = frozenset(
    {Duty.OPENING, Duty.MEETING_OFFICERS, Duty.ADJUSTERS, Duty.RULES_OF_PROCEDURE, Duty.REGISTER}
)
"""What a meeting of members must do before it can know how many votes are present."""


def quorum(
    meeting: Meeting, item: Item | None = None, parameters: Parameters | None = None
) -> rules.Quorum | None:
    """How many are needed and how many are here; None where the rules ask for none (yet)."""
    parameters = parameters or rules_in_force(meeting)
    if meeting.kind == MeetingKind.BOARD:
        seats = list(meeting.seats.all())
        here = sum(seat.came_at is not None and seat.left_at is None for seat in seats)
        usual = {"of": "members", "fraction": "1/2", "threshold": "more_than"}
        return rules.quorum_of(
            parameters.board_quorum or usual, present=here, members=len(seats), register=len(seats),
            waiver=meeting.quorum_waiver, source=parameters.source("board_quorum"),
        )  # fmt: skip
    if meeting.kind == MeetingKind.CONSTITUTING:
        parameters = rules_of_the_register(meeting)
    rule = parameters.quorum
    if not rule:
        return None
    if item is not None and item.duty in BEFORE_THE_QUORUM:
        return None
    present, register = votes_present(meeting.pk)
    joined = Member.objects.filter(member_since__isnull=False).count()
    return rules.quorum_of(
        rule, present=present, members=joined or Member.objects.count(), register=register,
        waiver=meeting.quorum_waiver, source=parameters.source("quorum"),
    )  # fmt: skip


def is_for_members(meeting: Meeting) -> bool:
    """Whether only the association's members vote; until there are any, the whole network does."""
    return meeting.kind not in {MeetingKind.CONSTITUTING, MeetingKind.BOARD} and has_members()


def quorum_shape(found: rules.Quorum | None) -> dict[str, Any] | None:
    """The quorum as the chair's desk shows it."""
    if found is None:
        return None
    return {
        "needed": found.needed,
        "present": found.present,
        "met": found.is_met,
        "waived": found.lets_decide and not found.is_met,
        "of": found.of,
        "source_sv": found.source_sv,
        "source_en": found.source_en,
    }


def votes_present(meeting_id: UUID) -> tuple[int, int]:
    """Votes present or represented now, and those of the register as the meeting first approved it.

    The register lies a floor above: it is asked by the name that the settings give.
    """
    found: tuple[int, int] = import_string(settings.MEETING_PRESENCE)(meeting_id)
    return found


def obstacles_before_opening(meeting: Meeting) -> list[Obstacle]:
    """The real meeting does not open while a rehearsal is running, nor from afar against the law."""
    if meeting.is_rehearsal:
        return []
    running = Meeting.objects.filter(is_rehearsal=True, state__in=LEFT_OFF).exists()
    found = [Obstacle("voting.meetings.obstacle_rehearsal_running")] if running else []
    return [*found, *obstacles_of_remote(meeting)]


def obstacles_of_remote(meeting: Meeting) -> list[Obstacle]:
    """What the law wants before anybody takes part from afar; told while the meeting is prepared too."""
    if not law_asks_for_remote_rules():  # most countries' law says nothing: then nothing more is read
        return []
    known = rules_in_force(meeting)
    return rules.obstacles_of_remote(
        meeting.kind,
        remote=[venue.name for venue in meeting.venues.all() if venue.kind == "remote"],
        rules_adopted=known.remote_voting_rules,
        source=known.source("remote_voting_rules"),
    )


def seat_shape(seat: Seat) -> dict[str, Any]:
    """A member of the board at the table."""
    return {
        "id": str(seat.pk),
        "name": seat.name,
        "post": seat.post,
        "organisation": seat.organisation,
        "until_sv": seat.until_sv,
        "elected_item": seat.elected_item,
        "by_lot": seat.by_lot,
        "venue": str(seat.venue_id) if seat.venue_id else None,
        "came_at": seat.came_at.isoformat() if seat.came_at else None,
        "left_at": seat.left_at.isoformat() if seat.left_at else None,
    }
