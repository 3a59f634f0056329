"""Reads about members and imports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from accounts.models import User
from kernel import tenancy
from kernel.errors import Missing, Obstacle
from tenants.members import rules
from tenants.members.enums import HEADINGS, SWEDISH_FROM, SWEDISH_TO, ImportStatus
from tenants.members.models import Application, Member, MemberImport
from tenants.networks.models import Network

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


def own_member(user_id: UUID | None) -> Member | None:
    """The organisation that this person is the contact of, or None."""
    email = User.objects.filter(pk=user_id).values_list("email", flat=True).first() if user_id else None
    return Member.objects.filter(contact_email=email).first() if email else None


def newest_application(member: Member) -> Application | None:
    """The application that waits, else the one that was settled last."""
    return member.applications.order_by(F("settled_at").desc(nulls_first=True)).first()


def waiting_applications(*, until: datetime | None = None) -> list[Application]:
    """Those that the board has to decide about, in the order they came in; with ``until``, by then."""
    waiting = Application.objects.filter(settled_at=None, member__member_since=None).select_related("member")
    waiting = waiting.order_by("applied_at", "member__sort_name", "member__number")
    return list(waiting.filter(applied_at__lte=until) if until else waiting)


def membership(user_id: UUID | None) -> dict[str, Any]:
    """How one's own organisation stands to the association; Missing for whoever is nobody's contact."""
    member = own_member(user_id)
    if member is None:
        raise Missing
    asked = newest_application(member)
    return {
        "number": member.number,
        "name": member.name,
        "member_since": member.member_since,
        "decision": member.joined_by,
        "application": application_shape(asked) if asked else None,
        "obstacles": [one.to_json() for one in obstacles_to_asking(member)],
    }


def obstacles_to_asking(member: Member) -> list[Obstacle]:
    """What is in the way of an organisation that would ask to join."""
    stage = Network.objects.values_list("stage", flat=True).get(pk=tenancy.current().pk)
    return rules.obstacles_to_asking(stage=stage, member_since=member.member_since)


def application_shape(asked: Application) -> dict[str, Any]:
    """An application as the API tells it."""
    return {
        "id": asked.pk,
        "applied_at": asked.applied_at,
        "by_name": asked.by_name,
        "outcome": asked.outcome,
        "reason": asked.reason,
        "decision": asked.decision,
        "settled_at": asked.settled_at,
    }


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
