"""The stream process: uvicorn enters here. Here live learns what voting knows of meetings and turnout."""

from __future__ import annotations

import os
from typing import Any
from uuid import UUID

import django
from psycopg import AsyncConnection, sql

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("STADGA_PROCESS", "stadga-live")
django.setup()

from config import env  # noqa: E402  Django must be set up before models are imported
from live.api import Limits, Live  # noqa: E402
from live.queries import Meetings, table  # noqa: E402
from voting.ballotbox.models import Box  # noqa: E402
from voting.meetings.models import Meeting, Venue  # noqa: E402
from voting.polls.models import Ballot, Poll  # noqa: E402
from voting.register.models import Entry  # noqa: E402


def is_here(meeting: UUID) -> bool:
    """Whether the association at work holds this meeting."""
    return Meeting.objects.filter(pk=meeting).exists()


def of_projector(key: str) -> UUID | None:
    """The meeting that this projector's address shows."""
    return Meeting.objects.filter(projector_key=key).values_list("pk", flat=True).first()


async def turnouts(connection: AsyncConnection, schema: str) -> dict[UUID, dict[str, Any]]:
    """How many votes have been cast of each open poll's register, per venue: one query, never a choice.

    ``head`` is the last hash of a secret vote's archive, so that the screens show the chain as it grows.

    A vote counts once however often it was changed; hands count once two tellers agree. Plain SQL by the
    schema's full name, because a hub has no thread of its own and so no ORM (see live.queries).
    """
    query = sql.SQL(
        "SELECT p.meeting_id, p.id, v.name, sum(e.weight), "
        "  coalesce(sum(e.weight) FILTER (WHERE EXISTS "
        "    (SELECT FROM {ballot} b WHERE b.poll_id = p.id AND b.entry_id = e.id)), 0) "
        "  + coalesce((p.hands -> v.id::text ->> 'total')::int, 0), coalesce(x.head, '') "
        "FROM {poll} p JOIN {entry} e ON e.register_id = p.register_id JOIN {venue} v ON v.id = e.venue_id "
        "LEFT JOIN {box} x ON x.poll = p.id "
        "WHERE p.state IN ('open', 'paused') GROUP BY p.meeting_id, p.id, v.id, x.poll ORDER BY v.order"
    ).format(
        ballot=table(schema, Ballot),
        poll=table(schema, Poll),
        entry=table(schema, Entry),
        venue=table(schema, Venue),
        box=table(schema, Box),
    )
    found: dict[UUID, dict[str, Any]] = {}
    cursor = await connection.execute(query)
    for meeting, poll, venue, register, cast, head in await cursor.fetchall():
        nothing = {"poll": str(poll), "cast": 0, "register": 0, "per_venue": [], "head": head}
        turnout = found.setdefault(meeting, nothing)
        turnout["cast"] += cast
        turnout["register"] += register
        turnout["per_venue"].append({"name": venue, "cast": cast, "register": register})
    return found


MEETINGS = Meetings(is_here=is_here, of_projector=of_projector, turnouts=turnouts)
application = Live(MEETINGS, Limits(streams=env.number("STADGA_LIVE_STREAMS", Limits.streams)))
