"""What streams read: plain async SQL on connections of their own, by the schema's full name.

No search path, no ContextVar, no ORM: a stream's coroutine has neither a request nor a thread of its own,
so every statement names the association's schema itself. Table names come from the models, so that a
renamed table is not missed here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.sessions.models import Session
from psycopg import AsyncConnection, sql

from accounts.models import RoleGrant, User
from journal.models import Entry
from journal.queries import REACH

_COLUMNS = sql.SQL("id, kind, audience, at, by_name, subject, body, hash")


class Badge(NamedTuple):
    """Who a stream belongs to: the person, the sign-in it came with, and the person's own stamp.

    The stamp is ``User.session_key``: a new one signs its owner out everywhere.
    """

    user: UUID
    session: str
    stamp: str


@dataclass(frozen=True)
class Meetings:
    """What streams must know of meetings; config supplies it, since this room lies below them.

    ``is_here`` and ``of_projector`` run in a thread inside the association; ``turnouts`` gets a connection
    of the streams and the schema, and gives the turnout of every open poll as JSON by its meeting.
    """

    is_here: Callable[[UUID], bool]
    of_projector: Callable[[str], UUID | None]
    turnouts: Callable[[AsyncConnection, str], Awaitable[dict[UUID, dict[str, Any]]]]


async def newest(connection: AsyncConnection, schema: str, *, count: int) -> list[Entry]:
    """The last entries of the association's record, oldest first."""
    rows = await _entries(
        connection, schema, sql.SQL("ORDER BY id DESC LIMIT {}").format(sql.Literal(count)), {}
    )
    return rows[::-1]


async def later_than(connection: AsyncConnection, schema: str, *, last: int, limit: int) -> list[Entry]:
    """Everything the association has recorded after ``last``, in order: the one query of a wake."""
    where = sql.SQL("WHERE id > %(last)s ORDER BY id LIMIT %(limit)s")
    return await _entries(connection, schema, where, {"last": last, "limit": limit})


async def missed(
    connection: AsyncConnection, schema: str, *, subject: UUID, reach: str, after: int, until: int, limit: int
) -> list[Entry]:
    """What a reader of this reach missed of a meeting between two ids, in order."""
    where = sql.SQL(
        "WHERE subject = %(subject)s AND id > %(after)s AND id <= %(until)s "
        "AND audience = ANY(%(audiences)s) ORDER BY id LIMIT %(limit)s"
    )
    values = {"subject": subject, "after": after, "until": until, "limit": limit}
    return await _entries(connection, schema, where, {**values, "audiences": list(REACH[reach])})


async def roles_of(
    connection: AsyncConnection, schema: str, badges: Iterable[Badge]
) -> dict[Badge, frozenset[str]]:
    """The roles behind each badge that is still good: one query for all of them.

    A badge whose person was signed out, made inactive or has no role left is not in the answer.
    """
    wanted: Sequence[Badge] = list(dict.fromkeys(badges))
    query = sql.SQL(
        "SELECT b.no, array_agg(g.role) "
        "FROM unnest(%(users)s::uuid[], %(sessions)s::text[], %(stamps)s::text[]) "
        "  WITH ORDINALITY AS b(user_id, session, stamp, no) "
        "JOIN {user} u ON u.id = b.user_id AND u.session_key = b.stamp AND u.is_active "
        "JOIN {session} s ON s.session_key = b.session AND s.expire_date > now() "
        "JOIN {grant} g ON g.user_id = u.id GROUP BY b.no"
    ).format(user=table(schema, User), session=table(schema, Session), grant=table(schema, RoleGrant))
    values = {
        "users": [b.user for b in wanted],
        "sessions": [b.session for b in wanted],
        "stamps": [b.stamp for b in wanted],
    }
    cursor = await connection.execute(query, values)
    return {wanted[number - 1]: frozenset(roles) for number, roles in await cursor.fetchall()}


def table(schema: str, model: Any) -> sql.Identifier:  # noqa: ANN401  any model class
    """A model's table with its schema, quoted."""
    return sql.Identifier(schema, model._meta.db_table)  # noqa: SLF001  Django's documented way to a table's name


async def _entries(
    connection: AsyncConnection, schema: str, rest: sql.Composable, values: dict[str, Any]
) -> list[Entry]:
    query = sql.SQL("SELECT {} FROM {} {}").format(_COLUMNS, table(schema, Entry), rest)
    cursor = await connection.execute(query, values)
    return [
        Entry(
            id=number, kind=kind, audience=audience, at=at.astimezone(UTC),
            by_name=by_name, subject=subject, body=body, hash=own,
        )
        for number, kind, audience, at, by_name, subject, body, own in await cursor.fetchall()
    ]  # fmt: skip
