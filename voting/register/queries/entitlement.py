"""Who is entitled, at any moment, and why: the facts of that moment under the rules of the meeting."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from tenants.members.models import Member
from tenants.members.queries import members_ended, members_leaving
from voting.meetings import queries as meetings
from voting.meetings.models import CheckIn, Meeting, Registration
from voting.register import rules
from voting.register.models import Conflict, Proxy, Register
from voting.register.policies import (
    ConflictAt,
    Entitlement,
    Facts,
    MemberAt,
    PersonAt,
    ProxyAt,
    Reason,
    Refusal,
    Standing,
)
from voting.register.rules import Vote


def standing_at(
    meeting: Meeting, at: datetime | None = None, *, item_no: int | None = None, everybody: bool = False
) -> Standing:
    """Every member's vote at that moment, or now; under an item, without those who have a conflict there.

    Only members that have something to do with the meeting, unless ``everybody`` is asked for.
    """
    facts = facts_at(meeting, at, item_no=item_no, everybody=everybody)
    return rules.entitled(facts, meetings.rules_of_the_register(meeting))


def votes_present(meeting_id: UUID) -> list[Vote]:
    """Everybody's vote as it would be drawn up now."""
    return votes_in(standing_at(meetings.meeting(meeting_id)))


def votes_in(standing: Standing) -> list[Vote]:
    """The votes of a standing."""
    return [
        Vote(v.member.id, v.person.user, v.person.venue, v.authority, v.hold)
        for v in standing.votes.values()
        if v.person is not None
    ]


def facts_at(
    meeting: Meeting, at: datetime | None = None, *, item_no: int | None = None, everybody: bool = False
) -> Facts:
    """What was so at that moment. None is now."""
    moment = at or meeting.closed_at or meeting.opened_at or meeting.starts_at
    proxies = _then(Proxy.objects.filter(meeting=meeting), at, begins="filed_at", ends="revoked_at")
    registrations = {r.member_id: r for r in _registrations(meeting)}
    members = Member.objects.order_by("sort_name", "number")
    if not everybody:
        members = members.filter(Q(pk__in=registrations) | Q(pk__in=[p.member_id for p in proxies]))
    people = _then(CheckIn.objects.filter(registration__meeting=meeting), at, begins="at", ends="out_at")
    conflicts = Conflict.objects.filter(meeting=meeting)
    conflicts = conflicts.none() if item_no is None else conflicts.filter(item_no=item_no)
    first = Register.objects.filter(meeting=meeting, approved_at__isnull=False).order_by("approved_at")
    approved = first.values_list("approved_at", flat=True).first()
    users = {r.delegate.email: r.delegate_id for r in registrations.values()}
    members_only = meetings.is_for_members(meeting)
    ended = members_ended() if members_only else {}
    leaving = members_leaving() if members_only else {}
    return Facts(
        on=moment.astimezone(ZoneInfo(settings.LOCAL_TIME_ZONE)).date(),
        members=[_member(m, registrations.get(m.pk), ended.get(m.pk), leaving.get(m.pk)) for m in members],
        people=[
            PersonAt(user, name, member, venue, is_substitute)
            for user, name, member, venue, is_substitute in people.annotate(
                who=Coalesce("person_id", "registration__delegate_id"),
                their_name=Coalesce("person__name", "registration__delegate__name"),
            ).values_list("who", "their_name", "registration__member_id", "venue_id", "is_substitute")
        ],
        proxies=[
            ProxyAt(
                p.pk, p.member_id, users.get(p.holder_email), p.holder_name, p.dated, p.number, p.filed_at
            )
            for p in proxies
        ],
        conflicts=[
            ConflictAt(c.member_id, c.reason) for c in _then(conflicts, at, begins="at", ends="lifted_at")
        ]
        if item_no is not None
        else [],
        approved_at=approved,
        members_only=members_only,
    )


def register_at(meeting: Meeting, at: datetime, *, item_no: int | None = None) -> dict[str, Any]:
    """Who was entitled at that moment and why, and who was not and why: every member, in Swedish order."""
    standing = standing_at(meeting, at, item_no=item_no, everybody=True)
    newest = Register.objects.filter(meeting=meeting, item_no=None, drawn_up_at__lte=at).last()
    places = dict(meeting.venues.values_list("pk", "name"))
    votes = list(standing.votes.values())
    return {
        "at": at.isoformat(),
        "version": newest.version if newest else None,
        "is_approved": newest is not None,
        "total": sum(v.has_vote for v in votes),
        "persons": len({v.person.user for v in votes if v.person}),
        "entitled": [_vote_shape(v, places) for v in votes if v.has_vote],
        "not_entitled": [_vote_shape(v, places) for v in votes if not v.has_vote],
        "refused": [_refusal_shape(r) for r in standing.refused],
    }


def conflicts_shape(meeting_id: UUID, item_no: int) -> list[dict[str, Any]]:
    """Who has a conflict of interest in the item now."""
    found = Conflict.objects.filter(meeting=meeting_id, item_no=item_no, lifted_at=None)
    registrations = dict(Registration.objects.filter(meeting=meeting_id).values_list("member_id", "pk"))
    return [
        {
            "registration": registrations.get(c.member_id),
            "member_id": str(c.member_id),
            "member": c.member.name,
            "reason": c.reason,
            "said_by": c.said_by,
            "at": c.at.isoformat(),
        }
        for c in found.select_related("member").order_by("at", "pk")
    ]


def reasons_of(standing: Standing) -> dict[UUID, list[dict[str, Any]]]:
    """Member → why, for the entries of a version."""
    return {pk: [r.to_json() for r in v.reasons] for pk, v in standing.votes.items() if v.has_vote}


def why_not(meeting: Meeting, member: UUID) -> list[Reason]:
    """Why a member has no vote now; empty when it has one."""
    vote = standing_at(meeting, everybody=True).votes.get(member)
    return [] if vote is None or vote.has_vote else list(vote.reasons)


def _registrations(meeting: Meeting) -> QuerySet[Registration]:
    return Registration.objects.filter(meeting=meeting).select_related("delegate", "substitute")


def _then(rows: Any, at: datetime | None, *, begins: str, ends: str) -> Any:  # noqa: ANN401  any queryset
    """Those rows that held at the moment; those that hold now without one."""
    if at is None:
        return rows.filter(**{ends: None})
    return rows.filter(Q(**{ends: None}) | Q(**{f"{ends}__gt": at}), **{f"{begins}__lte": at})


def _member(
    member: Member, found: Registration | None, ended: tuple[date | None, date] | None, leaves: date | None
) -> MemberAt:
    since, until = (member.member_since, leaves) if member.member_since or not ended else ended
    return MemberAt(
        member.pk,
        member.name,
        found.delegate.name if found else "",
        found.substitute.name if found and found.substitute else "",
        member.fee_overdue_since,
        since,
        until,
    )


def _vote_shape(vote: Entitlement, places: dict[UUID, str]) -> dict[str, Any]:
    return {
        "member_id": str(vote.member.id),
        "member": vote.member.name,
        "delegate": vote.person.name if vote.person else None,
        "venue": places.get(vote.person.venue) if vote.person else None,
        "authority": vote.authority or None,
        "reasons": [r.to_json() for r in vote.reasons],
    }


def _refusal_shape(refusal: Refusal) -> dict[str, Any]:
    return {
        "name": refusal.name,
        "member": refusal.member,
        "proxy": str(refusal.proxy) if refusal.proxy else None,
        "reasons": [refusal.reason.to_json()],
    }
