"""Verbs on the voting register. Presence goes through here, so that the register follows it at once.

Locks: the meeting's row first, always; then the rows below it; the record last.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import refuse_if
from voting.meetings import actions as meetings
from voting.meetings import queries as meeting_queries
from voting.meetings.enums import Duty, MeetingState
from voting.meetings.events import CheckedIn, CheckedOut
from voting.meetings.models import Meeting, Registration
from voting.register import queries, rules
from voting.register.events import RegisterApproved, RegisterChanged
from voting.register.models import Entry, Register


@transaction.atomic
def check_in(
    *, meeting_id: UUID, registration_id: UUID, venue_id: UUID, by: Actor, at: datetime
) -> Registration:
    """A delegate comes to a place. After the approval the register gets its next version at once."""
    registration, fact = meetings.check_in(
        meeting_id=meeting_id, registration_id=registration_id, venue_id=venue_id, at=at
    )
    _follow(meeting_id, fact, by=by, at=at)
    return registration


@transaction.atomic
def arrive(*, meeting_id: UUID, by: Actor, at: datetime) -> Registration:
    """A remote delegate says that they are here. As :func:`check_in`."""
    registration, fact = meetings.arrive(meeting_id=meeting_id, by=by, at=at)
    _follow(meeting_id, fact, by=by, at=at)
    return registration


@transaction.atomic
def check_out(*, meeting_id: UUID, registration_id: UUID, by: Actor, at: datetime) -> Registration:
    """A delegate leaves. An open vote keeps the register it was opened with."""
    registration, fact = meetings.check_out(meeting_id=meeting_id, registration_id=registration_id, at=at)
    _follow(meeting_id, fact, by=by, at=at)
    return registration


@transaction.atomic
def approve_register(*, meeting_id: UUID, total: int, by: Actor, at: datetime) -> Register:
    """The meeting approves the register as it stands, at the number of votes that was read out.

    Refused when somebody came or left meanwhile. The same approval again changes nothing.
    """
    meeting = meetings.lock_meeting(meeting_id)
    newest = queries.current_register(meeting.pk)
    present = queries.votes_present(meeting.pk)
    holds = newest is not None and rules.is_same(queries.votes_of(newest), present)
    if newest is not None and holds and newest.approved_at is not None and newest.total == total:
        return newest
    no = meeting_queries.duty_item_no(meeting, Duty.REGISTER)
    item = next((i for i in meeting_queries.agenda_states(meeting) if i.no == no), None)
    refuse_if(rules.obstacles_to_approving(meeting.state, item=item, now=len(present), then=total))
    register = newest if newest is not None and holds else _draw_up(meeting, present, change=None, at=at)
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
    register = _bring_up_to_date(meeting, change=change, at=at)
    record(fact, by=by, at=at)
    if register is not None:
        shape = queries.summary_of(register)
        record(RegisterChanged(subject=meeting_id, register=shape, change=change), by=by, at=at)


def _bring_up_to_date(meeting: Meeting, *, change: dict[str, Any], at: datetime) -> Register | None:
    newest = queries.current_register(meeting.pk)
    if newest is None or meeting.state == MeetingState.CLOSED:
        return None
    present = queries.votes_present(meeting.pk)
    if rules.is_same(queries.votes_of(newest), present):
        return None
    return _draw_up(meeting, present, change=change, at=at)


def _draw_up(
    meeting: Meeting, present: list[rules.Vote], *, change: dict[str, Any] | None, at: datetime
) -> Register:
    """Write the next version, whole, in one statement for its votes: the database counts them."""
    newest = queries.current_register(meeting.pk)
    register = Register.objects.create(
        meeting=meeting, version=newest.version + 1 if newest else 1, total=len(present),
        drawn_up_at=at, change=change,
    )  # fmt: skip
    Entry.objects.bulk_create(
        Entry(register=register, member_id=v.member, delegate_id=v.delegate, venue_id=v.venue)
        for v in present
    )
    return register
