"""Reads about members and imports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kernel import tenancy
from tenants.members import rules
from tenants.members.enums import HEADINGS, SWEDISH_FROM, SWEDISH_TO, ImportStatus
from tenants.members.models import Member, MemberImport

PAGE = 50
_FOLD = str.maketrans(SWEDISH_FROM, SWEDISH_TO)


@dataclass(frozen=True)
class Page:
    """Fifty members, and how many there are in all."""

    count: int
    results: list[Member]


@dataclass(frozen=True)
class ImportNow:
    """An import as it stands now: what the file says, and whom its rows collide with today."""

    id: UUID
    file_name: str
    encoding: str
    delimiter: str
    status: ImportStatus
    created_at: datetime
    rows: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    good: int
    faulty: int
    created: int | None


def members_like(search: str) -> QuerySet[Member]:
    """Members in Swedish order whose number, name, contact or delegate has every word of the search."""
    found = Member.objects.all()
    for word in search.translate(_FOLD).split():
        found = found.filter(words__contains=word)
    return found


def page_of_members(*, search: str = "", page: int = 1) -> Page:
    """One page of them; a page after the last is empty."""
    found = members_like(search)
    start = (page - 1) * PAGE
    return Page(found.count(), list(found[start : start + PAGE]))


def member(member_id: UUID) -> Member | None:
    """One member, or None where there is none."""
    return Member.objects.filter(pk=member_id).first()


def member_count() -> int:
    """How many there are."""
    return Member.objects.count()


def members_for_file() -> list[dict[str, Any]]:
    """Every member with the fields that a file has."""
    return list(Member.objects.values(*HEADINGS))


def roll(*, without: UUID | None = None) -> rules.Roll:
    """Those who are here, to be compared with those who are to come."""
    found = Member.objects.exclude(pk=without) if without else Member.objects.all()
    rows = found.order_by().values_list("number", "name", "org_number", "contact_email")
    return rules.Roll(rules.Standing(*row) for row in rows)


def numbers_in_use() -> list[str]:
    """Every member number."""
    return list(Member.objects.order_by().values_list("number", flat=True))


def next_number() -> str:
    """The number after the highest one."""
    used = [int(n) for n in numbers_in_use() if n.isascii() and n.isdigit()]
    return str(max(used, default=0) + 1).zfill(rules.NUMBER_WIDTH)


def member_import(import_id: UUID) -> ImportNow | None:
    """One import as it stands now, or None where there is none."""
    found = MemberImport.objects.filter(pk=import_id).first()
    return import_now(found) if found else None


def import_now(found: MemberImport) -> ImportNow:
    """The import by today's rules and beside today's members; an applied one as it was applied."""
    rows = found.rows
    if found.applied_at is None:
        here = roll()
        rows = [_row_now(row, here) for row in rows]
    faulty = sum(bool(row["faults"]) for row in rows)
    return ImportNow(
        id=found.pk,
        file_name=found.file_name,
        encoding=found.encoding,
        delimiter=found.delimiter,
        status=ImportStatus.APPLIED if found.applied_at else ImportStatus.PREVIEWED,
        created_at=found.created_at,
        rows=rows,
        notes=found.notes,
        good=len(rows) - faulty,
        faulty=faulty,
        created=found.created,
    )


def _row_now(row: dict[str, Any], here: rules.Roll) -> dict[str, Any]:
    line, values = row["line"], row["values"]
    faults = row["faults"] or rules.faults_in(line=line, values=values, country=tenancy.current().country)
    return {**row, "faults": faults + rules.faults_beside(here, line=line, values=values)}
