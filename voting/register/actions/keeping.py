"""Verbs on the voting register. Presence goes through here, so that the register follows it at once.

Locks: the meeting's row first, always; then the rows below it; the record last.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import refuse_if
from voting.meetings import actions as meetings
from voting.meetings import queries as meeting_queries
from voting.meetings.enums import Duty
from voting.meetings.events import CheckedIn, CheckedOut
from voting.meetings.models import Registration
from voting.register import queries, rules
from voting.register.actions.following import bring_up_to_date, draw_up, tell
from voting.register.events import RegisterApproved
from voting.register.models import Register


@transaction.atomic
def check_in(
    *,
    meeting_id: UUID,
    registration_id: UUID,
    venue_id: UUID,
    by: Actor,
    at: datetime,
    is_substitute: bool = False,
) -> Registration:
    """A delegate or substitute comes. After the approval the register gets its next version at once."""
    registration, fact = meetings.check_in(
        meeting_id=meeting_id, registration_id=registration_id, venue_id=venue_id, at=at,
        is_substitute=is_substitute,
    )  # fmt: skip
    _follow(meeting_id, fact, by=by, at=at)
    return registration


@transaction.atomic
def arrive(*, meeting_id: UUID, by: Actor, at: datetime) -> Registration:
    """A remote delegate says that they are here. As :func:`check_in`."""
    registration, fact = meetings.arrive(meeting_id=meeting_id, by=by, at=at)
    _follow(meeting_id, fact, by=by, at=at)
    return registration


@transaction.atomic
def check_out(
    *, meeting_id: UUID, registration_id: UUID, by: Actor, at: datetime, is_substitute: bool = False
) -> Registration:
    """A delegate or substitute leaves. An open vote keeps the register it was opened with.

    When a delegate leaves, a substitute who is here serves at once.
    """
    registration, fact = meetings.check_out(
        meeting_id=meeting_id, registration_id=registration_id, at=at, is_substitute=is_substitute
    )
    _follow(meeting_id, fact, by=by, at=at)
    return registration


@transaction.atomic
def approve_register(*, meeting_id: UUID, total: int, by: Actor, at: datetime) -> Register:
    """The meeting approves the register as it stands, at the number of votes that was read out.

    Refused when somebody came or left meanwhile. The same approval again changes nothing.
    """
    meeting = meetings.lock_meeting(meeting_id)
    newest = queries.current_register(meeting.pk)
    standing = queries.standing_at(meeting)
    present = queries.votes_in(standing)
    holds = newest is not None and rules.is_same(queries.votes_of(newest), present)
    if newest is not None and holds and newest.approved_at is not None and newest.total == total:
        return newest
    no = meeting_queries.duty_item_no(meeting, Duty.REGISTER)
    item = next((i for i in meeting_queries.agenda_states(meeting) if i.no == no), None)
    refuse_if(rules.obstacles_to_approving(meeting.state, item=item, now=len(present), then=total))
    register = newest if newest is not None and holds else draw_up(meeting, standing, change=None, at=at)
    register.approved_at = at
    register.save(update_fields=["approved_at"])
    meetings.fulfil(meeting, Duty.REGISTER, at=at)
    fact = RegisterApproved(subject=meeting.pk, register=queries.summary_of(register))
    record(fact, by=by, at=at)
    return register


def _follow(meeting_id: UUID, fact: CheckedIn | CheckedOut | None, *, by: Actor, at: datetime) -> None:
    """Bring the approved register up to date with who is here, then record both facts. Holds the meeting."""
    if fact is None:
        return
    change = {
        "kind": "came" if isinstance(fact, CheckedIn) else "left",
        "member": fact.member,
        "delegate": fact.delegate,
        "venue": fact.venue,
    }
    meeting = meeting_queries.meeting(meeting_id)
    register = bring_up_to_date(meeting, change=change, at=at)
    record(fact, by=by, at=at)
    tell(meeting, register, by=by, at=at)
