"""What the officers' tables see: who has not voted, whose name is next, how the places are heard."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kernel.errors import Missing
from voting.polls.enums import VenueChannel
from voting.polls.models import Poll
from voting.polls.queries.polls import poll_of

MINUTES_LOST = 15
"""Rules of procedure item 13: after this long the meeting tries whether to adjourn."""

REGISTER = """
SELECT r.id, m.id, m.number, m.name, u.name, v.id, v.name, newest.channel
FROM register_entry e
JOIN members_member m ON m.id = e.member_id
JOIN accounts_user u ON u.id = e.delegate_id
JOIN meetings_venue v ON v.id = e.venue_id
LEFT JOIN meetings_registration r ON r.meeting_id = %(meeting)s AND r.member_id = e.member_id
LEFT JOIN LATERAL (
  SELECT b.channel FROM polls_ballot b
  WHERE b.poll_id = %(poll)s AND b.entry_id = e.id ORDER BY b.number DESC LIMIT 1
) newest ON true
WHERE e.register_id = %(register)s ORDER BY m.sort_name, m.number
"""
HEARD = """
SELECT id, name, lost_at, extract(epoch FROM clock_timestamp() - seen_at)
FROM meetings_venue WHERE meeting_id = %s ORDER BY "order"
"""


def turnout_by_name(poll_id: UUID) -> dict[str, Any]:
    """Who has not voted, place by place; never how anybody did. A place with hands shows numbers only."""
    poll = poll_of(poll_id)
    places: dict[str, dict[str, Any]] = {}
    for row in _register(poll):
        channel = poll.channels.get(row["venue_id"], VenueChannel.PHONES.value)
        place = places.setdefault(
            row["venue_id"],
            {"venue": row["venue_id"], "name": row["venue"], "channel": channel, "cast": 0, "register": 0,
             "missing": []},
        )  # fmt: skip
        place["register"] += 1
        if row["channel"] is not None:
            place["cast"] += 1
        elif channel != VenueChannel.HANDS:
            place["missing"].append(_person(row))
    for venue, agreed in poll.hands.items():
        if venue in places:
            places[venue]["cast"] = agreed["total"]
    rows = list(places.values())
    return {
        "poll": str(poll.pk),
        "cast": sum(place["cast"] for place in rows),
        "register": sum(place["register"] for place in rows),
        "per_venue": rows,
    }


def roll_call(poll_id: UUID) -> dict[str, Any]:
    """The register in its order with who has answered, and whose name is called next."""
    poll = poll_of(poll_id)
    entries = [
        {"no": no, **_person(row), "venue": row["venue"], "has_voted": row["channel"] is not None,
         "channel": row["channel"]}
        for no, row in enumerate(_register(poll), 1)
    ]  # fmt: skip
    left = [entry for entry in entries if not entry["has_voted"]]
    return {
        "poll": str(poll.pk),
        "next": left[0] if left else None,
        "then": left[1] if len(left) > 1 else None,
        "left": len(left),
        "entries": entries,
    }


def watch(meeting_id: UUID, venue_id: UUID, *, at: datetime) -> dict[str, Any]:
    """How every place is heard, by the database's clock; and whether one has been lost for too long."""
    with connection.cursor() as cursor:
        cursor.execute(HEARD, [meeting_id])
        rows = cursor.fetchall()
    if not any(row[0] == venue_id for row in rows):
        raise Missing
    places = []
    for venue, name, lost_at, silent in rows:
        minutes = int((at - lost_at).total_seconds() // 60) if lost_at else 0
        too_long = {
            "code": "voting.polls.obstacle_venue_lost_long",
            "params": {"venue": name, "minutes": minutes},
        }
        places.append(
            {
                "venue": str(venue),
                "name": name,
                "state": "lost" if lost_at else "here" if silent is not None else "unheard",
                "silent_seconds": int(silent) if silent is not None else None,
                "lost_at": lost_at.isoformat() if lost_at else None,
                "advice": [too_long] if lost_at and minutes >= MINUTES_LOST else [],
            }
        )
    return {"venue": str(venue_id), "venues": places}


def _register(poll: Poll) -> list[dict[str, Any]]:
    if poll.register_id is None:
        return []
    names = ("registration", "member_id", "number", "member", "delegate", "venue_id", "venue", "channel")
    with connection.cursor() as cursor:
        values = {"meeting": poll.meeting_id, "poll": poll.pk, "register": poll.register_id}
        cursor.execute(REGISTER, values)
        return [{**dict(zip(names, row, strict=True)), "venue_id": str(row[5])} for row in cursor.fetchall()]


def _person(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "registration": str(row["registration"]) if row["registration"] else None,
        "member_id": str(row["member_id"]),
        "number": row["number"],
        "member": row["member"],
        "delegate": row["delegate"],
    }
