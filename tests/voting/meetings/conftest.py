"""A meeting with two halls and a remote place, members, and what the record has come to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.voting.meetings.board_room import called, elected, karin  # noqa: F401  fixtures of the board

KALMAR, VAXJO, REMOTE = "Kalmar", "Växjö", "Distans"


def new_member(number: int, *, name: str = "", at: datetime) -> Any:
    """An organisation whose contact is kontakt<number>@medlem.example."""
    from tenants.members.models import Member

    return Member.objects.create(
        number=f"{number:04}",
        name=name or f"Medlem {number:02} AB",
        org_number=f"55{number:04}-{number:04}",
        kind="company",
        contact_name=f"Kontakt {number}",
        contact_email=f"kontakt{number}@medlem.example",
        created_at=at,
    )


def new_meeting(*, at: datetime, capacity: int | None = 60, **more: Any) -> Any:
    """A meeting an hour from ``at``; registration closes ten minutes from ``at``."""
    from kernel.actor import Actor
    from voting.meetings.actions import Plan, PlannedVenue, create_meeting

    venues = (
        PlannedVenue(KALMAR, "hall", "Kullzénska salen", capacity),
        PlannedVenue(VAXJO, "hall", "Lilla aulan", capacity),
        PlannedVenue(REMOTE, "remote"),
    )
    plan = Plan("Konstituerande möte", at + timedelta(hours=1), at + timedelta(minutes=10), venues, **more)
    return create_meeting(plan, by=Actor.system(), at=at)


def venue(meeting: Any, name: str) -> Any:
    return meeting.venues.get(name=name)


def register(meeting: Any, member: Any, place: Any, *, at: datetime, email: str = "") -> Any:
    """The member's delegate ombud<number>@medlem.example, registered by the office."""
    from kernel.actor import Actor
    from voting.meetings.actions import Wish, register_at_desk

    number = int(member.number)
    wish = Wish(f"Ombud {number}", email or f"ombud{number}@medlem.example", place.pk)
    return register_at_desk(
        meeting_id=meeting.pk, member_id=member.pk, wish=wish, by=Actor.system(), at=at
    ).registration


@pytest.fixture
def meeting(in_alfa, now):
    return new_meeting(at=now)


@pytest.fixture
def soon(monkeypatch, now):
    """The doors' clock stands at ``now``."""
    from kernel import clock

    monkeypatch.setattr(clock, "now", lambda: now)
    return now


@pytest.fixture
def last_entry():
    from journal.queries import last_id

    return last_id


@pytest.fixture
def client_of(client_of):
    """As the house's, but the test stays in its association after each request, which the door leaves."""
    from django.db import connection

    from kernel import tenancy

    def make(network: Any, user: Any = None) -> Any:
        client = client_of(network, user)
        request = client.request

        def and_back(**more: Any) -> Any:
            try:
                return request(**more)
            finally:
                if tenancy.current_or_none() is not None:
                    connection.set_tenant(tenancy.current())

        client.request = and_back
        return client

    return make
