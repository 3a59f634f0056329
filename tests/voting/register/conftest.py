"""The meeting of the neighbouring room, opened at the item where the register is approved."""

from __future__ import annotations

from typing import Any

import pytest

from kernel.actor import Actor
from tests.voting.meetings.conftest import (  # noqa: F401  the neighbour's fixtures
    KALMAR,
    client_of,
    last_entry,
    meeting,
    new_member,
    register,
    soon,
    venue,
)
from voting.register import actions

HOUSE = Actor.system()


def open_at_register(found: Any, *, at: Any) -> Any:
    """Open the meeting and take up its fifth item."""
    from tenants.decisions.enums import Method
    from voting.meetings import actions as meetings

    for place in found.venues.all():
        meetings.confirm_venue(meeting_id=found.pk, venue_id=place.pk, by=HOUSE, at=at)
    meetings.open_meeting(meeting_id=found.pk, by=HOUSE, at=at)
    meetings.start_item(meeting_id=found.pk, no=4, by=HOUSE, at=at)
    meetings.record_decision(
        meeting_id=found.pk, item_no=4, text_sv="Mötet beslutade att anta mötesordningen.",
        method=Method.ACCLAMATION, by=HOUSE, at=at,
    )  # fmt: skip
    meetings.start_item(meeting_id=found.pk, no=5, by=HOUSE, at=at)
    found.refresh_from_db()
    return found


def come(found: Any, registration: Any, place: str = "", *, at: Any) -> Any:
    """The delegate checks in where they are registered, or at another place."""
    where = venue(found, place) if place else registration.venue
    return actions.check_in(
        meeting_id=found.pk, registration_id=registration.pk, venue_id=where.pk, by=HOUSE, at=at
    )


def leave(found: Any, registration: Any, *, at: Any) -> Any:
    return actions.check_out(meeting_id=found.pk, registration_id=registration.pk, by=HOUSE, at=at)


def approve(found: Any, total: int, *, at: Any) -> Any:
    return actions.approve_register(meeting_id=found.pk, total=total, by=HOUSE, at=at)


@pytest.fixture
def hall(meeting, now):  # noqa: F811  the fixture of that name
    """An open meeting at § 5 with registrations of four organisations in Kalmar; nobody is here yet."""
    names = ["Östbit AB", "Ek AB", "Äppelkod AB", "Åby IT"]
    registrations = [
        register(meeting, new_member(n, name=name, at=now), venue(meeting, KALMAR), at=now)
        for n, name in enumerate(names, 1)
    ]
    return open_at_register(meeting, at=now), registrations
