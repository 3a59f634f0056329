"""Reads of the voting register: what holds now, its votes in Swedish order, its course."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from kernel.errors import Obstacle
from tenants.members.models import Member
from voting.meetings import queries as meetings
from voting.meetings.enums import Duty, ItemState, MeetingState
from voting.meetings.models import Meeting, Venue
from voting.meetings.rules import Act
from voting.register.enums import Authority
from voting.register.models import Entry, Register
from voting.register.queries.entitlement import standing_at, votes_in, votes_present
from voting.register.rules import Vote


def current_register(meeting_id: UUID) -> Register | None:
    """The version that holds now: the newest, once the meeting has approved one. None before.

    Versions for one item's votes are not it.
    """
    return Register.objects.filter(meeting=meeting_id, item_no=None).order_by("-version").first()


def versions(meeting_id: UUID) -> QuerySet[Register]:
    """Every version, the first one first."""
    return Register.objects.filter(meeting=meeting_id).order_by("version")


def votes_of(register: Register) -> list[Vote]:
    """The votes of a version."""
    fields = ("member_id", "delegate_id", "venue_id", "authority", "hold")
    return [Vote(*row) for row in register.entries.values_list(*fields)]


def votes_and_register(meeting_id: UUID) -> tuple[int, int]:
    """Votes present or represented now, and those of the register as the meeting first approved it."""
    approved = versions(meeting_id).filter(approved_at__isnull=False).first()
    present = len(votes_present(meeting_id))
    return present, approved.total if approved else present


def entries_of_person(register_id: UUID, user_id: UUID) -> list[Entry]:
    """The votes that this person casts in this version: their own member's, then those of proxies."""
    return list(Entry.objects.filter(register=register_id, delegate=user_id).order_by("hold"))


def summary(meeting_id: UUID) -> dict[str, Any] | None:
    """The register that holds now, in numbers; None before the meeting has approved one."""
    register = current_register(meeting_id)
    return summary_of(register) if register else None


def summary_of(register: Register) -> dict[str, Any]:
    """One version in numbers, every place with its votes."""
    votes = dict(
        Entry.objects.filter(register=register).order_by().values_list("venue").annotate(n=Sum("weight"))
    )
    approved = register.approved_at
    if approved is None:
        earlier = Register.objects.filter(
            meeting=register.meeting_id, version__lt=register.version, approved_at__isnull=False
        )
        approved = earlier.order_by("-version").values_list("approved_at", flat=True).first()
    return {
        "id": str(register.pk),
        "version": register.version,
        "total": register.total,
        "per_venue": _per_venue(register.meeting_id, votes),
        "approved_at": approved,
        "changed_since_approval": register.approved_at is None,
        "proxies": Entry.objects.filter(register=register, authority=Authority.PROXY).count(),
        "excluded": register.excluded,
    }


def rows(register_id: UUID) -> list[dict[str, Any]]:
    """The votes of a version as the annex lists them, numbered in Swedish order."""
    entries = Entry.objects.filter(register=register_id).order_by("member__sort_name", "member__number")
    return _numbered(
        entries.values_list(
            "member__number", "member__name", "delegate__name", "venue__name", "authority", "reasons"
        )
    )


def register_shape(meeting_id: UUID) -> dict[str, Any]:
    """The register that holds, with its votes; before the approval, what the meeting would approve now."""
    register = current_register(meeting_id)
    if register is not None:
        return {**summary_of(register), "entries": rows(register.pk)}
    standing = standing_at(meetings.meeting(meeting_id))
    places = dict(Venue.objects.filter(meeting=meeting_id).values_list("pk", "name"))
    numbers = dict(Member.objects.filter(pk__in=standing.votes).values_list("pk", "number"))
    entries = _numbered(
        (
            numbers[v.member.id], v.member.name, v.person.name, places[v.person.venue], v.authority,
            [r.to_json() for r in v.reasons],
        )
        for v in standing.votes.values()
        if v.person is not None
    )  # fmt: skip
    votes: dict[UUID, int] = {}
    for vote in votes_in(standing):
        votes[vote.venue] = votes.get(vote.venue, 0) + 1
    return {
        "id": None,
        "version": 0,
        "total": len(entries),
        "per_venue": _per_venue(meeting_id, votes),
        "approved_at": None,
        "changed_since_approval": False,
        "proxies": sum(entry["authority"] == Authority.PROXY for entry in entries),
        "excluded": [],
        "entries": entries,
    }


def meeting_shape(meeting_id: UUID, *, with_key: bool) -> dict[str, Any]:
    """The whole meeting with its register; polls stand a floor above."""
    found = meetings.meeting(meeting_id)
    return {**meetings.meeting_shape(found, with_key=with_key), "register": summary(found.pk)}


def versions_shape(meeting_id: UUID) -> list[dict[str, Any]]:
    """Every version in numbers, with what changed; versions for one item's votes name the item."""
    found = versions(meeting_id)
    return [
        {
            **summary_of(register),
            "approved_at": register.approved_at,
            "drawn_up_at": register.drawn_up_at,
            "change": register.change,
            "item_no": register.item_no,
        }
        for register in found
    ]


def register_acts(found: Meeting) -> list[Act]:
    """The chair has the register approved, at the number of votes that is here now."""
    if found.state != MeetingState.OPEN or current_register(found.pk) is not None:
        return []
    item = found.items.filter(duty=Duty.REGISTER, state=ItemState.NOW).first()
    if item is None:
        return []
    total = len(votes_present(found.pk))
    body = {"total": total}
    action = {"method": "POST", "url": f"/api/meetings/{found.pk}/register/approve", "body": body}
    obstacles = [Obstacle("voting.register.obstacle_empty")] if total == 0 else []
    params = {"item_no": item.no, "total": total}
    return [Act(30, "voting.register.next_approve", params, action, obstacles)]


def _per_venue(meeting_id: UUID, votes: dict[UUID, int]) -> list[dict[str, Any]]:
    places = Venue.objects.filter(meeting=meeting_id).order_by("order")
    return [
        {"venue": str(pk), "name": name, "votes": votes.get(pk, 0)}
        for pk, name in places.values_list("pk", "name")
    ]


def _numbered(found: Any) -> list[dict[str, Any]]:  # noqa: ANN401  rows of five texts and the reasons
    names = ("number", "member", "delegate", "venue", "authority", "reasons")
    return [{"no": no, **dict(zip(names, row, strict=True))} for no, row in enumerate(found, 1)]
