"""A schema that a test has used, made as new instead of dropped: emptying takes a tenth of migrating.

Only a schema that still has the form it was migrated to is used again: a naive twin that took away
a constraint or a trigger has had its own.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.db import connection, transaction
from psycopg import sql

KEPT = "as_migrated"
FORM = """
    SELECT md5(string_agg(line, E'\n' ORDER BY line)) FROM (
        SELECT concat_ws(' ', 'column', c.relname, a.attname, a.atttypid, a.atttypmod, a.attnotnull) AS line
          FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
         WHERE c.relnamespace = %(schema)s::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
         UNION ALL
        SELECT concat_ws(' ', 'constraint', c.conname, c.contype, c.convalidated)
          FROM pg_constraint c WHERE c.connamespace = %(schema)s::regnamespace
         UNION ALL
        SELECT concat_ws(' ', 'trigger', c.relname, t.tgname, t.tgenabled)
          FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE c.relnamespace = %(schema)s::regnamespace AND NOT t.tgisinternal
         UNION ALL
        SELECT concat_ws(' ', 'function', p.proname, md5(p.prosrc))
          FROM pg_proc p WHERE p.pronamespace = %(schema)s::regnamespace
    ) AS form
"""


def remember(spare: Any) -> None:
    """Keep the rows that the migrations make, once."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {KEPT}")
        for table in _tables(cursor, spare.schema_name):
            source = sql.Identifier(spare.schema_name, table)
            cursor.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(source))
            if cursor.fetchone()[0]:
                cursor.execute(
                    sql.SQL("CREATE TABLE {} AS TABLE {}").format(sql.Identifier(KEPT, table), source)
                )


def form_of(schema: str) -> str:
    """What its tables, constraints, triggers and functions are, as one sum."""
    with connection.cursor() as cursor:
        cursor.execute(FORM, {"schema": f'"{schema}"'})
        return str(cursor.fetchone()[0])


def give_back(schema: str, *, form: str) -> None:
    """Make it a spare again if it still has this form, else drop it."""
    from tenants.networks.models import Spare
    from tenants.networks.queries import migrations_fingerprint

    with transaction.atomic(), connection.cursor() as cursor:
        if form_of(schema) != form or not _empty(cursor, schema, form):
            cursor.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))
            return
        name = f"spare_{secrets.token_hex(6)}"
        cursor.execute(
            sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(sql.Identifier(schema), sql.Identifier(name))
        )
        Spare.objects.create(schema_name=name, fingerprint=migrations_fingerprint())


def _empty(cursor: Any, schema: str, form: str) -> bool:
    """Leave only the rows of the migrations; whether the form is the same afterwards."""
    guarded = [sql.Identifier(schema, table) for table in _guarded(cursor, schema)]
    for table in guarded:
        cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(table))
    everything = sql.SQL(", ").join(sql.Identifier(schema, table) for table in _tables(cursor, schema))
    cursor.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY").format(everything))
    for table in _tables(cursor, KEPT):
        _refill(cursor, schema, table)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits would forbid the next statement
    for table in guarded:
        cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(table))
    return form_of(schema) == form


def _refill(cursor: Any, schema: str, table: str) -> None:
    ours, columns = sql.Identifier(schema, table), _columns(cursor, table)
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    cursor.execute(
        sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {}").format(
            ours, listed, listed, sql.Identifier(KEPT, table)
        )
    )
    if "id" in columns:
        cursor.execute(
            sql.SQL(
                "SELECT setval(s, (SELECT max(id) FROM {})) FROM pg_get_serial_sequence(%s, 'id') s"
                " WHERE s IS NOT NULL"
            ).format(ours),
            [f'"{schema}"."{table}"'],
        )


def _guarded(cursor: Any, schema: str) -> list[str]:
    cursor.execute(
        "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = %s AND NOT t.tgisinternal",
        [schema],
    )
    return [name for (name,) in cursor.fetchall()]


def _tables(cursor: Any, schema: str) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
    return [name for (name,) in cursor.fetchall()]


def _columns(cursor: Any, table: str) -> list[str]:
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
        [f'{KEPT}."{table}"'],
    )
    return [name for (name,) in cursor.fetchall()]
