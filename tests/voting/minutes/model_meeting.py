"""The model meeting played in this process: the story's own words and acts, its doors without a network.

Registrations, presence and ballots are written in bulk; everything that office, chair and delegates do goes
through the doors, as the story does it. The clock is the afternoon's.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from rest_framework.test import APIClient

from config import demo, iec
from config.stories import afternoon, afterwards, beforehand
from config.stories.client import Refusal

OPENED = datetime(2016, 10, 11, 12, 47, tzinfo=iec.STOCKHOLM)
CLOSED = datetime(2016, 10, 11, 14, 58, tzinfo=iec.STOCKHOLM)
TIMES = {
    ("meetings", "open"): OPENED,
    ("meetings", "close"): CLOSED,
    ("board-meetings", "open"): OPENED.replace(hour=15, minute=10),
    ("board-meetings", "close"): OPENED.replace(hour=15, minute=32),
}
STEP = timedelta(seconds=7)


class Clock:
    """A clock that the afternoon moves."""

    def __init__(self) -> None:
        self.at = OPENED - timedelta(hours=1)

    def now(self) -> datetime:
        return self.at


class Inside:
    """Somebody with a client in this process; speaks as the story's ``Person``."""

    def __init__(self, client: APIClient, clock: Clock, name: str, email: str) -> None:
        self.client, self.clock, self.name, self.email = client, clock, name, email

    def ask(self, method: str, path: str, json: Any = None, **more: Any) -> Any:
        self.clock.at += STEP
        if method == "POST" and path.count("/") == 4:
            self.clock.at = TIMES.get(tuple(path.split("/")[2::2]), self.clock.at)
        tenant = connection.tenant
        try:
            if method == "GET":
                answer = self.client.get(path, more.get("params"))
            elif files := more.get("files"):
                sent = {field: SimpleUploadedFile(*file) for field, file in files.items()}
                answer = self.client.post(path, sent, format="multipart")
            else:
                answer = getattr(self.client, method.lower())(path, json or {}, format="json")
        finally:
            connection.set_tenant(tenant)
        if answer.status_code >= 400:
            message = f"{self.name}: {method} {path} → {answer.status_code} {answer.content[:600]!r}"
            raise Refusal(message)
        return answer.json() if answer.content else None


class InsideHall:
    """Everybody who may vote: ballots through the action, motions through a client."""

    def __init__(self, people: Any, entitled: list[tuple[str, Any]], clock: Clock) -> None:
        self.people, self.entitled, self.clock = people, entitled, clock

    def named(self, name: str) -> Inside:
        email = next(r["e-post"] for r in iec.registrations() if r["ombud"] == name)
        return self.people((name, email))

    def vote(self, poll: str, votes: Mapping[str, int], *, fixed: Mapping[str, str]) -> list[dict[str, Any]]:
        """All at once, in one statement; the database's own guards look at every ballot."""
        from voting.polls.models import Ballot, Poll
        from voting.register.models import Entry

        left = dict(votes)
        for choice in fixed.values():
            left[choice] -= 1
        rest = iter([choice for choice, n in left.items() for _ in range(n)])
        row = Poll.objects.get(pk=poll)
        entries = dict(Entry.objects.filter(register=row.register_id).values_list("delegate", "pk"))
        cast = [(entries[voter], fixed.get(email) or next(rest, None)) for email, voter in self.entitled]
        ballots = Ballot.objects.bulk_create(
            Ballot(
                poll=row, entry_id=entry, number=1, choice=choice, key=uuid.uuid4(),
                receipt=uuid.uuid4().hex[:12], cast_at=self.clock.now(),
            )
            for entry, choice in cast
            if choice is not None
        )  # fmt: skip
        return [{"receipt": ballot.receipt} for ballot in ballots]

    def load(self) -> dict[str, Any]:
        return {}


class Day(afternoon.Afternoon):
    """The story's afternoon without its server."""

    def __init__(self, clients: Any, clock: Clock) -> None:
        super().__init__("http://localhost", "http://localhost")
        self._clients, self._clock, self._signed = clients, clock, {}

    def signed_in(self, who: tuple[str, str]) -> Any:
        if who not in self._signed:
            self._signed[who] = Inside(self._clients(*who), self._clock, *who)
        return self._signed[who]


@dataclass
class Played:
    """The meeting's id, the minutes as the API gives them, and everything the story counted."""

    meeting: uuid.UUID
    minutes: dict[str, Any]
    board: dict[str, Any]
    figures: dict[str, Any]


def play(clients: Any, clock: Clock) -> Played:
    """Play it inside the network; ``clients(name, email)`` signs somebody in."""
    day = Day(clients, clock)
    with redirect_stdout(io.StringIO()):  # the story's diary is not ours
        demo._members("network_250.csv", iec.network_csv())
        office = day.signed_in(iec.OFFICE)
        beforehand.convene(day, office)
        beforehand.appoint(day, office)
        day.members = beforehand.all_members(office)
        afternoon.hold(day, _come(day, clock))
    minutes = day.signed_in(iec.SECRETARY).ask("GET", f"{day.meeting}/minutes")
    elected = iec.board()["chair_election"]["elected"]
    email = next(row["e-post"] for row in iec.registrations() if row["ombud"] == elected)
    chair = day.signed_in((elected, email))
    board = chair.ask("GET", f"{afterwards.hold_board_meeting(chair)['meeting']}/minutes")
    return Played(uuid.UUID(day.meeting.rsplit("/", 1)[1]), minutes, board, day.figures)


def _come(day: Day, clock: Clock) -> InsideHall:
    """117 are registered, 105 have come: written in bulk, as a meeting's tables are by then."""
    from accounts.models import RoleGrant, User
    from tenants.members.models import Member
    from voting.meetings.models import CheckIn, Registration

    meeting = uuid.UUID(day.meeting.rsplit("/", 1)[1])
    rows, at = iec.registrations(), clock.now()
    known = set(User.objects.values_list("email", flat=True))
    User.objects.bulk_create(
        User(email=r["e-post"], name=r["ombud"], created_at=at) for r in rows if r["e-post"] not in known
    )
    users = {user.email: user for user in User.objects.all()}
    members = {m.number: m for m in Member.objects.all()}
    delegates = [users[r["e-post"]] for r in rows]
    RoleGrant.objects.bulk_create(
        (RoleGrant(user=user, role="delegate", granted_at=at) for user in delegates), ignore_conflicts=True
    )
    made = Registration.objects.bulk_create(
        Registration(
            meeting_id=meeting, member=members[r["medlemsnr"]], delegate=users[r["e-post"]],
            venue_id=day.venues[iec.VENUE_IN_FILE[r["plats"]]], registered_at=at, changed_at=at,
        )
        for r in rows
    )  # fmt: skip
    came = [(r, one) for r, one in zip(rows, made, strict=True) if r["incheckad"] == "ja"]
    CheckIn.objects.bulk_create(
        CheckIn(registration=one, venue_id=one.venue_id, at=at, person_id=one.delegate_id) for _, one in came
    )
    return InsideHall(day.signed_in, [(r["e-post"], one.delegate_id) for r, one in came], clock)
