"""The speakers list as every screen shows it: one order, computed in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from voting.floor import rules
from voting.floor.enums import RequestKind, RequestState
from voting.floor.models import Floor, Line, Request
from voting.meetings.enums import ItemState
from voting.meetings.models import Meeting
from voting.meetings.queries import rules_in_force

HEARD = (RequestState.SPEAKING, RequestState.DONE)


@dataclass(frozen=True)
class Sheet:
    """The floor of a meeting under its present item: everything that the rules and the screens need."""

    meeting: Meeting
    floor: Floor
    item_no: int | None
    line: Line | None
    requests: Sequence[Request]

    @property
    def now(self) -> rules.FloorNow:
        """What stops everybody."""
        closes = self.line.closes_at if self.line else None
        return rules.FloorNow(self.meeting.state, self.item_no, closes)

    @property
    def current(self) -> Request | None:
        """Whoever has the floor, also from an earlier item."""
        return next((r for r in self.requests if r.state == RequestState.SPEAKING), None)

    @property
    def waiting(self) -> list[Request]:
        """The list in order, the next one first."""
        by_id = {str(r.pk): r for r in self.requests if self._here(r) and r.state == RequestState.WAITING}
        asks = [
            rules.Ask(key, r.number, r.kind, who(r), str(r.venue_id), r.place) for key, r in by_id.items()
        ]
        turns = [rules.Turn(who(r), str(r.venue_id)) for r in self.speeches]
        return [by_id[ask.id] for ask in rules.order(asks, turns, self.floor.policy)]

    @property
    def speeches(self) -> list[Request]:
        """The item's speeches from the list that have begun, the earliest first."""
        heard = [r for r in self.requests if self._here(r) and r.kind == RequestKind.SPEECH]
        return sorted((r for r in heard if r.state in HEARD), key=_begun)

    def _here(self, request: Request) -> bool:
        return request.item_no == self.item_no


def sheet(meeting: Meeting) -> Sheet:
    """The floor as it stands, in four reads; a meeting that nobody has spoken at has the usual rules."""
    floor = Floor.objects.filter(pk=meeting.pk).first() or Floor(meeting=meeting)
    item_no = meeting.items.filter(state=ItemState.NOW).values_list("no", flat=True).first()
    line = Line.objects.filter(meeting=meeting, item_no=item_no).first() if item_no is not None else None
    asked = Request.objects.filter(meeting=meeting).filter(
        Q(item_no=item_no) | Q(state=RequestState.SPEAKING.value)
    )
    return Sheet(meeting, floor, item_no, line, list(asked.select_related("venue")))


def floor_shape(meeting: Meeting) -> dict[str, Any]:
    """The floor as plain JSON; events carry the same."""
    return shape(sheet(meeting))


def shape(on: Sheet) -> dict[str, Any]:
    """``version`` tells an older list from a newer; ``turn`` is what the next step must name."""
    floor, current, last = on.floor, on.current, _last(on)
    step = floor.step
    return {
        "meeting": str(on.meeting.pk),
        "item_no": on.item_no,
        "version": floor.version,
        "turn": floor.turn,
        "policy": str(floor.policy),
        "limit_s": floor.limit_s,
        "reply_limit_s": floor.reply_limit_s,
        "max_replies": max_replies(on.meeting),
        "line": {"drawn_at": on.line.drawn_at.isoformat(), "closes_at": on.line.closes_at.isoformat()}
        if on.line
        else None,
        "current": request_shape(current) if current else None,
        "waiting": [request_shape(request) for request in on.waiting],
        "last": request_shape(last) if last else None,
        "spoken": len(on.speeches),
        "undo": {"step": step["n"], "kind": step["kind"]} if step else None,
    }


def request_shape(request: Request) -> dict[str, Any]:
    """One request. The venue's name is in it, so that a screen needs nothing else."""
    return {
        "id": str(request.pk),
        "item_no": request.item_no,
        "number": request.number,
        "kind": str(request.kind),
        "registration": str(request.registration_id) if request.registration_id else None,
        "name": request.name,
        "organisation": request.organisation,
        "venue": str(request.venue_id),
        "venue_name": request.venue.name,
        "motion": str(request.motion) if request.motion else None,
        "mark": request.mark,
        "channel": request.channel,
        "state": str(request.state),
        "asked_at": request.asked_at.isoformat(),
        "started_at": _iso(request.started_at),
        "ended_at": _iso(request.ended_at),
        "limit_s": request.limit_s,
    }


def max_replies(meeting: Meeting) -> int:
    """So many for each person in an exchange: what the rules in force say, or the usual number."""
    settled = rules_in_force(meeting).max_replies
    return rules.MAX_REPLIES if settled is None else settled


def request_of(meeting_id: UUID, request_id: UUID) -> Request | None:
    """The request, if it is this meeting's."""
    return Request.objects.select_related("venue").filter(pk=request_id, meeting=meeting_id).first()


def who(request: Request) -> str:
    """One person is the same person under every item: by registration, a guest by place and name."""
    if request.registration_id:
        return str(request.registration_id)
    return f"{request.venue_id}/{request.name.casefold()}"


def exchange_of(on: Sheet) -> Request | None:
    """The speech that a reply would answer: the one that is held, or the newest one."""
    speeches = on.speeches
    return speeches[-1] if speeches else None


def _last(on: Sheet) -> Request | None:
    done = [r for r in on.requests if r.state == RequestState.DONE]
    return max(done, key=_begun) if done else None


def _begun(request: Request) -> tuple[datetime, int]:
    return (request.started_at or request.asked_at, request.number)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
