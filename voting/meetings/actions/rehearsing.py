"""A practice meeting: the plan and the delegates of a real one, and nothing of it ever becomes real.

It is a meeting of its own with an id of its own. It gets no number, its decisions have no effects
(the database refuses them), it has no minutes, and it can be removed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, Obstacle, refuse_if
from tenants.decisions.models import Decision
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.events import MeetingPlanned, RehearsalRemoved
from voting.meetings.models import Meeting


@transaction.atomic
def rehearse(*, meeting_id: UUID, rehearsal_id: UUID | None, by: Actor, at: datetime) -> Meeting:
    """Make a rehearsal of a planned meeting: its places, agenda and delegates, nobody checked in.

    The same id gives the same rehearsal. No letter goes out about it.
    """
    real = lock_meeting(meeting_id)
    refuse_if([Obstacle("voting.meetings.obstacle_is_rehearsal")] if real.is_rehearsal else ())
    before = Meeting.objects.filter(pk=rehearsal_id).first() if rehearsal_id else None
    if before is not None:
        return before
    copy = Meeting.objects.create(
        pk=rehearsal_id or uuid4(), title=f"Provmöte: {real.title}"[:200], kind=real.kind, is_rehearsal=True,
        rehearsal_of=real, procedure=real.procedure, starts_at=at, created_at=at, registration_closes_at=at,
    )  # fmt: skip
    places = {}
    for venue in real.venues.all():
        there = venue.pk
        venue.pk, venue.meeting, venue.confirmed_at = uuid4(), copy, None
        venue.seen_at = venue.lost_at = None
        venue.save(force_insert=True)
        places[there] = venue
    for item in real.items.all():
        item.pk, item.meeting, item.state = uuid4(), copy, "later"
        item.started_at = item.fulfilled_at = None
        item.outcome = item.outcome_reasons = ""
        item.save(force_insert=True)
    for row in real.registrations.all():
        row.pk, row.meeting, row.venue = uuid4(), copy, places[row.venue_id]
        row.diet = row.access_needs = ""
        row.lunch, row.letter_revision = False, row.revision
        row.save(force_insert=True)
    for seat in real.seats.all():
        seat.pk, seat.meeting, seat.venue = uuid4(), copy, None
        seat.came_at = seat.left_at = None
        seat.save(force_insert=True)
    fact = MeetingPlanned(subject=copy.pk, title=copy.title, starts_at=copy.starts_at, is_rehearsal=True)
    record(fact, by=by, at=at)
    return copy


@transaction.atomic
def remove_rehearsal(*, meeting_id: UUID, by: Actor, at: datetime) -> None:
    """Remove a rehearsal with its register, polls and ballots. A real meeting is never removed.

    The record keeps that it took place: what is recorded is never erased.
    """
    meeting = Meeting.objects.select_for_update().filter(pk=meeting_id).first()
    if meeting is None:
        raise Missing
    params = {"meeting": meeting.title}
    refuse_if([] if meeting.is_rehearsal else [Obstacle("voting.meetings.obstacle_not_a_rehearsal", params)])
    title = meeting.title
    for model, keys in reversed(_everything_of(meeting).items()):
        model._base_manager.filter(pk__in=keys)._raw_delete("default")  # noqa: SLF001  beneath PROTECT: all goes
    record(RehearsalRemoved(subject=meeting_id, title=title), by=by, at=at)


def _everything_of(meeting: Meeting) -> dict[Any, set[Any]]:
    """Every row of every room that belongs to the meeting, what belongs to something after it."""
    decisions = set(Decision.objects.filter(meeting=meeting.pk).values_list("pk", flat=True))
    found: dict[Any, set[Any]] = {Meeting: {meeting.pk}, Decision: decisions}
    queue: list[Any] = [Meeting, Decision]
    while queue:
        model = queue.pop()
        for relation in model._meta.get_fields(include_hidden=True):  # noqa: SLF001  Django's own way
            if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
                continue
            child = relation.related_model
            rows = child._base_manager.filter(**{f"{relation.field.name}__in": found[model]})  # noqa: SLF001
            new = set(rows.values_list("pk", flat=True)) - found.get(child, set())
            if new:
                found.setdefault(child, set()).update(new)
                queue.append(child)
    return found
