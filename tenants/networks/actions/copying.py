"""A schema made as a copy of another: seconds of migrating become a fraction of one.

PostgreSQL tells how each thing was made and the same is made again under the new name. The copy is
compared with what it was copied from, definition by definition and with the rights to each, and refused
if it differs: views, types and policies are not copied here, and are not missed in silence either.
"""

from __future__ import annotations

import re
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

FORM = """
    SELECT concat_ws(' ', 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
           a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid))
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
     WHERE c.relnamespace = %(schema)s::regnamespace AND c.relkind <> 'i'
       AND a.attnum > 0 AND NOT a.attisdropped
     UNION ALL
    SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE connamespace = %(schema)s::regnamespace
     UNION ALL
    SELECT concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid))
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = %(schema)s::regnamespace
     UNION ALL
    SELECT concat_ws(' ', 'trigger', t.tgenabled, pg_get_triggerdef(t.oid))
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE c.relnamespace = %(schema)s::regnamespace AND NOT t.tgisinternal
     UNION ALL
    SELECT concat_ws(' ', 'function', proacl, pg_get_functiondef(oid)) FROM pg_proc
     WHERE pronamespace = %(schema)s::regnamespace AND prokind IN ('f', 'p')
     UNION ALL
    SELECT concat_ws(' ', relkind, relname, relacl, reloptions, relrowsecurity, relforcerowsecurity)
      FROM pg_class WHERE relnamespace = %(schema)s::regnamespace AND relkind <> 'i'
     UNION ALL
    SELECT concat_ws(' ', 'type', typtype, typname) FROM pg_type
     WHERE typnamespace = %(schema)s::regnamespace AND typtype IN ('e', 'd', 'r', 'm')
     UNION ALL
    SELECT concat_ws(' ', 'policy', p.polrelid::regclass, p.polname) FROM pg_policy p
      JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = %(schema)s::regnamespace
     UNION ALL
    SELECT concat_ws(' ', 'schema', nspacl) FROM pg_namespace WHERE nspname = %(schema)s
"""
FUNCTIONS = """
    SELECT pg_get_functiondef(oid) FROM pg_proc
     WHERE pronamespace = %(schema)s::regnamespace AND prokind IN ('f', 'p') ORDER BY oid
"""
# Keys first, then what refers to them; a check comes with its table, an index of a key with the key.
CONSTRAINTS = """
    SELECT format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s',
                  conrelid::regclass, conname, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE connamespace = %(schema)s::regnamespace AND contype IN ('p', 'u', 'x', 'f')
     ORDER BY contype = 'f', oid
"""
INDEXES = """
    SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
     WHERE c.relnamespace = %(schema)s::regnamespace
       AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid AND contype IN ('p', 'u', 'x'))
     ORDER BY i.indexrelid
"""
TRIGGERS = """
    SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE c.relnamespace = %(schema)s::regnamespace AND NOT t.tgisinternal ORDER BY t.oid
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = %(schema)s ORDER BY 1"
COLUMNS = """
    SELECT attname, attidentity <> '' FROM pg_attribute
     WHERE attrelid = %(table)s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
     ORDER BY attnum
"""
# Casts and brackets that PostgreSQL adds by itself, and places otherwise when it reads its own words.
AS_WRITTEN = re.compile(r"::(character varying|\w+)(\[\])?|[()]")


class CopyDiffers(RuntimeError):
    """The copy is not what it was copied from; it was not kept."""


def copy_schema(source: str, target: str) -> None:
    """Make ``target`` with the form and the rows of ``source``, all or nothing.

    Both names must be such as need no quotes, and occur in no definition as anything else. Nobody may
    change ``source`` meanwhile. Raises :class:`CopyDiffers`.
    """
    if not all(name.isidentifier() and name == name.lower() for name in (source, target)):
        raise ValueError(f"a name that needs quotes: {source}, {target}")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = public")  # so that every definition names its schema
        cursor.execute("SET LOCAL check_function_bodies = off")  # they may speak of each other
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(target)))
        for (table,) in _asked(cursor, TABLES, schema=source):
            _copy_table(cursor, table, source, target)
        for what in (FUNCTIONS, CONSTRAINTS, INDEXES, TRIGGERS):
            _make(cursor, what, source, target)
        difference = _form(cursor, source) ^ _form(cursor, target)
        if difference:
            raise CopyDiffers("; ".join(sorted(difference))[:2000])


def _asked(cursor: CursorWrapper, query: str, **about: str) -> list[tuple[Any, ...]]:
    cursor.execute(query, about)
    found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _make(cursor: CursorWrapper, query: str, source: str, target: str) -> None:
    made = ";\n".join(text for (text,) in _asked(cursor, query, schema=source))
    if made:
        cursor.execute(made.replace(source, target))


def _copy_table(cursor: CursorWrapper, table: str, source: str, target: str) -> None:
    old, new = sql.Identifier(source, table), sql.Identifier(target, table)
    cursor.execute(sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL EXCLUDING INDEXES)").format(new, old))
    columns = _asked(cursor, COLUMNS, table=f"{source}.{table}")
    listed = sql.SQL(", ").join(sql.Identifier(name) for name, _ in columns)
    cursor.execute(
        sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {}").format(
            new, listed, listed, old
        )
    )
    for name, is_counted in columns:
        if is_counted and cursor.rowcount:
            cursor.execute(
                sql.SQL("SELECT setval(pg_get_serial_sequence(%s, %s), max({})) FROM {}").format(
                    sql.Identifier(name), new
                ),
                [f"{target}.{table}", name],
            )


def _form(cursor: CursorWrapper, schema: str) -> set[str]:
    return {AS_WRITTEN.sub("", line.replace(schema, "")) for (line,) in _asked(cursor, FORM, schema=schema)}
