"""The database: reachable, new enough, durable, roomy, and spoken to directly."""

from __future__ import annotations

import os
import time

import psycopg

from config import env, roles
from config.doctor import Finding, fix, look, well

OLDEST = 15
TOLERABLE_SKEW, WORRYING_SKEW = 2.0, 30.0
DURABLE = ("on", "remote_write", "remote_apply", "local")


def server() -> list[Finding]:
    """Everything that one ordinary connection can tell."""
    url = env.text("DATABASE_URL")
    if not url:
        return [fix("database", "DATABASE_URL is not set", "Set postgresql://user:password@host:port/name.")]
    env.database(url)
    try:
        with _connect() as connection:
            return [
                _version(connection),
                _encoding(connection),
                _letters(connection),
                _rights(connection),
                *_durability(connection),
                _room(connection),
                _clock(connection),
            ]
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        return [fix("database", f"not reachable: {reason}", "Start it, or correct DATABASE_URL.")]


def pooler() -> list[Finding]:
    """A pooler between that hands a connection to somebody else after each transaction mixes associations.

    Such a pooler invents the number by which a connection is cancelled, so it differs from the server's own.
    """
    if not env.text("DATABASE_URL"):
        return []
    try:
        with _connect() as first, _connect() as second:
            before = _number(first)
            if before == first.info.backend_pid:
                return [well("pooler", "none: we speak to PostgreSQL itself")]
            with second.transaction():  # takes the server connection that the first one just used, if it may
                _number(second)
                after = _number(first)
    except psycopg.OperationalError:
        return []  # said by ``server`` already
    if before == after:
        return [
            look(
                "pooler",
                "one stands before PostgreSQL; it seems to be in session mode",
                "Make sure that its pool_mode is session: in transaction mode associations would be mixed.",
            )
        ]
    return [
        fix(
            "pooler",
            "one in transaction mode stands before PostgreSQL: associations would be mixed",
            "Set pool_mode = session, or let DATABASE_URL point to PostgreSQL; we keep a pool of our own.",
        )
    ]


def schemas() -> list[Finding]:
    """The house's tables and every association's are what the code expects."""
    if not (env.text("DATABASE_URL") and env.text("STADGA_SECRET_KEY")):
        return []
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415  needs the settings above
    from django.db import DatabaseError, OperationalError  # noqa: PLC0415

    django.setup()
    from tenants.networks.actions import migrating  # noqa: PLC0415  needs Django

    todo = "Run stadga migrate-tenants."
    try:
        behind = sorted(migrating.schemas_behind())
    except OperationalError:
        return []  # said by ``server`` already
    except DatabaseError:
        return [fix("schemas", "the house's own tables are missing", todo)]
    if behind:
        shown = ", ".join(behind[:5]) + (f" and {len(behind) - 5} more" if len(behind) > 5 else "")  # noqa: PLR2004
        return [fix("schemas", f"{len(behind)} behind the code: {shown}", todo)]
    return [well("schemas", "every one is what the code expects")]


def _connect() -> psycopg.Connection:
    return psycopg.connect(env.text("DATABASE_URL"), connect_timeout=5, autocommit=True)


def _number(connection: psycopg.Connection) -> int:
    row = connection.execute("SELECT pg_backend_pid()").fetchone()
    return int(row[0]) if row else 0


def _show(connection: psycopg.Connection, setting: str) -> str:
    row = connection.execute("SELECT current_setting(%s)", [setting]).fetchone()
    return str(row[0]) if row else ""


def _version(connection: psycopg.Connection) -> Finding:
    major = connection.info.server_version // 10_000
    if major < OLDEST:
        return fix("database", f"PostgreSQL {major}", f"Move to PostgreSQL {OLDEST} or newer.")
    return well("database", f"PostgreSQL {major}")


def _encoding(connection: psycopg.Connection) -> Finding:
    encoding = _show(connection, "server_encoding")
    if encoding != "UTF8":
        return fix("encoding", encoding, "Create the database anew with ENCODING 'UTF8'.")
    return well("encoding", encoding)


def _letters(connection: psycopg.Connection) -> Finding:
    row = connection.execute("SELECT lower('Å') = 'å'").fetchone()
    if row and row[0]:
        return well("letters", "Å and å are known as one letter: search finds both")
    return look(
        "letters",
        "this database's locale does not know that Å and å are one letter: search will miss names",
        "Create it anew with LOCALE 'C.UTF-8' (TEMPLATE template0).",
    )


def _rights(connection: psycopg.Connection) -> Finding:
    row = connection.execute("SELECT has_database_privilege(current_database(), 'CREATE')").fetchone()
    if row and row[0]:
        return well("rights", "schemas can be created")
    user, name = connection.info.user, connection.info.dbname
    return fix(
        "rights",
        "schemas cannot be created: no association can be founded",
        f'As the owner: GRANT CREATE ON DATABASE "{name}" TO "{user}".',
    )


def _durability(connection: psycopg.Connection) -> list[Finding]:
    commit = _show(connection, "synchronous_commit")
    findings = [well("synchronous_commit", commit)]
    if commit not in DURABLE:
        findings = [
            fix(
                "synchronous_commit",
                f"{commit}: ballots that were acknowledged can be lost in a crash",
                "Set synchronous_commit = on, for the server, the database and this role.",
            )
        ]
    if _show(connection, "fsync") != "on":
        findings.append(fix("fsync", "off: a crash can destroy the database", "Set fsync = on."))
    return findings


def _room(connection: psycopg.Connection) -> Finding:
    limit = int(_show(connection, "max_connections")) - int(
        _show(connection, "superuser_reserved_connections")
    )
    wanted = roles.connections_at_most()
    found = f"{limit} allowed; one set of our processes holds {wanted} at most"
    if wanted > limit:
        return fix("connections", found, "Raise max_connections, or lower STADGA_DB_POOL.")
    return well("connections", found)


def _clock(connection: psycopg.Connection) -> Finding:
    began = time.time()
    row = connection.execute("SELECT extract(epoch FROM clock_timestamp())").fetchone()
    skew = abs(float(row[0] if row else 0) - (began + time.time()) / 2)
    found = f"{skew:.1f} s from ours"
    if skew > WORRYING_SKEW:
        return fix("database's clock", found, "Let both machines follow a time server.")
    if skew > TOLERABLE_SKEW:
        return look("database's clock", found, "Let both machines follow a time server.")
    return well("database's clock", found)
