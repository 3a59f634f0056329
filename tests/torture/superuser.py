"""Somebody with the database in their hands: no trigger and no constraint stops them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from tests.torture.naive import sql

TRIES = 12
CONSTRAINTS = "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('c', 'u')"
UNIQUE = """
SELECT indexrelid::regclass::text FROM pg_index
WHERE indrelid = %s::regclass AND indisunique AND NOT indisprimary
"""
COLUMNS = """
SELECT column_name, data_type FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = %s ORDER BY ordinal_position
"""


@contextmanager
def as_superuser(*tables: str) -> Iterator[None]:
    """Inside a transaction of a test's own: whatever would say no is taken away, until the rollback."""
    with transaction.atomic():
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for (name,) in sql(CONSTRAINTS, table):
                sql(f'ALTER TABLE {table} DROP CONSTRAINT "{name}" CASCADE')
            for (index,) in sql(UNIQUE, table):
                sql(f"DROP INDEX {index}")
        sql("SET CONSTRAINTS ALL DEFERRED")
        yield
        transaction.set_rollback(True)


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def columns(table: str) -> dict[str, str]:
    """Name → type."""
    return dict(sql(COLUMNS, table))


def flip(table: str, key: Any, column: str, kind: str, chance: random.Random) -> bool:
    """One bit of one stored value; False where nothing is stored that has a bit."""
    [[value]] = sql(f"SELECT {column} FROM {table} WHERE id = %s", key)
    if kind == "jsonb":
        value = json.loads(value) if isinstance(value, str) else value
    for _ in range(TRIES):
        other = flipped(value, chance)
        if other is None:
            return False
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                set_to = "%s::jsonb" if kind == "jsonb" else "%s"
                cursor.execute(f"UPDATE {table} SET {column} = {set_to} WHERE id = %s", [_sent(other), key])
        except IntegrityError:
            continue  # the primary key of another row: another bit
        return True
    return False


def flipped(value: Any, chance: random.Random) -> Any:
    """The value with one bit changed, or None where it has none."""
    found: Any = None
    match value:
        case bool():
            found = not value
        case int():
            found = value ^ 1 << chance.randrange(6)
        case UUID():
            found = UUID(int=value.int ^ 1 << chance.randrange(122, 128))
        case datetime():
            found = value.replace(microsecond=value.microsecond ^ 1)
        case str():
            found = _in_text(value, chance)
        case bytes() | memoryview():
            found = _in_bytes(bytes(value), chance)
        case dict() | list():
            found = _in_json(value, chance)
    return found


def _in_text(value: str, chance: random.Random) -> str | None:
    if not value:
        return None
    at = chance.randrange(len(value))
    return value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]


def _in_bytes(value: bytes, chance: random.Random) -> bytes | None:
    if not value:
        return None
    at = chance.randrange(len(value))
    return value[:at] + bytes([value[at] ^ 1 << chance.randrange(8)]) + value[at + 1 :]


def _in_json(value: Any, chance: random.Random) -> Any:
    """In a leaf. The program's own version is no word of the minutes and stands outside of their checksum."""
    items = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    chance.shuffle(items)
    for name, inner in items:
        other = None if name == "version" else flipped(inner, chance)
        if other is not None:
            made = value.copy()
            made[name] = other
            return made
    return None


def _sent(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict | list) else value
