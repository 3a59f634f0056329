"""Reads about who is coming and who is here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Concat
from django.db.models.lookups import Contains

from accounts.models import User
from kernel import tenancy
from kernel.actor import Actor
from kernel.errors import Forbidden
from tenants.members.enums import SWEDISH_FROM, SWEDISH_TO
from tenants.members.models import Member, in_swedish
from voting.meetings import rules
from voting.meetings.models import CheckIn, Meeting, Registration
from voting.meetings.queries.meetings import meeting

_FOLD = str.maketrans(SWEDISH_FROM, SWEDISH_TO)


@dataclass(frozen=True)
class Presence:
    """One delegate or substitute who is here now."""

    registration: UUID
    member: UUID
    delegate: UUID
    venue: UUID
    is_substitute: bool


def registration(meeting_id: UUID, registration_id: UUID) -> Registration | None:
    """The registration, with everything its shape shows."""
    return _all(meeting_id).filter(pk=registration_id).first()


def registration_of_delegate(meeting_id: UUID, user_id: UUID | None) -> Registration | None:
    """Where this person is the delegate."""
    return _all(meeting_id).filter(delegate=user_id).first() if user_id else None


def registration_of_substitute(meeting_id: UUID, user_id: UUID | None) -> Registration | None:
    """Where this person is the substitute."""
    return _all(meeting_id).filter(substitute=user_id).first() if user_id else None


def registration_of_member(meeting_id: UUID, member_id: UUID) -> Registration | None:
    """The organisation's registration."""
    return _all(meeting_id).filter(member=member_id).first()


def substitute_here(meeting_id: UUID, member_id: UUID) -> str:
    """The name of the member's substitute who is checked in now; empty when none is."""
    here = CheckIn.objects.filter(
        registration__meeting=meeting_id, registration__member=member_id, is_substitute=True, out_at=None
    )
    return (
        here.values_list(Coalesce("person__name", "registration__substitute__name"), flat=True).first() or ""
    )


def member_of(meeting_id: UUID, user_id: UUID | None) -> tuple[Member, bool] | None:
    """The organisation whose registration this person handles, and whether as its contact.

    A contact handles their own organisation's, a delegate the one they are registered for.
    """
    email = User.objects.filter(pk=user_id).values_list("email", flat=True).first() if user_id else None
    if email is None:
        return None
    own = Member.objects.filter(contact_email=email).first()
    if own is not None:
        return own, True
    found = registration_of_delegate(meeting_id, user_id)
    return (found.member, False) if found else None


def registrations(meeting_id: UUID, *, search: str = "") -> list[Registration]:
    """All registrations in Swedish order, or those whose organisation or delegate has every word."""
    rows = _all(meeting_id)
    told = in_swedish(Concat("member__words", Value("\n"), "delegate__name", output_field=TextField()))
    for word in search.translate(_FOLD).split():
        rows = rows.filter(Contains(told, word))
    return list(rows)


def registration_shape(found: Registration) -> dict[str, Any]:
    """A registration as its owner and the office see it."""
    here = next((c for c in found.check_ins.all() if c.out_at is None and not c.is_substitute), None)
    second = next((c for c in found.check_ins.all() if c.out_at is None and c.is_substitute), None)
    return {
        "id": str(found.pk),
        "member": {
            "id": str(found.member_id),
            "number": found.member.number,
            "name": found.member.name,
        },
        "delegate_name": found.delegate.name,
        "delegate_email": found.delegate.email,
        "venue": str(found.venue_id),
        "lunch": found.lunch,
        "diet": found.diet,
        "access_needs": found.access_needs,
        "checked_in_at": here.at if here else None,
        "checked_in_venue": str(here.venue_id) if here else None,
        "substitute": {
            "name": found.substitute.name,
            "email": found.substitute.email,
            "checked_in_at": second.at if second else None,
            "checked_in_venue": str(second.venue_id) if second else None,
        }
        if found.substitute
        else None,
    }


def my_registration(meeting_id: UUID, user_id: UUID) -> dict[str, Any] | None:
    """One's registration as delegate; as substitute with one's own presence in the delegate's place."""
    found = registration_of_delegate(meeting_id, user_id)
    if found is not None:
        return registration_shape(found)
    found = registration_of_substitute(meeting_id, user_id)
    if found is None:
        return None
    shape = registration_shape(found)
    mine = shape["substitute"]
    return {**shape, **{key: mine[key] for key in ("checked_in_at", "checked_in_venue")}}


def registration_list(meeting_id: UUID, *, search: str) -> dict[str, Any]:
    """The office's list: those that were searched for, and the totals of all."""
    found = meeting(meeting_id)
    rows = registrations(found.pk, search=search)
    return {
        "count": len(rows),
        "results": [registration_shape(row) for row in rows],
        "totals": totals(found),
    }


def my_organisation(meeting_id: UUID, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Whom somebody registers for, how that stands, and what is in the way of changing it.

    Raises Forbidden for somebody who is neither a contact nor a delegate.
    """
    found = meeting(meeting_id)
    mine = member_of(found.pk, by.id)
    if mine is None:
        raise Forbidden("registrations.own")
    member, is_contact = mine
    row = registration_of_member(found.pk, member.pk)
    obstacles = rules.obstacles_to_registration_time(
        found.state,
        closes_at=found.registration_closes_at,
        at=at,
        contact=tenancy.current().contact_name,
        at_desk=False,
    )
    return {
        "member": {"id": str(member.pk), "number": member.number, "name": member.name},
        "is_contact": is_contact,
        "registration": registration_shape(row) if row else None,
        "obstacles": [o.to_json() for o in obstacles],
    }


def totals(found: Meeting) -> dict[str, Any]:
    """What the kitchen and the hosts need: counts for each place and for all, in three queries."""
    rows = list(found.registrations.values_list("venue_id", "lunch", "diet", "access_needs"))
    here = Counter(
        CheckIn.objects.filter(registration__meeting=found, out_at=None).values_list("venue_id", flat=True)
    )
    places = []
    for venue in found.venues.all():
        own = [row for row in rows if row[0] == venue.pk]
        places.append(
            {
                "venue": str(venue.pk),
                "name": venue.name,
                "registered": len(own),
                "capacity": venue.capacity,
                "checked_in": here[venue.pk],
                **_needs(own),
            }
        )
    return {"per_venue": places, **_needs(rows)}


def present(meeting_id: UUID) -> list[Presence]:
    """Everybody who is here now, in the Swedish order of their organisations."""
    rows = CheckIn.objects.filter(registration__meeting=meeting_id, out_at=None).order_by(
        "registration__member__sort_name", "registration__member__number"
    )
    return [
        Presence(*row)
        for row in rows.values_list(
            "registration_id",
            "registration__member_id",
            Coalesce("person_id", "registration__delegate_id"),
            "venue_id",
            "is_substitute",
        )
    ]


def _all(meeting_id: UUID) -> QuerySet[Registration]:
    return (
        Registration.objects.filter(meeting=meeting_id)
        .select_related("member", "delegate", "substitute", "venue")
        .prefetch_related(Prefetch("check_ins", queryset=CheckIn.objects.filter(out_at=None)))
        .order_by("member__sort_name", "member__number")
    )


def _needs(rows: list[tuple[UUID, bool, str, str]]) -> dict[str, Any]:
    return {
        "lunch": sum(lunch for _, lunch, _, _ in rows),
        "diets": dict(sorted(Counter(diet for _, _, diet, _ in rows if diet).items())),
        "access": dict(sorted(Counter(needs for _, _, _, needs in rows if needs).items())),
    }
