"""The chair leads: next speaker, stop, more time, another order, off the list."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import refuse_if
from voting.floor import queries, rules
from voting.floor.actions.locks import as_it_stood, changed, locked_sheet, note_step, request_in
from voting.floor.enums import RequestKind, RequestState
from voting.floor.events import RequestMoved, RequestSkipped, SpeakerCalled, SpeakerEnded, TimeExtended
from voting.floor.models import Request


@transaction.atomic
def next_speaker(*, meeting_id: UUID, turn: int, by: Actor, at: datetime) -> dict[str, Any]:
    """Give the floor to the first on the list; whoever has it has finished.

    ``turn`` is the one that the chair's screen showed: a second press on the same turn, by the same
    hand or another's, changes nothing.
    """
    on = locked_sheet(meeting_id)
    if turn != on.floor.turn:
        return queries.shape(on)
    waiting = on.waiting
    refuse_if(rules.obstacles_to_calling(on.now, waiting=len(waiting)))
    speaker, current = waiting[0], on.current
    touched = [r for r in (current, speaker) if r is not None]
    before = as_it_stood(touched)
    if current is not None:
        _end(current, at=at)
    speaker.state, speaker.started_at = RequestState.SPEAKING, at
    speaker.limit_s = on.floor.reply_limit_s if speaker.kind == RequestKind.REPLY else on.floor.limit_s
    speaker.save(update_fields=["state", "started_at", "limit_s"])
    note_step(on, "next", before, touched)
    floor = changed(on, hands=True)
    told = queries.request_shape(speaker)
    record(SpeakerCalled(subject=meeting_id, request=told, floor=floor), by=by, at=at)
    return floor


@transaction.atomic
def stop_speaker(*, meeting_id: UUID, request_id: UUID, by: Actor, at: datetime) -> dict[str, Any]:
    """The speaker has finished. Stopping somebody who does not have the floor changes nothing."""
    on = locked_sheet(meeting_id)
    current = on.current
    if current is None or request_in(on, request_id).pk != current.pk:
        return queries.shape(on)
    before = as_it_stood([current])
    _end(current, at=at)
    note_step(on, "stop", before, [current])
    floor = changed(on, hands=True)
    told = queries.request_shape(current)
    record(SpeakerEnded(subject=meeting_id, request=told, floor=floor), by=by, at=at)
    return floor


@transaction.atomic
def extend(*, meeting_id: UUID, request_id: UUID, limit_s: int, by: Actor, at: datetime) -> dict[str, Any]:
    """Give the speaker another limit, in whole: the same again is the same."""
    on = locked_sheet(meeting_id)
    current = on.current
    asked = request_in(on, request_id)
    if current is None or asked.pk != current.pk:
        refuse_if(rules.obstacles_to_skipping("", name=asked.name))
    if asked.limit_s == limit_s:
        return queries.shape(on)
    asked.limit_s = limit_s
    asked.save(update_fields=["limit_s"])
    floor = changed(on)
    told = queries.request_shape(asked)
    record(TimeExtended(subject=meeting_id, request=told, floor=floor), by=by, at=at)
    return floor


@transaction.atomic
def skip(*, meeting_id: UUID, request_id: UUID, reason: str, by: Actor, at: datetime) -> dict[str, Any]:
    """Take somebody off the list, with the chair's reason. Taken off again changes nothing."""
    on = locked_sheet(meeting_id)
    request = request_in(on, request_id)
    if request.state == RequestState.SKIPPED:
        return queries.shape(on)
    refuse_if(rules.obstacles_to_skipping(request.state, name=request.name))
    before = as_it_stood([request])
    request.state, request.reason = RequestState.SKIPPED, reason
    request.save(update_fields=["state", "reason"])
    note_step(on, "skip", before, [request])
    floor = changed(on)
    told = queries.request_shape(request)
    record(RequestSkipped(subject=meeting_id, request=told, reason=reason, floor=floor), by=by, at=at)
    return floor


@transaction.atomic
def move(
    *, meeting_id: UUID, request_id: UUID, before: UUID | None, reason: str, by: Actor, at: datetime
) -> dict[str, Any]:
    """Put somebody before another of the same kind, or last among those who wait now; say why.

    The order that stands is kept for everybody who waits now; those who ask later come after it.
    """
    on = locked_sheet(meeting_id)
    request = request_in(on, request_id)
    other = request_in(on, before) if before else None
    found = (other.state, other.kind) if other else None
    refuse_if(rules.obstacles_to_moving(request.state, request.kind, found, name=request.name))
    kin = [r for r in on.waiting if r.kind == request.kind]
    stood = as_it_stood(kin, fields=("place",))
    was = [r.pk for r in kin]
    rest = [r for r in kin if r.pk != request.pk]
    place = next((n for n, r in enumerate(rest) if other and r.pk == other.pk), len(rest))
    rest.insert(place, next(r for r in kin if r.pk == request.pk))
    if [r.pk for r in rest] == was:
        return queries.shape(on)
    for n, one in enumerate(rest, 1):
        one.place = n
    Request.objects.bulk_update(rest, ["place"])
    note_step(on, "move", stood)
    floor = changed(on)
    told = queries.request_shape(request)
    record(RequestMoved(subject=meeting_id, request=told, reason=reason, floor=floor), by=by, at=at)
    return floor


def _end(request: Request, *, at: datetime) -> None:
    request.state = RequestState.DONE
    request.ended_at = max(at, request.started_at or at)
    request.save(update_fields=["state", "ended_at"])
