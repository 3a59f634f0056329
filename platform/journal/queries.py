"""Reads of the record."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from journal.models import Entry
from kernel.events import Audience
from kernel.faults import Fault
from kernel.permissions import OFFICERS as OFFICER_ROLES

REACH: dict[str, frozenset[str]] = {
    "guest": frozenset({Audience.PUBLIC}),
    "participant": frozenset({Audience.PUBLIC, Audience.MEETING, Audience.MEMBERS}),
    "officer": frozenset({Audience.PUBLIC, Audience.MEETING, Audience.MEMBERS, Audience.OFFICERS}),
}


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold, and how."""

    entry: int
    reason: str


def to_json(entry: Entry) -> dict[str, Any]:
    """An entry as streams, polls and pages show it."""
    return {
        "id": entry.pk,
        "kind": entry.kind,
        "audience": entry.audience,
        "at": entry.at.isoformat(),
        "by": entry.by_name or None,
        "subject": str(entry.subject) if entry.subject else None,
        "body": entry.body,
        "hash": bytes(entry.hash).hex(),
    }


def entries_after(*, subject: UUID, after: int, reach: str, limit: int = 500) -> list[Entry]:
    """Facts about a meeting later than ``after`` that this kind of reader may see, in order."""
    rows = Entry.objects.filter(subject=subject, pk__gt=after, audience__in=REACH[reach])
    return list(rows.order_by("pk")[:limit])


def last_id() -> int:
    """The newest entry's number, 0 when there is none."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def broken_links() -> list[Break]:
    """Recompute the whole chain from the text PostgreSQL stores; empty when every link holds.

    A tail that was cut off leaves a chain that holds: compare the head with one published before.
    """
    found: list[Break] = []
    expected_id, head = 0, hashlib.sha256(b"stadga").digest()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, previous, hash, journal_text(journal_entry.*) FROM journal_entry ORDER BY id"
        )
        for number, previous, own, text in cursor.fetchall():
            expected_id += 1
            if number != expected_id:
                found.append(Break(expected_id, "missing"))
                expected_id = number
            elif bytes(previous) != head:
                found.append(Break(number, "does not follow the one before"))
            if hashlib.sha256(bytes(previous) + text.encode()).digest() != bytes(own):
                found.append(Break(number, "content changed"))
            head = bytes(own)
    return found


def head() -> str:
    """The hash of the last entry: whoever keeps it sees when the journal's end is cut off."""
    newest = Entry.objects.order_by("-pk").values_list("hash", flat=True).first()
    return bytes(newest).hex() if newest is not None else ""


def faults_of(heads: Sequence[str] = ()) -> list[Fault]:
    """Every entry that is not as it was written, is missing or stands elsewhere; and heads that are gone."""
    found = [Fault(f"journal_entry {one.entry}", one.reason) for one in broken_links()]
    known = {bytes(one).hex() for one in Entry.objects.values_list("hash", flat=True)} if heads else set()
    return found + [
        Fault(f"journal_entry {one}", "is missing; its hash was kept") for one in heads if one not in known
    ]


def reach_of(roles: frozenset[str]) -> str:
    """How far somebody with these roles sees."""
    if roles & OFFICER_ROLES:
        return "officer"
    return "participant" if roles else "guest"


def entry(entry_id: int, *, reach: str) -> Entry | None:
    """One fact, or None where there is none that this reader may see."""
    return Entry.objects.filter(pk=entry_id, audience__in=REACH[reach]).first()
