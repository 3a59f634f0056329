"""Reads about the meeting itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kernel.errors import Missing, Obstacle
from tenants.decisions.queries import decisions_of
from tenants.decisions.queries import shape as decision_shape
from voting.meetings import rules
from voting.meetings.enums import Duty, ItemState, MeetingState
from voting.meetings.models import CheckIn, Item, Meeting, Registration, Venue


def meetings() -> QuerySet[Meeting]:
    """All of them, the earliest first."""
    return Meeting.objects.order_by("starts_at", "created_at")


def meeting(meeting_id: UUID) -> Meeting:
    """The meeting, or Missing."""
    found = Meeting.objects.filter(pk=meeting_id).first()
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
    """The one that is open, else the next one planned, else the last one held."""
    order = [MeetingState.OPEN, MeetingState.PLANNED, MeetingState.CLOSED]
    found = list(meetings())
    last_first = {MeetingState.CLOSED}
    for state in order:
        those = [m for m in found if m.state == state]
        if those:
            return those[-1] if state in last_first else those[0]
    return None


def summary_shape(found: Meeting) -> dict[str, Any]:
    """What anybody may know: when, where, how full. No people, no keys."""
    return {
        "id": str(found.pk),
        "title": found.title,
        "kind": found.kind,
        "state": found.state,
        "starts_at": found.starts_at,
        "lunch_at": found.lunch_at,
        "invited_at": found.invited_at,
        "registration_closes_at": found.registration_closes_at,
        "opened_at": found.opened_at,
        "closed_at": found.closed_at,
        "venues": [_venue_shape(venue) for venue in _venues(found)],
    }


def meeting_shape(
    found: Meeting, *, with_key: bool = False, extra_to_closing: Iterable[Obstacle] = ()
) -> dict[str, Any]:
    """The whole meeting without its register and polls, in three queries.

    ``with_key`` only for the office and the chair. ``extra_to_closing`` comes from rooms above.
    """
    shape = summary_shape(found)
    taken = decisions_of(found.pk)
    items = list(found.items.all())
    states = [_item_at(item, is_decided=bool(taken.get(item.no))) for item in items]
    unconfirmed = [v["name"] for v in shape["venues"] if v["confirmed_at"] is None]
    opening = rules.obstacles_to_opening(found.state, unconfirmed=unconfirmed)
    closing = rules.obstacles_to_closing(found.state, items=states, extra=extra_to_closing)
    return {
        **shape,
        "items": [_item_shape(item, [decision_shape(d) for d in taken.get(item.no, [])]) for item in items],
        "current_item": next((item.no for item in items if item.state == ItemState.NOW), None),
        "rules_adopted": found.rules_adopted_at is not None,
        "obstacles": {
            "open": [o.to_json() for o in opening],
            "close": [o.to_json() for o in closing],
        },
        "projector_key": found.projector_key if with_key else None,
    }


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
        "proposal_sv": item.proposal_sv,
        "decisions": decisions,
    }
