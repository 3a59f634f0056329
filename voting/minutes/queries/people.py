"""Who had a task at the meeting, and who sat at the board's table."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from accounts.models import RoleGrant
from kernel.permissions import Role
from tenants.decisions.enums import EffectKind
from tenants.decisions.models import Effect
from voting.meetings import queries as meetings
from voting.meetings.models import Meeting, Registration, Seat
from voting.minutes.queries.told import Told
from voting.minutes.rules import facts

POSTS = {
    "chair": "meeting_chair", "secretary": "meeting_secretary", "adjuster": "adjuster",
    "remote_teller": "remote_teller", "teller": "teller",
}  # fmt: skip
BOARD_TASKS = {
    "secretary": re.compile(r"välja (?P<name>[^,\n]+?) till sekreterare för mötet", re.IGNORECASE),
    "adjuster": re.compile(r"välja (?P<name>[^,\n]+?) att jämte ordföranden justera", re.IGNORECASE),
}
FOUNDING = "det konstituerande mötet"
KINDS = {"constituting": FOUNDING, "annual": "årsmötet", "extra": "det extra mötet"}


class People:
    """The meeting's officers: those it elected, else those who were given the task beforehand."""

    def __init__(self, meeting: Meeting, told: Told, entitled: set[str] | None) -> None:
        """Registrations and grants are read once."""
        self.told, self.entitled = told, entitled
        found = list(meeting.registrations.select_related("member", "delegate", "venue"))
        self.by_mail = {r.delegate.email: r for r in found}
        self.by_name = {r.delegate.name: r for r in found}
        self.remote = {venue.name for venue in meeting.venues.all() if venue.kind == "remote"}
        self.grants = list(RoleGrant.objects.select_related("user").order_by("granted_at", "pk"))

    def chair(self) -> facts.PersonFacts | None:
        """Who led the meeting."""
        return next(iter(self._elected("chair") or self._granted(Role.CHAIR)), None)

    def secretary(self) -> facts.PersonFacts | None:
        """Who kept the record."""
        return next(iter(self._elected("secretary") or self._granted(Role.SECRETARY)), None)

    def adjusters(self) -> tuple[facts.PersonFacts, ...]:
        """Who sign beside the chair: elected for it, or the halls' tellers."""
        elected = self._elected("adjuster")
        if elected:
            return elected
        granted = self._granted(Role.ADJUSTER)
        return granted or tuple(t for t in self._granted(Role.TELLER) if t.venue not in self.remote)

    def remote_tellers(self) -> tuple[facts.PersonFacts, ...]:
        """Who count for those from afar."""
        elected = self._elected("remote_teller")
        return elected or tuple(t for t in self._granted(Role.TELLER) if t.venue in self.remote)

    def _elected(self, task: str) -> tuple[facts.PersonFacts, ...]:
        found = []
        for rows in self.told.elections.values():
            for entry in rows.values():
                one: dict[str, Any] = entry.body["election"]
                if one["post"] == POSTS[task] and not one["cancelled_at"]:
                    found += [self._person(r["name"], r["place"], (entry.pk,)) for r in one["elected"]]
        return tuple(found)

    def _granted(self, role: Role) -> tuple[facts.PersonFacts, ...]:
        users = [grant.user for grant in self.grants if grant.role == role.value]
        return tuple(self._person(user.name, "", (), self.by_mail.get(user.email)) for user in users)

    def _person(
        self, name: str, place: str, events: facts.Events, registration: Registration | None = None
    ) -> facts.PersonFacts:
        found = registration or self.by_name.get(name)
        return facts.PersonFacts(
            name=name,
            member=found.member.name if found else "",
            venue=found.venue.name if found else place,
            is_entitled=name in self.entitled if self.entitled else None,
            events=events,
        )


def board_facts(meeting: Meeting) -> facts.BoardFacts:
    """The table as it was: who took part, where, and under which § they had been elected."""
    seats = list(meeting.seats.select_related("venue"))
    quorum = meetings.quorum(meeting)
    lots, minutes = _elections_of(seats)
    return facts.BoardFacts(
        seats=tuple(_seat(seat, meeting, lots) for seat in seats),
        quorum_source=quorum.source_sv if quorum else "",
        needed=quorum.needed if quorum else 0,
        elected_by=_minutes_of(minutes, meeting),
    )


def board_officers(
    board: facts.BoardFacts, told: Told
) -> tuple[facts.PersonFacts | None, facts.PersonFacts | None, tuple[facts.PersonFacts, ...]]:
    """Chair, secretary and adjusters: elected at the table, or as the recorded words say."""
    chair = next((s for s in board.seats if s.post == "board_chair"), None)
    words = [
        (entry.body["decision"]["text_sv"], entry.pk) for rows in told.decisions.values() for entry in rows
    ]
    found: dict[str, list[facts.PersonFacts]] = {"secretary": [], "adjuster": []}
    for rows in told.elections.values():
        for entry in rows.values():
            one = entry.body["election"]
            for task, post in (("secretary", "meeting_secretary"), ("adjuster", "adjuster")):
                if one["post"] == post and not one["cancelled_at"]:
                    found[task] += [facts.PersonFacts(r["name"], events=(entry.pk,)) for r in one["elected"]]
    for task, pattern in BOARD_TASKS.items():
        if not found[task]:
            found[task] = [
                facts.PersonFacts(hit["name"].strip(), events=(pk,))
                for text, pk in words
                if (hit := pattern.search(text)) and not hit["name"].startswith("_")
            ]
    return (
        facts.PersonFacts(chair.name) if chair else None,
        next(iter(found["secretary"]), None),
        tuple(found["adjuster"]),
    )


def _seat(seat: Seat, meeting: Meeting, lots: set[tuple[UUID | None, str]]) -> facts.SeatFacts:
    by_lot = seat.by_lot or (None, seat.name) in lots
    elected = f"§ {seat.elected_item}{', efter lottning' if by_lot else ''}" if seat.elected_item else ""
    opened = meeting.opened_at
    late = seat.came_at if seat.came_at and opened and seat.came_at > opened else None
    return facts.SeatFacts(
        name=seat.name, post=seat.post, organisation=seat.organisation,
        venue=seat.venue.name if seat.venue else "", elected=elected, until=seat.until_sv,
        here=seat.came_at is not None, came_late=late, left=seat.left_at,
    )  # fmt: skip


def _elections_of(seats: list[Seat]) -> tuple[set[tuple[UUID | None, str]], list[UUID]]:
    """Who was elected by lot, and by which meetings those at the table were elected."""
    names = {seat.name for seat in seats}
    lots: set[tuple[UUID | None, str]] = set()
    minutes: list[UUID] = []
    elected = Effect.objects.filter(kind=EffectKind.ELECTED, undone_at=None, decision__retracted_at=None)
    for effect in elected.select_related("decision").order_by("-at", "-pk"):
        if not str(effect.body.get("post", "")).startswith("board"):
            continue
        for person in effect.body.get("people", ()):
            if person["name"] in names:
                if person.get("by_lot"):
                    lots.add((None, person["name"]))
                minutes.append(effect.decision.meeting)
    return lots, list(dict.fromkeys(minutes))


def _minutes_of(found: list[UUID], meeting: Meeting) -> str:
    """``det konstituerande mötet samma dag``; nothing when the §§ are of several minutes."""
    if len(found) != 1:
        return ""
    elected = Meeting.objects.filter(pk=found[0]).first()
    if elected is None or elected.kind not in KINDS:
        return ""
    same = elected.starts_at.date() == meeting.starts_at.date()
    when = " samma dag" if same else f" den {elected.starts_at:%Y-%m-%d}"
    return f"{KINDS[elected.kind]}{when}"
