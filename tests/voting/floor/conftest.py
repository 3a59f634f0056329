"""A debate under item 9: delegates in three places, everybody checked in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from kernel.actor import Actor
from tests.torture.hall import NOW, Hall, fill

CHAIR = Actor(id=None, name="Stina Malm", roles=frozenset({"chair"}))
HOST = Actor(id=None, name="Per Alm", roles=frozenset({"host"}))


@dataclass
class Debate:
    """The hall with everybody registered and here; ``n`` below is the n-th delegate, round the places."""

    hall: Hall
    registrations: list[Any]
    seconds: int = 0

    @property
    def meeting(self) -> UUID:
        return self.hall.meeting

    def later(self, seconds: int = 1) -> Any:
        """The time, which goes on with every call."""
        self.seconds += seconds
        return NOW + timedelta(seconds=self.seconds)

    def by(self, n: int) -> Actor:
        user = self.registrations[n].delegate
        return Actor(id=user.pk, name=user.name, roles=frozenset({"delegate"}))

    def ask(self, n: int, kind: str = "speech", *, key: UUID | None = None) -> Any:
        from voting.floor import actions

        wish = actions.Wish(id=key or uuid4(), kind=kind)
        return actions.ask_for_floor(meeting_id=self.meeting, wish=wish, by=self.by(n), at=self.later())

    def next(self, *, turn: int | None = None) -> dict[str, Any]:
        from voting.floor import actions

        shown = self.floor()["turn"] if turn is None else turn
        return actions.next_speaker(meeting_id=self.meeting, turn=shown, by=CHAIR, at=self.later())

    def call(self, verb: str, by: Actor = CHAIR, **more: Any) -> Any:
        from voting.floor import actions

        return getattr(actions, verb)(meeting_id=self.meeting, by=by, at=self.later(), **more)

    def floor(self) -> dict[str, Any]:
        from voting.floor.queries import floor_shape
        from voting.meetings.models import Meeting

        return floor_shape(Meeting.objects.get(pk=self.meeting))

    def waiting(self) -> list[str]:
        return [one["name"] for one in self.floor()["waiting"]]

    def speaking(self) -> str | None:
        current = self.floor()["current"]
        return current["name"] if current else None


def debate_in(network: Any, *, delegates: int) -> Debate:
    """Call it inside the network."""
    from voting.meetings.models import CheckIn, Registration
    from voting.register.models import Entry

    hall = fill(network, voters=delegates)
    entries = Entry.objects.filter(register=hall.register).order_by("pk")
    made = [
        Registration.objects.create(
            meeting_id=hall.meeting, member=e.member, delegate=e.delegate, venue=e.venue,
            registered_at=NOW, changed_at=NOW,
        )
        for e in entries.select_related("member", "delegate", "venue")
    ]  # fmt: skip
    CheckIn.objects.bulk_create(CheckIn(registration=r, venue=r.venue, at=NOW) for r in made)
    return Debate(hall, made)


@pytest.fixture
def debate(in_alfa):
    """Nine delegates: 0, 3, 6 in Kalmar, 1, 4, 7 in Växjö, 2, 5, 8 from afar."""
    return debate_in(in_alfa, delegates=9)


@pytest.fixture
def facts():
    """facts(): the kinds of everything on the floor that is on record."""
    from journal.models import Entry

    return lambda: list(
        Entry.objects.filter(kind__startswith="voting.floor.").order_by("id").values_list("kind", flat=True)
    )
