"""A member files a proxy, with the signed paper itself, or takes it back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Forbidden, Malformed, Missing, refuse_if
from tenants.members.models import Member
from voting.meetings import actions as meetings
from voting.meetings import queries as meeting_queries
from voting.meetings.models import Meeting
from voting.meetings.rules import obstacles_to_change
from voting.register import queries, rules
from voting.register.actions.following import bring_up_to_date, tell
from voting.register.events import ProxyFiled, ProxyRevoked
from voting.register.models import Proxy


@dataclass(frozen=True)
class Paper:
    """A proxy as it is handed in: to whom, of what day, and the signed paper."""

    holder_name: str
    holder_email: str
    dated: date
    file_name: str
    content: bytes


@transaction.atomic
def file_own_proxy(*, meeting_id: UUID, paper: Paper, by: Actor, at: datetime) -> Proxy:
    """One's own organisation's proxy. Locks and answers as :func:`file_proxy`."""
    meeting = meetings.lock_meeting(meeting_id)
    mine = meeting_queries.member_of(meeting.pk, by.id)
    if mine is None:
        raise Forbidden("proxies.own")
    return _file(meeting, mine[0], paper, by=by, at=at)


@transaction.atomic
def file_proxy(*, meeting_id: UUID, member_id: UUID, paper: Paper, by: Actor, at: datetime) -> Proxy:
    """The desk files a member's proxy. The same paper again is the same proxy; another replaces it."""
    meeting = meetings.lock_meeting(meeting_id)
    member = Member.objects.filter(pk=member_id).first()
    if member is None:
        raise Missing
    return _file(meeting, member, paper, by=by, at=at)


@transaction.atomic
def revoke_proxy(*, meeting_id: UUID, proxy_id: UUID, why: str, by: Actor, at: datetime) -> Proxy:
    """Take a proxy back; the register follows at once, an open vote does not. Again, it changes nothing."""
    meeting = meetings.lock_meeting(meeting_id)
    proxy = Proxy.objects.filter(meeting=meeting, pk=proxy_id).select_related("member").first()
    if proxy is None:
        raise Missing
    return _revoke(meeting, proxy, why=why, by=by, at=at)


@transaction.atomic
def revoke_own_proxy(*, meeting_id: UUID, proxy_id: UUID, by: Actor, at: datetime) -> Proxy:
    """One's own organisation's; another's is missing."""
    meeting = meetings.lock_meeting(meeting_id)
    mine = meeting_queries.member_of(meeting.pk, by.id)
    if mine is None:
        raise Forbidden("proxies.own")
    found = Proxy.objects.filter(meeting=meeting, pk=proxy_id, member=mine[0])
    proxy = found.select_related("member").first()
    if proxy is None:
        raise Missing
    return _revoke(meeting, proxy, why="", by=by, at=at)


def _file(meeting: Meeting, member: Member, paper: Paper, *, by: Actor, at: datetime) -> Proxy:
    sha256, holder = hashlib.sha256(paper.content).hexdigest(), paper.holder_email.strip().lower()
    standing = Proxy.objects.filter(meeting=meeting, member=member, revoked_at=None).first()
    if standing is not None and (standing.sha256, standing.holder_email) == (sha256, holder):
        return standing
    today = at.astimezone(ZoneInfo(settings.LOCAL_TIME_ZONE)).date()
    if faults := rules.faults_in_proxy(content=paper.content, dated=paper.dated, today=today):
        raise Malformed(faults)
    rule = meeting_queries.rules_of_the_register(meeting).proxy or {}
    own = meeting_queries.registration_of_member(meeting.pk, member.pk)
    refuse_if(
        rules.obstacles_to_filing(
            meeting.state,
            allowed=bool(rule.get("allowed")),
            is_approved=queries.current_register(meeting.pk) is not None,
            deadline=rule.get("deadline"),
            own=own is not None and own.delegate.email == holder,
        )
    )
    if standing is not None:
        standing.revoked_at, standing.revoked_why = at, "ersatt av en nyare fullmakt"
        standing.save(update_fields=["revoked_at", "revoked_why"])
    newest = Proxy.objects.filter(meeting=meeting).aggregate(Max("number"))["number__max"] or 0
    proxy = Proxy.objects.create(
        meeting=meeting, member=member, holder_name=paper.holder_name.strip(), holder_email=holder,
        dated=paper.dated, number=newest + 1, filed_at=at, file_name=paper.file_name[:200],
        file_kind=rules.kind_of(paper.content) or "", content=paper.content, sha256=sha256,
    )  # fmt: skip
    change = {"kind": "proxy_filed", "member": member.name, "delegate": proxy.holder_name, "venue": ""}
    register = bring_up_to_date(meeting, change=change, at=at)
    fact = ProxyFiled(
        subject=meeting.pk, proxy=proxy.pk, no=proxy.number, member=member.name, holder=proxy.holder_name,
        dated=proxy.dated, sha256=sha256,
    )  # fmt: skip
    record(fact, by=by, at=at)
    tell(meeting, register, by=by, at=at)
    return proxy


def _revoke(meeting: Meeting, proxy: Proxy, *, why: str, by: Actor, at: datetime) -> Proxy:
    if proxy.revoked_at is not None:
        return proxy
    refuse_if(obstacles_to_change(meeting.state))
    proxy.revoked_at, proxy.revoked_why = at, why.strip()[:300]
    proxy.save(update_fields=["revoked_at", "revoked_why"])
    name = proxy.member.name
    change = {"kind": "proxy_revoked", "member": name, "delegate": proxy.holder_name, "venue": ""}
    register = bring_up_to_date(meeting, change=change, at=at)
    fact = ProxyRevoked(
        subject=meeting.pk, proxy=proxy.pk, no=proxy.number, member=name, holder=proxy.holder_name,
        why=proxy.revoked_why,
    )  # fmt: skip
    record(fact, by=by, at=at)
    tell(meeting, register, by=by, at=at)
    return proxy
