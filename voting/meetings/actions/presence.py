"""Who is here. The register above must follow every change, so the fact is handed to the caller to record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accounts.models import User
from kernel.actor import Actor
from kernel.errors import Missing, Obstacle, refuse_if
from voting.meetings import queries, rules
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.events import CheckedIn, CheckedOut
from voting.meetings.models import CheckIn, Meeting, Registration, Venue


def check_in(
    *, meeting_id: UUID, registration_id: UUID, venue_id: UUID, at: datetime, is_substitute: bool = False
) -> tuple[Registration, CheckedIn | None]:
    """A delegate or substitute comes to a place. Nobody is in two places: one leaves the first one.

    Locks the meeting, then writes; the caller's transaction records the fact last. No fact when the
    delegate was already checked in there.
    """
    meeting = lock_meeting(meeting_id)
    registration = _registration(meeting, registration_id)
    venue = meeting.venues.filter(pk=venue_id).first()
    if venue is None:
        raise Missing
    obstacles = []
    if is_substitute and registration.substitute is None:
        obstacles = [
            Obstacle("voting.meetings.obstacle_no_substitute", {"organisation": registration.member.name})
        ]
    return _come(meeting, registration, venue, at=at, obstacles=obstacles, is_substitute=is_substitute)


def arrive(*, meeting_id: UUID, by: Actor, at: datetime) -> tuple[Registration, CheckedIn | None]:
    """A remote delegate checks in their own presence. Locks and facts as in :func:`check_in`."""
    meeting = lock_meeting(meeting_id)
    registration = queries.registration_of_delegate(meeting.pk, by.id)
    is_substitute = registration is None
    registration = registration or queries.registration_of_substitute(meeting.pk, by.id)
    if registration is None:
        refuse_if([Obstacle("voting.register.obstacle_not_a_delegate", {"name": by.name})])
        raise Missing
    venue = registration.venue
    obstacles = rules.obstacles_to_arriving(
        starts_at=meeting.starts_at, venue=venue.name, venue_kind=venue.kind, at=at
    )
    return _come(meeting, registration, venue, at=at, obstacles=obstacles, is_substitute=is_substitute)


def check_out(
    *, meeting_id: UUID, registration_id: UUID, at: datetime, is_substitute: bool = False
) -> tuple[Registration, CheckedOut | None]:
    """A delegate or substitute leaves. As :func:`check_in`; no fact for one who was not here."""
    meeting = lock_meeting(meeting_id)
    registration = _registration(meeting, registration_id)
    here = _open_check_in(registration, is_substitute=is_substitute)
    if here is None:
        return registration, None
    refuse_if(rules.obstacles_to_change(meeting.state))
    here.out_at = max(at, here.at)
    here.save(update_fields=["out_at"])
    fact = CheckedOut(
        subject=meeting.pk, registration=registration.pk, member=registration.member.name,
        delegate=_person(registration, is_substitute=is_substitute).name, venue=here.venue.name,
        is_substitute=is_substitute,
    )  # fmt: skip
    return _registration(meeting, registration_id), fact


def _come(
    meeting: Meeting,
    registration: Registration,
    venue: Venue,
    *,
    at: datetime,
    obstacles: list[Obstacle],
    is_substitute: bool,
) -> tuple[Registration, CheckedIn | None]:
    refuse_if(obstacles if is_substitute and registration.substitute is None else ())
    person = _person(registration, is_substitute=is_substitute)
    here = _open_check_in(registration, is_substitute=is_substitute)
    if here is not None and here.venue_id == venue.pk:
        return registration, None
    member, delegate = registration.member.name, person.name
    there = rules.Here(member, delegate, here.venue.name) if here else None
    taken = CheckIn.objects.filter(venue=venue, out_at=None).count()
    place = rules.VenueAt(venue.name, venue.kind, venue.capacity, taken)
    refuse_if([*obstacles, *rules.obstacles_to_checking_in(meeting.state, place, there)])
    CheckIn.objects.create(
        registration=registration, venue=venue, at=at, is_substitute=is_substitute, person=person
    )
    fact = CheckedIn(
        subject=meeting.pk, registration=registration.pk, member=member, delegate=delegate, venue=venue.name,
        is_substitute=is_substitute,
    )  # fmt: skip
    return _registration(meeting, registration.pk), fact


def _registration(meeting: Meeting, registration_id: UUID) -> Registration:
    found = queries.registration(meeting.pk, registration_id)
    if found is None:
        raise Missing
    return found


def _person(registration: Registration, *, is_substitute: bool) -> User:
    if is_substitute and registration.substitute is not None:
        return registration.substitute
    return registration.delegate


def _open_check_in(registration: Registration, *, is_substitute: bool) -> CheckIn | None:
    here = CheckIn.objects.filter(registration=registration, is_substitute=is_substitute, out_at=None)
    return here.select_related("venue").first()
