"""One voter in one poll: whether they are in its register, and the ballot that counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kernel.errors import Missing, Obstacle
from voting.meetings.models import CheckIn
from voting.polls.models import Poll

CHANNEL = "own_phone"
REGISTER_CLOSES = "mötesordningen (bilaga\u00a01) punkt\u00a03"
"""A vote that was opened ends on the register it was opened with."""

NEWEST = """
SELECT e.id, m.name, v.name, b.number, b.choice, b.receipt, b.cast_at
FROM polls_poll p
JOIN register_entry e ON e.register_id = p.register_id AND e.delegate_id = %s
JOIN members_member m ON m.id = e.member_id
JOIN meetings_venue v ON v.id = e.venue_id
LEFT JOIN polls_ballot b ON b.poll_id = p.id AND b.entry_id = e.id
WHERE p.id = %s ORDER BY b.number DESC LIMIT 1
"""


STANDING = """
SELECT p.state, p.kind, p.closed_at, e.id, m.name, v.name, newest.choice, newest.receipt,
  same.number, same.choice, same.receipt, same.cast_at
FROM polls_poll p
LEFT JOIN register_entry e ON e.register_id = p.register_id AND e.delegate_id = %(voter)s
LEFT JOIN members_member m ON m.id = e.member_id
LEFT JOIN meetings_venue v ON v.id = e.venue_id
LEFT JOIN LATERAL (
  SELECT b.choice, b.receipt FROM polls_ballot b
  WHERE b.poll_id = p.id AND b.entry_id = e.id ORDER BY b.number DESC LIMIT 1
) newest ON true
LEFT JOIN polls_ballot same ON same.poll_id = p.id AND same.entry_id = e.id AND same.key = %(key)s
WHERE p.id = %(poll)s
"""


@dataclass(frozen=True)
class Voter:
    """Somebody in a poll's frozen register, with the receipt of the ballot that counts."""

    entry: int
    member: str
    venue: str
    receipt: dict[str, Any] | None


@dataclass(frozen=True)
class Standing:
    """A poll as one request finds it: its state, the ballot that counts, and this very request's own."""

    state: str
    kind: str
    closed_at: datetime | None
    in_register: bool
    newest_choice: str | None
    newest_receipt: str | None
    same: dict[str, Any] | None


def voter_in(poll_id: UUID, user_id: UUID) -> Voter | None:
    """The voter, or None for somebody outside this poll's register."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, [user_id, poll_id])
        row = cursor.fetchone()
    if row is None:
        return None
    entry, member, venue, number, choice, receipt, cast_at = row
    mine = None
    if number is not None:
        mine = receipt_shape(
            poll_id=poll_id, receipt=receipt, number=number, choice=choice, cast_at=cast_at.isoformat(),
            member=member, venue=venue, repeated=True,
        )  # fmt: skip
    return Voter(entry=entry, member=member, venue=venue, receipt=mine)


def standing(poll_id: UUID, user_id: UUID, key: UUID) -> Standing:
    """Everything that decides about one request, in one statement. Missing for a poll that is not here."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, {"poll": poll_id, "voter": user_id, "key": key})
        row = cursor.fetchone()
    if row is None:
        raise Missing
    state, kind, closed_at, entry, member, venue, newest_choice, newest_receipt, *own = row
    number, choice, receipt, cast_at = own
    same = None
    if number is not None:
        same = receipt_shape(
            poll_id=poll_id, receipt=receipt, number=number, choice=choice, cast_at=cast_at.isoformat(),
            member=member, venue=venue, repeated=True,
        )  # fmt: skip
    return Standing(state, kind, closed_at, entry is not None, newest_choice, newest_receipt, same)


def receipt_shape(
    *,
    poll_id: UUID,
    receipt: str,
    number: int,
    choice: str,
    cast_at: str,
    member: str,
    venue: str,
    repeated: bool,
) -> dict[str, Any]:
    """A receipt as its voter sees it. ``repeated``: this ballot had been received before."""
    return {
        "poll": str(poll_id),
        "receipt": receipt,
        "number": number,
        "choice": choice,
        "cast_at": cast_at,
        "member": member,
        "channel": CHANNEL,
        "venue": venue,
        "repeated": repeated,
    }


def obstacle_outside(poll_id: UUID, user_id: UUID) -> Obstacle:
    """Why somebody is not in the register that the poll was opened on."""
    poll = Poll.objects.only("meeting_id", "opened_at").get(pk=poll_id)
    here = CheckIn.objects.filter(
        registration__meeting_id=poll.meeting_id, registration__delegate_id=user_id, out_at=None
    )
    arrived = here.values_list("at", flat=True).first()
    if arrived is not None and poll.opened_at is not None and arrived > poll.opened_at:
        params = {"time": arrived.isoformat(), "rule": REGISTER_CLOSES, "received": False}
        return Obstacle("voting.polls.obstacle_arrived_after_opening", params)
    return Obstacle("voting.polls.obstacle_not_in_register", {"received": False})
