"""The twin that must fail: what a ballot box looks like when nobody thought of races.

Its own table in the test's own schema, without unique keys, locks or triggers.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection


def sql(statement: str, *params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


def build() -> None:
    """Call it inside the test's own network."""
    sql("CREATE TABLE naive_poll (id int PRIMARY KEY, state text)")
    sql("CREATE TABLE naive_ballot (poll int, voter uuid, key uuid, choice text)")


def open_poll(poll: int) -> None:
    sql("INSERT INTO naive_poll VALUES (%s, 'open')", poll)


def cast(poll: int, voter: UUID, key: UUID, choice: str) -> bool:
    """Look, then store: True is an acknowledgement."""
    [[state]] = sql("SELECT state FROM naive_poll WHERE id = %s", poll)
    if state != "open":
        return False
    if sql("SELECT 1 FROM naive_ballot WHERE poll = %s AND voter = %s", poll, voter):
        return False
    sql("INSERT INTO naive_ballot VALUES (%s, %s, %s, %s)", poll, voter, key, choice)
    return True


def close_poll(poll: int) -> int:
    """Count, then close."""
    counted = stored(poll)
    sql("UPDATE naive_poll SET state = 'closed' WHERE id = %s", poll)
    return counted


def stored(poll: int) -> int:
    return int(sql("SELECT count(*) FROM naive_ballot WHERE poll = %s", poll)[0][0])
