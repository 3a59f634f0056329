"""Somebody wants the floor: from their phone, through the host of their place, or at the chair's desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Forbidden, Malformed, Missing, Obstacle, refuse_if
from voting.floor import queries, rules
from voting.floor.actions.locks import changed, locked_sheet
from voting.floor.enums import RequestKind, RequestState
from voting.floor.events import FloorAsked
from voting.floor.models import Request
from voting.meetings.models import CheckIn, Registration, Venue


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is asked for. ``id`` is the client's own, so that a wish sent again is one wish."""

    id: UUID
    kind: str = RequestKind.SPEECH.value
    motion: UUID | None = None
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Guest:
    """For whom a host or the chair asks: a registered delegate, or somebody by name."""

    registration: UUID | None = None
    name: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class _Asker:
    registration: Registration | None
    name: str
    organisation: str
    venue: Venue
    channel: str
    is_here: bool = True
    is_addressed: bool = False


@transaction.atomic
def ask_for_floor(*, meeting_id: UUID, wish: Wish, by: Actor, at: datetime) -> Request:
    """Put a delegate or a substitute on the list by their own wish.

    Whoever already waits for it keeps their place; an organisation's two people wait as one.
    """
    on = locked_sheet(meeting_id)
    own = Q(delegate=by.id) | Q(substitute=by.id)
    registration = _registrations(on).filter(own).first() if by.id else None
    if registration is None:
        raise Forbidden("floor.speak")
    is_substitute = registration.delegate_id != by.id
    return _ask(
        on, wish, _person_of(registration, is_substitute=is_substitute, channel="phone"), by=by, at=at
    )


@transaction.atomic
def add_in_venue(
    *, meeting_id: UUID, venue_id: UUID, wish: Wish, guest: Guest, by: Actor, at: datetime
) -> Request:
    """Put somebody in the host's place on the list: a delegate who is there, or a guest by name."""
    on = locked_sheet(meeting_id)
    venue = _venue(on, venue_id)
    asker = _whom(on, guest, venue, channel="host")
    if asker.registration is not None and asker.venue != venue:
        params = {"name": asker.name, "venue": asker.venue.name}
        refuse_if([Obstacle("voting.floor.obstacle_other_venue", params)])
    return _ask(on, wish, asker, by=by, at=at)


@transaction.atomic
def add_at_desk(
    *, meeting_id: UUID, venue_id: UUID | None, wish: Wish, guest: Guest, by: Actor, at: datetime
) -> Request:
    """Put anybody on the list. A reply that the chair adds is one that the speaker has called for."""
    on = locked_sheet(meeting_id)
    venue = _venue(on, venue_id) if venue_id else None
    return _ask(on, wish, _whom(on, guest, venue, channel="desk"), by=by, at=at)


def _ask(on: queries.Sheet, wish: Wish, asker: _Asker, *, by: Actor, at: datetime) -> Request:
    same = Request.objects.filter(pk=wish.id).first() or _waits_already(on, wish, asker)
    if same is not None:
        if (same.meeting_id, _key(same)) != (on.meeting.pk, _key(asker)):
            raise Malformed({"id": [Obstacle("platform.kernel.field_invalid")]})
        return same
    speech = queries.exchange_of(on) if wish.kind == RequestKind.REPLY else None
    refuse_if(
        rules.obstacles_to_asking(
            wish.kind,
            on.now,
            _person(on, asker),
            _exchange(speech, asker),
            max_replies=queries.max_replies(on.meeting),
            at=at,
        )
    )
    if on.item_no is None:
        raise Missing  # the rules have said so in words
    newest = Request.objects.filter(meeting=on.meeting).aggregate(Max("number"))["number__max"] or 0
    request = Request.objects.create(
        id=wish.id, meeting=on.meeting, item_no=on.item_no, number=newest + 1, kind=wish.kind,
        registration=asker.registration, name=asker.name, organisation=asker.organisation, venue=asker.venue,
        motion=wish.motion, mark=wish.mark, channel=asker.channel, exchange=speech, asked_at=at,
    )  # fmt: skip
    floor = changed(on)
    told = queries.request_shape(request)
    record(FloorAsked(subject=on.meeting.pk, request=told, floor=floor), by=by, at=at)
    return request


def _waits_already(on: queries.Sheet, wish: Wish, asker: _Asker) -> Request | None:
    return next((r for r in on.waiting if r.kind == wish.kind and _key(r) == _key(asker)), None)


def _key(one: Request | _Asker) -> tuple[object, ...]:
    if one.registration is not None:
        return (one.registration.pk,)
    return (one.venue.pk, one.name.casefold())


def _person(on: queries.Sheet, asker: _Asker) -> rules.Person:
    current = on.current
    return rules.Person(
        name=asker.name,
        is_here=asker.is_here,
        has_spoken=any(_key(r) == _key(asker) for r in on.speeches),
        is_addressed=asker.is_addressed,
        has_floor=current is not None and _key(current) == _key(asker),
    )


def _exchange(speech: Request | None, asker: _Asker) -> rules.Exchange | None:
    if speech is None:
        return None
    counted = [*queries.HEARD, RequestState.WAITING]
    replies = [_key(r) == _key(asker) for r in speech.replies.filter(state__in=counted)]
    is_own = _key(speech) == _key(asker)
    return rules.Exchange(speech.name, is_own, sum(replies), len(replies) - sum(replies))


def _whom(on: queries.Sheet, guest: Guest, venue: Venue | None, *, channel: str) -> _Asker:
    addressed = channel == "desk"
    if guest.registration is not None:
        found = _registrations(on).filter(pk=guest.registration).first()
        if found is None:
            raise Malformed({"registration": [Obstacle("platform.kernel.field_invalid_choice")]})
        alone = not _check_in(found, is_substitute=False) and _check_in(found, is_substitute=True)
        return _person_of(found, is_substitute=bool(alone), channel=channel, is_addressed=addressed)
    faults = {}
    if not guest.name.strip():
        faults["name"] = [Obstacle("platform.kernel.field_required")]
    if venue is None:
        faults["venue"] = [Obstacle("platform.kernel.field_required")]
    if faults or venue is None:
        raise Malformed(faults)
    name, organisation = " ".join(guest.name.split()), " ".join(guest.organisation.split())
    return _Asker(None, name, organisation, venue, channel, is_addressed=addressed)


def _check_in(found: Registration, *, is_substitute: bool) -> CheckIn | None:
    here = CheckIn.objects.select_related("venue").filter(registration=found, out_at=None)
    return here.filter(is_substitute=is_substitute).first()


def _person_of(
    found: Registration, *, is_substitute: bool, channel: str, is_addressed: bool = False
) -> _Asker:
    here = _check_in(found, is_substitute=is_substitute)
    person = found.substitute if is_substitute and found.substitute else found.delegate
    return _Asker(
        found, person.name, found.member.name, here.venue if here else found.venue, channel,
        is_here=here is not None, is_addressed=is_addressed,
    )  # fmt: skip


def _registrations(on: queries.Sheet) -> QuerySet[Registration]:
    rows = Registration.objects.filter(meeting=on.meeting)
    return rows.select_related("member", "delegate", "substitute", "venue")


def _venue(on: queries.Sheet, venue_id: UUID) -> Venue:
    venue = on.meeting.venues.filter(pk=venue_id).first()
    if venue is None:
        raise Missing
    return venue
