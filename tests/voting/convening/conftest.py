"""A planned meeting with members, and the beat's task at hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from kernel.actor import Actor
from tests.voting.meetings.conftest import client_of, new_member, soon  # noqa: F401  fixtures of the neighbour
from voting.meetings.actions import Plan, PlannedVenue, create_meeting
from voting.meetings.enums import MeetingKind
from voting.meetings.models import Meeting

OFFICE = Actor(id=None, name="Anna Hed", roles=frozenset({"office"}))


def plan(now: Any, *, days: int = 40, kind: MeetingKind = MeetingKind.CONSTITUTING) -> Meeting:
    """A meeting in a hall and from afar, so many days from now."""
    starts = now + timedelta(days=days)
    venues = (PlannedVenue("Kalmar", "hall", "Kullzénska salen", 60), PlannedVenue("Distans", "remote"))
    titles = {MeetingKind.CONSTITUTING: "Konstituerande möte", MeetingKind.ANNUAL: "Årsmöte"}
    wanted = Plan(titles.get(kind, "Möte"), starts, starts - timedelta(days=5), venues, kind=kind)
    return create_meeting(wanted, by=OFFICE, at=now)


@pytest.fixture
def meeting(in_alfa: Any, now: Any) -> Meeting:
    return plan(now)


@pytest.fixture
def members(in_alfa: Any, now: Any) -> list[Any]:
    return [new_member(n, at=now) for n in (1, 2, 3)]


@pytest.fixture
def office(in_alfa: Any, person: Any, client_of: Any) -> Any:  # noqa: F811  the fixture above
    return client_of(in_alfa, person("office", name="Anna Hed"))


@pytest.fixture
def deliver(in_alfa: Any) -> Any:
    """Run what the worker runs."""
    from notices.tasks import deliver_waiting

    return lambda: deliver_waiting.run("notices")
