"""Which schemas are behind the code, and bringing one up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from kernel import tenancy
from tenants.networks import queries
from tenants.networks.models import Network, Spare

AT_ONCE = 100


def schemas_behind() -> set[str]:
    """Schemas of networks and spares that lack a migration on disk; one query per hundred."""
    names = [
        *Network.objects.values_list("schema_name", flat=True),
        *Spare.objects.values_list("schema_name", flat=True),
    ]
    on_disk = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    behind: set[str] = set()
    for start in range(0, len(names), AT_ONCE):
        part = names[start : start + AT_ONCE]
        query = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {}, array_agg(app || '.' || name) FROM {}").format(
                sql.Literal(name), sql.Identifier(name, "django_migrations")
            )
            for name in part
        )
        with connection.cursor() as cursor:
            cursor.execute(query)
            behind |= {name for name, done in cursor.fetchall() if not on_disk <= set(done or ())}
    return behind


def migrate(schema: str) -> str | None:
    """Bring one schema up to date under its own lock; returns what went wrong, or None."""
    with _only_one(schema) as mine:
        if not mine:
            return "another run is migrating it"
        try:
            call_command("migrate_schemas", schema_name=schema, tenant=True, interactive=False, verbosity=0)
        except (Error, RuntimeError, ValueError) as error:
            return f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
        finally:
            tenancy.go_public()
    Spare.objects.filter(schema_name=schema).update(fingerprint=queries.migrations_fingerprint())
    return None


@contextmanager
def _only_one(schema: str) -> Iterator[bool]:
    # A plain connection of its own: a pooled one would keep the session lock after it is "closed".
    database = settings.DATABASES["default"]
    options = {k: v for k, v in database["OPTIONS"].items() if k != "pool"}
    with psycopg.connect(
        dbname=connection.settings_dict["NAME"], user=database["USER"], password=database["PASSWORD"],
        host=database["HOST"], port=database["PORT"], autocommit=True, **options,
    ) as own:  # fmt: skip
        row = own.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [f"migrate:{schema}"]).fetchone()
        yield bool(row and row[0])
