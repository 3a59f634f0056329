"""What a poll's shape needs beside its row: who has voted where, what tellers wrote, what time is left.

One statement each for however many polls, never one a poll. Never a choice, but the chair's own on a tie.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.models import RoleGrant
from kernel.permissions import Role
from voting.ballotbox import queries as boxes
from voting.polls.enums import PollState, Secrecy
from voting.polls.models import HandCount, Poll
from voting.polls.rules import Counted

TURNOUT = """
SELECT p.id, v.id, v.name, sum(e.weight) FILTER (WHERE b.id IS NOT NULL), sum(e.weight)
FROM polls_poll p
JOIN register_entry e ON e.register_id = p.register_id
JOIN meetings_venue v ON v.id = e.venue_id
LEFT JOIN polls_ballot b ON b.poll_id = p.id AND b.entry_id = e.id AND b.number = 1
WHERE p.id = ANY(%s)
GROUP BY p.id, v.id ORDER BY p.id, v."order"
"""
LEFT = """
SELECT id, greatest(0, ceil(extract(epoch FROM deadline - coalesce(paused_clock, clock_timestamp()))))
FROM polls_poll WHERE id = ANY(%s) AND deadline IS NOT NULL
"""
OF_THE_CHAIR = """
SELECT DISTINCT ON (b.poll_id, e.delegate_id) b.poll_id, e.delegate_id, b.choice
FROM polls_ballot b JOIN register_entry e ON e.id = b.entry_id
WHERE b.poll_id = ANY(%s) AND e.delegate_id = ANY(%s) AND e.hold = 1
ORDER BY b.poll_id, e.delegate_id, b.number DESC
"""


@dataclass
class Facts:
    """One poll now. ``votes``: venue → its votes in the frozen register; ``seal``: a secret vote's hashes."""

    turnout: dict[str, Any] | None = None
    votes: dict[str, int] = field(default_factory=dict)
    sheets: dict[str, list[Counted]] = field(default_factory=lambda: defaultdict(list))
    seconds_left: int | None = None
    chair_choice: str | None = None
    seal: dict[str, str] | None = None


def facts_of(polls: Iterable[Poll]) -> dict[UUID, Facts]:
    """The facts of each poll."""
    polls = list(polls)
    found = {poll.pk: Facts() for poll in polls}
    opened = [poll for poll in polls if poll.register_id is not None]
    _turnouts(opened, found)
    by_hand = [poll.pk for poll in opened if "hands" in poll.channels.values()]
    if by_hand:
        for sheet in HandCount.objects.filter(poll__in=by_hand):
            counted = Counted(sheet.teller, sheet.teller_name, sheet.counts, sheet.at)
            found[sheet.poll_id].sheets[str(sheet.venue_id)].append(counted)
    timed = [p.pk for p in opened if p.deadline and p.state in {PollState.OPEN, PollState.PAUSED}]
    for poll_id, seconds in _rows(LEFT, timed):
        found[poll_id].seconds_left = int(seconds)
    tied = [p for p in opened if p.state == PollState.CLOSED and p.result and p.result["outcome"] == "tied"]
    for poll_id, choice in chair_choices([p.pk for p in tied]).items():
        found[poll_id].chair_choice = choice
    return found


def turnouts(polls: Iterable[Poll]) -> dict[UUID, dict[str, Any]]:
    """How many have voted in each opened poll, per venue; never how. One statement."""
    opened = [poll for poll in polls if poll.register_id is not None]
    found = {poll.pk: Facts() for poll in opened}
    _turnouts(opened, found)
    return {pk: facts.turnout for pk, facts in found.items() if facts.turnout is not None}


def chair_choices(polls: Sequence[UUID], *, first: UUID | None = None) -> dict[UUID, str]:
    """What the meeting's chair wrote on her own ballot in each of these polls, where she has one.

    ``first``: whose ballot it is when several people lead the meeting; otherwise the one named last.
    """
    if not polls:
        return {}
    grants = RoleGrant.objects.filter(role=Role.CHAIR.value).order_by("-granted_at", "-pk")
    chairs = [pk for pk in grants.values_list("user_id", flat=True) if pk is not None]
    if first in chairs:
        chairs = [first]
    if not chairs:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(OF_THE_CHAIR, [list(polls), chairs])
        rows = cursor.fetchall()
    found: dict[UUID, str] = {}
    for poll_id, chair, choice in sorted(rows, key=lambda row: -chairs.index(row[1])):
        del chair
        found[poll_id] = choice
    return found


def _turnouts(opened: Sequence[Poll], found: dict[UUID, Facts]) -> None:
    for poll in opened:
        found[poll.pk].turnout = {"poll": str(poll.pk), "cast": 0, "register": 0, "per_venue": [], "head": ""}
    hands = {poll.pk: poll.hands for poll in opened}
    for poll_id, seal in boxes.seals(p.pk for p in opened if p.secrecy == Secrecy.SECRET).items():
        turnout = found[poll_id].turnout
        assert turnout is not None
        found[poll_id].seal, turnout["head"] = seal, seal["head"]
    for poll_id, venue, name, cast, register in _rows(TURNOUT, list(hands)):
        turnout = found[poll_id].turnout
        assert turnout is not None
        by_hand = hands[poll_id].get(str(venue), {}).get("total", 0)
        row = {"name": name, "cast": (cast or 0) + by_hand, "register": register}
        turnout["per_venue"].append(row)
        turnout["cast"] += row["cast"]
        turnout["register"] += register
        found[poll_id].votes[str(venue)] = register


def _rows(statement: str, polls: Sequence[UUID]) -> list[tuple[Any, ...]]:
    if not polls:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(polls)])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
