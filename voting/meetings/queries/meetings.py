"""Reads about the meeting itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kernel import clock
from kernel.errors import Missing, Obstacle
from tenants.decisions.queries import decisions_of
from tenants.decisions.queries import shape as decision_shape
from tenants.statutes.queries import awaiting_second_reading
from tenants.statutes.rules.parameters import Parameters
from voting.meetings import rules
from voting.meetings.enums import Duty, ItemKind, ItemState, MeetingKind, MeetingState, NoteKind
from voting.meetings.models import CheckIn, Item, Meeting, Registration, Venue
from voting.meetings.queries.notes import last_step_shape, note_shape, notes_of, sounding_shape, soundings_of
from voting.meetings.queries.parameters import rules_in_force
from voting.meetings.queries.presence import (
    obstacles_before_opening,
    obstacles_of_remote,
    quorum,
    quorum_shape,
    seat_shape,
)


def meetings() -> QuerySet[Meeting]:
    """All of them, the earliest first."""
    return Meeting.objects.order_by("starts_at", "created_at")


def meeting(meeting_id: UUID) -> Meeting:
    """The meeting, or Missing."""
    found = Meeting.objects.filter(pk=meeting_id).first()
    if found is None:
        raise Missing
    return found


_CALLED = {
    MeetingKind.CONSTITUTING: ("konstituerande möte", "constitutive meeting"),
    MeetingKind.ANNUAL: ("årsmöte", "annual meeting"),
    MeetingKind.EXTRA: ("extra möte", "extraordinary meeting"),
    MeetingKind.BOARD: ("styrelsemöte", "board meeting"),
}


def called(meeting_id: UUID) -> tuple[str, str]:
    """What sort of meeting it was, in Swedish and English: rooms beside this one cite decisions by it."""
    return _CALLED[MeetingKind(meeting(meeting_id).kind)]


def item(meeting_id: UUID, no: int) -> Item:
    """One item of its agenda, or Missing."""
    found = Item.objects.filter(meeting=meeting_id, no=no).first()
    if found is None:
        raise Missing
    return found


def meeting_at_projector(key: str) -> Meeting:
    """The meeting that a projector's key opens, or Missing."""
    found = Meeting.objects.filter(projector_key=key).first() if key else None
    if found is None:
        raise Missing
    return found


def the_meeting_that_matters() -> Meeting | None:
    """The one under way, also if it is a rehearsal; else the next one planned; else the last one held.

    The board's own meetings are the board's: they never take a member's screen.
    """
    everyone = [m for m in meetings() if m.kind != MeetingKind.BOARD]
    real = [m for m in everyone if not m.is_rehearsal]
    for state in (MeetingState.OPEN, MeetingState.ADJOURNED):
        for found in (*real, *(m for m in everyone if m.is_rehearsal)):
            if found.state == state:
                return found
    planned = [m for m in real if m.state == MeetingState.PLANNED]
    held = [m for m in real if m.state == MeetingState.CLOSED]
    return planned[0] if planned else held[-1] if held else None


def summary_shape(found: Meeting) -> dict[str, Any]:
    """What anybody may know: when, where, how full. No people, no keys."""
    return {
        "id": str(found.pk),
        "title": found.title,
        "kind": found.kind,
        "number": found.number,
        "is_rehearsal": found.is_rehearsal,
        "rehearsal_of": str(found.rehearsal_of_id) if found.rehearsal_of_id else None,
        "state": found.state,
        "starts_at": found.starts_at,
        "lunch_at": found.lunch_at,
        "invited_at": found.invited_at,
        "registration_closes_at": found.registration_closes_at,
        "opened_at": found.opened_at,
        "closed_at": found.closed_at,
        "adjourned_at": found.adjourned_at,
        "resumes_at": found.resumes_at,
        "venues": [_venue_shape(venue) for venue in _venues(found)],
    }


def meeting_shape(
    found: Meeting, *, with_key: bool = False, extra_to_closing: Iterable[Obstacle] = ()
) -> dict[str, Any]:
    """The whole meeting without its register and polls.

    ``with_key`` only for the office and the chair. ``extra_to_closing`` comes from rooms above.
    """
    shape = summary_shape(found)
    taken = decisions_of(found.pk)
    items = list(found.items.all())
    states = [_item_at(item, is_decided=bool(taken.get(item.no))) for item in items]
    unconfirmed = [v["name"] for v in shape["venues"] if v["confirmed_at"] is None]
    extra = obstacles_before_opening(found)
    opening = rules.obstacles_to_opening(found.state, unconfirmed=unconfirmed, extra=extra)
    closing = rules.obstacles_to_closing(found.state, items=states, extra=extra_to_closing)
    current = next((item for item in items if item.state == ItemState.NOW), None)
    parameters = rules_in_force(found)
    written, heard = notes_of(found), soundings_of(found)
    return {
        **shape,
        "items": [
            {
                **_item_shape(item, [decision_shape(d) for d in taken.get(item.no, [])]),
                "notes": [note_shape(n) for n in written if n.item_no == item.no],
                "soundings": [sounding_shape(s) for s in heard if s.item_no == item.no],
                "is_unopposed": rules.is_unopposed(
                    soundings=[(s.step, s.heard) for s in heard if s.item_no == item.no],
                    notes=[n.kind for n in written if n.item_no == item.no],
                ),
                "demanded_by": [
                    n.name
                    for n in written
                    if n.item_no == item.no and n.kind == NoteKind.COUNT_DEMANDED and n.settled_at is None
                ],
            }
            for item in items
        ],
        "current_item": current.no if current else None,
        "quorum": quorum_shape(quorum(found, current, parameters))
        if found.state != MeetingState.CLOSED
        else None,
        "notice": notice_shape(found, parameters),
        "undo": last_step_shape(found.pk) if with_key and found.state == MeetingState.OPEN else None,
        "seats": [seat_shape(s) for s in found.seats.all()] if found.kind == MeetingKind.BOARD else [],
        "rules_adopted": found.rules_adopted_at is not None,
        "obstacles": {
            "open": [o.to_json() for o in opening],
            "close": [o.to_json() for o in closing],
        },
        "projector_key": found.projector_key if with_key else None,
    }


def notice_shape(found: Meeting, parameters: Parameters, *, at: datetime | None = None) -> dict[str, Any]:
    """The days for the notice, and whether it went out in time, seen from ``at`` or from now.

    ``warnings``: what will keep the planned meeting from being opened as it is called.
    """
    is_ahead = found.state == MeetingState.PLANNED and not found.is_rehearsal
    zone = ZoneInfo(settings.LOCAL_TIME_ZONE)
    notice = rules.notice_of(
        parameters.notice_days, kind=found.kind, held_on=found.starts_at.astimezone(zone).date(),
        sent=found.invited_at, source=parameters.source("notice_days"),
    )  # fmt: skip
    today = (at or found.opened_at or clock.now()).astimezone(zone).date()
    return {
        "days": notice.days,
        "latest": notice.latest,
        "sent": notice.sent,
        "source_sv": notice.source_sv,
        "source_en": notice.source_en,
        "findings": [o.to_json() for o in notice.findings(today=today)],
        "waiting": _waiting(found),
        "warnings": [o.to_json() for o in obstacles_of_remote(found)] if is_ahead else [],
    }


def _waiting(found: Meeting) -> list[dict[str, Any]]:
    """Texts that an earlier meeting adopted and an association meeting must adopt again, and where."""
    if found.kind not in {MeetingKind.ANNUAL, MeetingKind.EXTRA} or found.state == MeetingState.CLOSED:
        return []
    items = [i for i in found.items.all() if i.kind == ItemKind.STATUTES]
    under = {i.reading: i.no for i in items if i.reading is not None}
    free = [i.no for i in items if i.reading is None]
    waiting = [v for v in awaiting_second_reading() if v.meeting != found.pk]
    for v in waiting:
        if v.pk not in under and free:
            under[v.pk] = free.pop(0)
    return [
        {"version": str(v.pk), "number": v.number, "decided_at": v.decided_at, "item_no": under.get(v.pk)}
        for v in waiting
    ]


def agenda_states(found: Meeting) -> list[rules.ItemAt]:
    """How far each item has come, in two queries."""
    taken = decisions_of(found.pk)
    return [_item_at(item, is_decided=bool(taken.get(item.no))) for item in found.items.all()]


def duty_item_no(found: Meeting, duty: Duty) -> int | None:
    """The item with this duty, if the agenda has one."""
    return found.items.filter(duty=duty.value).values_list("no", flat=True).first()


def _item_at(item: Item, *, is_decided: bool) -> rules.ItemAt:
    decided = is_decided or item.fulfilled_at is not None
    return rules.ItemAt(no=item.no, kind=item.kind, state=item.state, is_decided=decided)


def _venues(found: Meeting) -> QuerySet[Venue]:
    here = CheckIn.objects.filter(venue=OuterRef("pk"), out_at=None).order_by().values("venue")
    coming = Registration.objects.filter(venue=OuterRef("pk")).order_by().values("venue")
    return found.venues.annotate(
        registered=Coalesce(Subquery(coming.annotate(n=Count("pk")).values("n")), 0),
        checked_in=Coalesce(Subquery(here.annotate(n=Count("pk")).values("n")), 0),
    ).order_by("order")


def _venue_shape(venue: Any) -> dict[str, Any]:  # noqa: ANN401  annotated with its counts
    left = None if venue.capacity is None else max(venue.capacity - venue.registered, 0)
    return {
        "id": str(venue.pk),
        "name": venue.name,
        "kind": venue.kind,
        "address": venue.address,
        "capacity": venue.capacity,
        "registered": venue.registered,
        "checked_in": venue.checked_in,
        "places_left": left,
        "confirmed_at": venue.confirmed_at,
        "lost_at": venue.lost_at,
    }


def _item_shape(item: Item, decisions: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": str(item.pk),
        "no": item.no,
        "title_sv": item.title_sv,
        "title_en": item.title_en,
        "kind": item.kind,
        "duty": item.duty,
        "state": item.state,
        "started_at": item.started_at,
        "outcome": item.outcome,
        "outcome_reasons": item.outcome_reasons,
        "proposal_sv": item.proposal_sv,
        "decisions": decisions,
    }
