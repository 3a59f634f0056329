"""One voter in one poll: whether they are in its register, and the ballot that counts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from kernel.errors import Missing, Obstacle
from voting.meetings.models import CheckIn
from voting.polls.enums import Channel
from voting.polls.models import Poll
from voting.register.models import Conflict, Entry

REGISTER_CLOSES = "mötesordningen (bilaga\u00a01) punkt\u00a03"
"""A vote that was opened ends on the register it was opened with."""

NEWEST = """
SELECT DISTINCT ON (e.hold) e.id, e.hold, e.authority, m.name, v.name, e.venue_id,
  b.number, b.choice, b.receipt, b.cast_at, b.channel
FROM polls_poll p
JOIN register_entry e ON e.register_id = p.register_id AND e.delegate_id = %s
JOIN members_member m ON m.id = e.member_id
JOIN meetings_venue v ON v.id = e.venue_id
LEFT JOIN polls_ballot b ON b.poll_id = p.id AND b.entry_id = e.id
WHERE p.id = %s ORDER BY e.hold, b.number DESC
"""


STANDING = """
SELECT p.state, p.kind, p.secrecy, p.closed_at, p.closes_at, clock_timestamp() > p.deadline, p.pauses,
  e.id, m.name, v.name, p.channels ->> e.venue_id::text,
  newest.choice, newest.receipt, newest.channel,
  same.number, same.choice, same.receipt, same.cast_at, same.channel
FROM polls_poll p
LEFT JOIN register_entry e ON e.register_id = p.register_id AND {by} = %(voter)s
LEFT JOIN members_member m ON m.id = e.member_id
LEFT JOIN meetings_venue v ON v.id = e.venue_id
LEFT JOIN LATERAL (
  SELECT b.choice, b.receipt, b.channel FROM polls_ballot b
  WHERE b.poll_id = p.id AND b.entry_id = e.id ORDER BY b.number DESC LIMIT 1
) newest ON true
LEFT JOIN polls_ballot same ON same.poll_id = p.id AND same.entry_id = e.id AND same.key = %(key)s
WHERE p.id = %(poll)s
"""
BY_DELEGATE = STANDING.format(by="e.hold = %(hold)s AND e.delegate_id")
BY_MEMBER = STANDING.format(by="e.member_id")


@dataclass(frozen=True)
class Voter:
    """One vote that somebody holds in a poll's frozen register, with the receipt of what counts."""

    entry: int
    hold: int
    authority: str
    member: str
    venue: str
    venue_id: str
    receipt: dict[str, Any] | None


@dataclass(frozen=True)
class Standing:
    """A poll as one request finds it: its state, the ballot that counts, and this very request's own."""

    state: str
    kind: str
    secrecy: str
    closed_at: datetime | None
    closes_at: datetime | None
    is_late: bool
    pauses: list[dict[str, Any]]
    in_register: bool
    member: str
    venue: str
    way: str | None
    newest_choice: str | None
    newest_receipt: str | None
    newest_channel: str | None
    same: dict[str, Any] | None


def votes_held(poll_id: UUID, user_id: UUID) -> list[Voter]:
    """The votes that somebody holds in this poll's register: their own member's first, then proxies'."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, [user_id, poll_id])
        rows = cursor.fetchall()
    return [_voter(poll_id, *row) for row in rows]


def voter_in(poll_id: UUID, user_id: UUID) -> Voter | None:
    """The first of them, or None for somebody outside this poll's register."""
    held = votes_held(poll_id, user_id)
    return held[0] if held else None


def entry_of_member(poll: Poll, member_id: UUID) -> int | None:
    """The member's vote in the register that the poll was opened on."""
    return (
        Entry.objects.filter(register=poll.register_id, member=member_id).values_list("pk", flat=True).first()
    )


def _voter(poll_id: UUID, *row: Any) -> Voter:  # noqa: ANN401  a row of NEWEST
    entry, hold, authority, member, venue, venue_id, number, choice, receipt, cast_at, channel = row
    mine = None
    if number is not None:
        mine = receipt_shape(
            poll_id=poll_id, receipt=receipt, number=number, choice=choice, cast_at=cast_at.isoformat(),
            member=member, venue=venue, repeated=True, channel=channel,
        )  # fmt: skip
    return Voter(
        entry=entry, hold=hold, authority=authority, member=member, venue=venue, venue_id=str(venue_id),
        receipt=mine,
    )  # fmt: skip


def standing(poll_id: UUID, voter: UUID, key: UUID, *, hold: int = 1, by_member: bool = False) -> Standing:
    """Everything that decides about one request, in one statement. Missing for a poll that is not here.

    ``voter`` is the delegate, or the member when somebody at the desk enters the ballot.
    """
    with connection.cursor() as cursor:
        statement = BY_MEMBER if by_member else BY_DELEGATE
        cursor.execute(statement, {"poll": poll_id, "voter": voter, "key": key, "hold": hold})
        row = cursor.fetchone()
    if row is None:
        raise Missing
    state, kind, secrecy, closed_at, closes_at, late, pauses, entry, member, venue, way, *rest = row
    newest_choice, newest_receipt, newest_channel, number, choice, receipt, cast_at, channel = rest
    same = None
    if number is not None:
        same = receipt_shape(
            poll_id=poll_id, receipt=receipt, number=number, choice=choice, cast_at=cast_at.isoformat(),
            member=member, venue=venue, repeated=True, channel=channel,
        )  # fmt: skip
    return Standing(
        state=state, kind=kind, secrecy=secrecy, closed_at=closed_at, closes_at=closes_at, is_late=bool(late),
        pauses=_json(pauses), in_register=entry is not None, member=member or "", venue=venue or "",
        way=way, newest_choice=newest_choice, newest_receipt=newest_receipt,
        newest_channel=newest_channel, same=same,
    )  # fmt: skip


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
    channel: str = Channel.OWN_PHONE.value,
) -> dict[str, Any]:
    """A receipt as its voter sees it. ``repeated``: this ballot had been received before."""
    return {
        "poll": str(poll_id),
        "receipt": receipt,
        "number": number,
        "choice": choice,
        "cast_at": cast_at,
        "member": member,
        "channel": str(channel),
        "venue": venue,
        "repeated": repeated,
    }


def obstacle_outside(poll_id: UUID, user_id: UUID) -> Obstacle:
    """Why somebody is not in the register that the poll was opened on."""
    poll = Poll.objects.only("meeting_id", "item_no", "opened_at").get(pk=poll_id)
    mine = Q(person=user_id) | Q(person=None, registration__delegate=user_id)
    here = CheckIn.objects.filter(mine, registration__meeting=poll.meeting_id, out_at=None)
    members = here.values("registration__member")
    conflicts = Conflict.objects.filter(meeting=poll.meeting_id, item_no=poll.item_no, lifted_at=None)
    if conflicts.filter(member__in=members).exists():
        return Obstacle("voting.polls.obstacle_conflict_of_interest", {"received": False})
    arrived = here.values_list("at", flat=True).first()
    if arrived is not None and poll.opened_at is not None and arrived > poll.opened_at:
        params = {"time": arrived.isoformat(), "rule": REGISTER_CLOSES, "received": False}
        return Obstacle("voting.polls.obstacle_arrived_after_opening", params)
    return Obstacle("voting.polls.obstacle_not_in_register", {"received": False})


def _json(value: Any) -> Any:  # noqa: ANN401  the driver gives text where Django asked for it, else the value
    return json.loads(value) if isinstance(value, str) else value
