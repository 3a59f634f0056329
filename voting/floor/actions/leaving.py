"""Off the list by one's own wish or the host's; and the whole list forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, refuse_if
from voting.floor import queries, rules
from voting.floor.actions.locks import changed, locked_sheet, request_in
from voting.floor.enums import RequestState
from voting.floor.events import RequestWithdrawn
from voting.floor.models import Floor, Line, Request
from voting.meetings.actions.locks import lock_meeting


@transaction.atomic
def withdraw(*, meeting_id: UUID, request_id: UUID, by: Actor, at: datetime) -> dict[str, Any]:
    """Take one's own wish back. Another's is not here; taken back again changes nothing."""
    on = locked_sheet(meeting_id)
    request = request_in(on, request_id)
    own = request.registration
    if by.id is None or own is None or by.id not in {own.delegate_id, own.substitute_id}:
        raise Missing
    return _withdraw(on, request, by=by, at=at)


@transaction.atomic
def withdraw_in_venue(
    *, meeting_id: UUID, venue_id: UUID, request_id: UUID, by: Actor, at: datetime
) -> dict[str, Any]:
    """The host takes back the wish of somebody in their place."""
    on = locked_sheet(meeting_id)
    request = request_in(on, request_id)
    if request.venue_id != venue_id:
        raise Missing
    return _withdraw(on, request, by=by, at=at)


@transaction.atomic
def forget(*, meeting_id: UUID) -> int:
    """Delete who asked for the floor, and when: nothing of it is kept once the minutes are approved."""
    meeting = lock_meeting(meeting_id)
    Line.objects.filter(meeting=meeting).delete()
    Floor.objects.filter(pk=meeting.pk).update(step=None)
    return Request.objects.filter(meeting=meeting).delete()[0]


def _withdraw(on: queries.Sheet, request: Request, *, by: Actor, at: datetime) -> dict[str, Any]:
    refuse_if(rules.obstacles_to_withdrawing(request.state, name=request.name))
    if request.state != RequestState.WAITING:
        return queries.shape(on)
    request.state = RequestState.WITHDRAWN
    request.save(update_fields=["state"])
    floor = changed(on)
    told = queries.request_shape(request)
    record(RequestWithdrawn(subject=on.meeting.pk, request=told, floor=floor), by=by, at=at)
    return floor
