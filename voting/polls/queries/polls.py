"""Polls as everybody may see them: before the gavel only how many have voted, never how."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from kernel.errors import Missing, Obstacle
from voting.meetings.enums import Duty, ItemState
from voting.meetings.models import Item, Meeting
from voting.polls import rules
from voting.polls.enums import CHOICES, PollState
from voting.polls.models import Poll
from voting.register.models import Register

LABELS = {"yes": "Ja", "no": "Nej", "abstain": "Avstå", "a": "Förslag A", "b": "Förslag B"}
UNDERWAY = (PollState.OPEN, PollState.CLOSED)

TURNOUT = """
SELECT p.id, v.name, sum(e.weight) FILTER (WHERE b.id IS NOT NULL), sum(e.weight)
FROM polls_poll p
JOIN register_entry e ON e.register_id = p.register_id
JOIN meetings_venue v ON v.id = e.venue_id
LEFT JOIN polls_ballot b ON b.poll_id = p.id AND b.entry_id = e.id AND b.number = 1
WHERE p.id = ANY(%s)
GROUP BY p.id, v.id ORDER BY p.id, v."order"
"""


def polls_of(meeting_id: UUID, *, officer: bool) -> QuerySet[Poll]:
    """A meeting's polls in order; prepared ones are the officers' own."""
    polls = Poll.objects.filter(meeting_id=meeting_id).select_related("register")
    return polls if officer else polls.exclude(state=PollState.PREPARED)


def poll_of(poll_id: UUID) -> Poll:
    """The poll, or Missing."""
    poll = Poll.objects.select_related("register").filter(pk=poll_id).first()
    if poll is None:
        raise Missing
    return poll


def visible_poll(poll_id: UUID, *, officer: bool) -> dict[str, Any]:
    """One poll as this kind of reader sees it; what is not for them is not here."""
    poll = poll_of(poll_id)
    if poll.state == PollState.PREPARED and not officer:
        raise Missing
    return poll_shape(poll, meeting_now(poll.meeting_id), turnout=turnout(poll), officer=officer)


def polls_underway(meeting_id: UUID) -> list[Poll]:
    """Polls that are open, or closed and not yet declared."""
    return list(Poll.objects.filter(meeting_id=meeting_id, state__in=UNDERWAY))


def meeting_now(meeting_id: UUID) -> rules.MeetingNow:
    """What the rules need to know of the meeting, in four reads."""
    meeting = Meeting.objects.get(pk=meeting_id)
    duties: dict[str, int] = {}
    current = None
    for item in Item.objects.filter(meeting=meeting).only("no", "duty", "state"):
        if item.duty:
            duties[item.duty] = item.no
        if item.state == ItemState.NOW:
            current = item.no
    open_poll = Poll.objects.filter(meeting=meeting, state=PollState.OPEN).only("id", "question").first()
    return rules.MeetingNow(
        state=meeting.state,
        current_item=current,
        register_approved=Register.objects.filter(meeting=meeting, approved_at__isnull=False).exists(),
        register_item=duties.get(Duty.REGISTER),
        rules_adopted=meeting.rules_adopted_at is not None,
        rules_item=duties.get(Duty.RULES_OF_PROCEDURE),
        open_poll=open_poll.pk if open_poll else None,
        open_question=open_poll.question if open_poll else "",
    )


def turnout(poll: Poll) -> dict[str, Any] | None:
    """How many have voted, per venue; None before the opening."""
    return turnouts([poll]).get(poll.pk)


def turnouts(polls: Iterable[Poll]) -> dict[UUID, dict[str, Any]]:
    """The same for several polls, in one statement."""
    opened = [poll.pk for poll in polls if poll.register_id is not None]
    found: dict[UUID, dict[str, Any]] = {
        pk: {"poll": str(pk), "cast": 0, "register": 0, "per_venue": []} for pk in opened
    }
    if not opened:
        return found
    with connection.cursor() as cursor:
        cursor.execute(TURNOUT, [opened])
        for poll_id, venue, cast, register in cursor.fetchall():
            row = {"name": venue, "cast": cast or 0, "register": register}
            found[poll_id]["per_venue"].append(row)
            found[poll_id]["cast"] += row["cast"]
            found[poll_id]["register"] += register
    return found


def poll_shape(
    poll: Poll, now: rules.MeetingNow, *, turnout: dict[str, Any] | None, officer: bool
) -> dict[str, Any]:
    """The whole poll as plain JSON: the ballot, the rule in words, the course, and what is in the way.

    The result is there for everybody once declared, and for officers once counted; never before.
    """
    return {
        "id": str(poll.pk),
        "meeting_id": str(poll.meeting_id),
        "item_no": poll.item_no,
        "no": poll.no,
        "kind": poll.kind,
        "question": poll.question,
        "detail": poll.detail,
        "clause": poll.clause,
        "recommendation": poll.recommendation or None,
        "mover": poll.mover or None,
        "options": options(poll),
        "rule": rules.rule_shape(poll.kind, poll.rule),
        "state": str(poll.state),
        "opened_at": _iso(poll.opened_at),
        "closed_at": _iso(poll.closed_at),
        "declared_at": _iso(poll.declared_at),
        "register_total": poll.register.total if poll.register else None,
        "turnout": turnout,
        "result": _result(poll, officer=officer),
        "may": {
            "open": _json(rules.obstacles_to_opening(poll, now)),
            "close": _json(rules.obstacles_to_closing(poll)),
            "declare": _json(rules.obstacles_to_declaring(poll)),
        },
    }


def options(poll: Poll) -> list[dict[str, str]]:
    """What can be chosen, in order, with the words of this poll or the usual ones."""
    found = []
    for value in CHOICES[poll.kind]:
        own = poll.labels.get(value, {})
        label = own.get("label") or LABELS[value]
        found.append({"value": value, "label": label, "hint": own.get("hint") or _hint(poll, value)})
    return found


def _hint(poll: Poll, value: str) -> str:
    if value == "abstain":
        return "Räknas inte som avgiven" if poll.rule.get("base") == "cast" else ""
    if value in {"a", "b"}:
        return ""
    base = (poll.clause or {}).get("base")
    if value == "yes":
        return "Bifall: ny text" if base else "Bifall"
    return "Avslag: behåll texten" if base else "Avslag"


def _result(poll: Poll, *, officer: bool) -> dict[str, Any] | None:
    told = poll.state == PollState.DECLARED or (officer and poll.state == PollState.CLOSED)
    if not told or poll.result is None:
        return None
    names = {option["value"]: option["label"] for option in options(poll)}
    outcome = poll.result["outcome"]
    return {**poll.result, "wins": names[outcome] if outcome in {"a", "b"} else None}


def _json(obstacles: Sequence[Obstacle]) -> list[dict[str, Any]]:
    return [obstacle.to_json() for obstacle in obstacles]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
