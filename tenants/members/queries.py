"""Reads about members and imports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from accounts.models import User
from kernel import tenancy
from kernel.errors import Missing, Obstacle
from notices.enums import LetterState
from tenants.members import rules
from tenants.members.enums import HEADINGS, SWEDISH_FROM, SWEDISH_TO, ImportStatus, StrikingOutcome
from tenants.members.models import Application, Leaving, Member, MemberImport, Striking
from tenants.networks.models import Network
from tenants.networks.queries import host_of, origin_of

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
    asked, gone = newest_application(member), ended_membership(member)
    return {
        "number": member.number,
        "name": member.name,
        "member_since": member.member_since,
        "decision": member.joined_by,
        "application": application_shape(asked) if asked else None,
        "ended": ended_shape(gone) if gone else None,
        "obstacles": [one.to_json() for one in obstacles_to_asking(member)],
    }


def obstacles_to_asking(member: Member) -> list[Obstacle]:
    """What is in the way of an organisation that would ask to join."""
    stage = Network.objects.values_list("stage", flat=True).get(pk=tenancy.current().pk)
    return rules.obstacles_to_asking(stage=stage, member_since=member.member_since)


def waiting_strikings(*, until: datetime | None = None) -> list[Striking]:
    """Memberships that the board is asked to end, in order; with ``until``, those proposed by then."""
    waiting = Striking.objects.filter(settled_at=None).exclude(member__member_since=None)
    waiting = waiting.select_related("member").order_by("proposed_at", "member__sort_name")
    return list(waiting.filter(proposed_at__lte=until) if until else waiting)


def strikings() -> list[Striking]:
    """All of them, the newest first, without those that were withdrawn."""
    found = Striking.objects.exclude(outcome=StrikingOutcome.WITHDRAWN.value).select_related("member")
    return list(found.order_by("-proposed_at", "-pk"))


def to_be_credited() -> list[Striking]:
    """Ended memberships whose unpaid invoices the board has given up, and the books have not followed."""
    found = Striking.objects.filter(
        outcome=StrikingOutcome.ENDED.value, is_credited=True, credited_at=None
    ).exclude(concluded_at=None)
    return list(found.select_related("member"))


def ended_by(decisions: Iterable[UUID]) -> list[UUID]:
    """Members whose membership these decisions have ended and who were not told of it yet."""
    found = Striking.objects.filter(
        decision__in=list(decisions), outcome=StrikingOutcome.ENDED.value, concluded_at=None
    )
    return list(found.values_list("member", flat=True))


def members_ended() -> dict[UUID, tuple[date | None, date]]:
    """Whoever is no member any more → the days on which the membership began and had ended, the last one."""
    gone = Striking.objects.filter(outcome=StrikingOutcome.ENDED.value, member__member_since=None)
    left = Leaving.objects.exclude(was_since=None).filter(member__member_since=None)
    rows = [
        *gone.values_list("settled_at", "member", "was_since", "ended_on"),
        *left.values_list("ended_at", "member", "was_since", "ends_on"),
    ]
    return {member: (since, until) for _, member, since, until in sorted(rows) if until is not None}


def members_leaving() -> dict[UUID, date]:
    """Whoever has given notice that it leaves, and whom the register still holds → the day it has left."""
    return dict(_waiting_leavings().values_list("member", "ends_on"))


def waiting_leaving(member_id: UUID) -> Leaving | None:
    """A member's notice that it leaves, while the register has not followed."""
    return _waiting_leavings().filter(member=member_id).first()


def due_leavings(on_day: date) -> list[Leaving]:
    """Notices whose day has come, in the order of their days."""
    return list(_waiting_leavings().filter(ends_on__lte=on_day).order_by("ends_on", "noted_at"))


def _waiting_leavings() -> QuerySet[Leaving]:
    return Leaving.objects.filter(withdrawn_at=None, ended_at=None).select_related("member")


def has_members() -> bool:
    """Whether anybody is a member of an association yet."""
    return Member.objects.filter(member_since__isnull=False).exists()


@dataclass(frozen=True)
class Ended:
    """How a membership ended: by a decision of the board, or (without one) by the member's own notice.

    ``citation``: that in words. ``is_final``: the board's meeting has ended.
    """

    on: date | None
    since: date | None
    settled_at: datetime | None
    decision: UUID | None
    rule_sv: str
    rule_en: str
    citation_sv: str
    citation_en: str
    is_final: bool


def ended_membership(member: Member) -> Ended | None:
    """How its membership ended, of whoever is no member now."""
    if member.member_since is not None:
        return None
    struck = member.strikings.filter(outcome=StrikingOutcome.ENDED.value).order_by("-settled_at").first()
    left = member.leavings.exclude(was_since=None).order_by("-ended_at").first()
    found = [_struck(struck)] if struck else []
    found += [_left(left)] if left else []
    return max(found, key=lambda one: str(one.settled_at), default=None)


def _struck(one: Striking) -> Ended:
    return Ended(
        on=one.ended_on, since=one.was_since, settled_at=one.settled_at, decision=one.decision,
        rule_sv=one.rule_sv, rule_en=one.rule_en, citation_sv=one.citation_sv,
        citation_en=one.citation_en, is_final=one.concluded_at is not None,
    )  # fmt: skip


def _left(one: Leaving) -> Ended:
    return Ended(
        on=one.ends_on, since=one.was_since, settled_at=one.ended_at, decision=None, rule_sv=one.rule_sv,
        rule_en=one.rule_en, citation_sv=f"utträde {one.ends_on}", citation_en=f"left on {one.ends_on}",
        is_final=True,
    )  # fmt: skip


@dataclass(frozen=True)
class EndingLetter:
    """To whom, in which language, and the letter's values."""

    to: str
    lang: str
    values: dict[str, Any]


def ending_letter(found: Striking) -> EndingLetter:
    """What the member is told, in the language of its contact."""
    facts = _to_the_contact(found.member)
    lang = facts.lang
    return EndingLetter(
        facts.to,
        lang,
        {
            **facts.values,
            "date": str(found.ended_on),
            "decision": found.citation_sv if lang == "sv" else found.citation_en,
            "rule": found.rule_sv if lang == "sv" else found.rule_en or found.rule_sv,
            "invoices": rules.numbers_of(found.invoices, lang=lang),
            "money": rules.what_of_the_money(is_credited=found.is_credited, lang=lang),
        },
    )


def waiting_endings() -> list[UUID]:
    """Ended memberships that their members have not been told of."""
    found = Striking.objects.filter(state=LetterState.WAITING.value, outcome=StrikingOutcome.ENDED.value)
    return list(found.exclude(concluded_at=None).order_by("settled_at", "pk").values_list("pk", flat=True))


def message_id_of(found: Striking) -> str:
    """The same however often the letter is tried."""
    return f"{found.pk}@{host_of(tenancy.current().slug)}"


def waiting_confirmations() -> list[UUID]:
    """Notices and withdrawals that their members have no letter about yet."""
    return list(Leaving.objects.filter(state=LetterState.WAITING.value).values_list("pk", flat=True))


@dataclass(frozen=True)
class LeavingLetter(EndingLetter):
    """Which letter it is, with its message id: the same however often it is tried."""

    key: str
    message_id: str


def leaving_letter(found: Leaving) -> LeavingLetter:
    """What confirms a notice, or that it was taken back, in the language of the member's contact."""
    what = "withdrawn" if found.withdrawn_at else "noticed"
    facts = _to_the_contact(found.member)
    values = {
        **facts.values,
        "noticed": found.noticed_on,
        "date": found.ends_on,
    }
    message_id = f"{found.pk}-{what}@{host_of(tenancy.current().slug)}"
    key = f"tenants.members.leaving_{what}"
    return LeavingLetter(to=facts.to, lang=facts.lang, values=values, key=key, message_id=message_id)


def _to_the_contact(member: Member) -> EndingLetter:
    user = User.objects.filter(email=member.contact_email).first()
    values = {
        "association": tenancy.current().name,
        "organisation": member.name,
        "link": f"{origin_of(tenancy.current().slug)}/forening",
    }
    return EndingLetter(member.contact_email, user.language if user else "sv", values)


def ended_shape(gone: Ended) -> dict[str, Any]:
    """A membership's end as the API tells it."""
    return {
        "on": gone.on,
        "since": gone.since,
        "decision": gone.decision,
        "rule_sv": gone.rule_sv,
        "rule_en": gone.rule_en,
    }


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
