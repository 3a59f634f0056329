"""Reads of the voting register: what holds now, its votes in Swedish order, its course."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from voting.meetings import queries as meetings
from voting.meetings.models import CheckIn, Venue
from voting.register.models import Entry, Register
from voting.register.rules import Vote


def current_register(meeting_id: UUID) -> Register | None:
    """The version that holds now: the newest, once the meeting has approved one. None before."""
    return Register.objects.filter(meeting=meeting_id).order_by("-version").first()


def versions(meeting_id: UUID) -> QuerySet[Register]:
    """Every version, the first one first."""
    return Register.objects.filter(meeting=meeting_id).order_by("version")


def votes_of(register: Register) -> list[Vote]:
    """The votes of a version."""
    return [Vote(*row) for row in register.entries.values_list("member_id", "delegate_id", "venue_id")]


def votes_present(meeting_id: UUID) -> list[Vote]:
    """One vote for each member whose delegate is here now."""
    return [Vote(p.member, p.delegate, p.venue) for p in meetings.present(meeting_id)]


def entry_of_delegate(register_id: UUID, user_id: UUID) -> Entry | None:
    """The vote that this person casts in this version, if they have one."""
    return Entry.objects.filter(register=register_id, delegate=user_id).first()


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
    }


def rows(register_id: UUID) -> list[dict[str, Any]]:
    """The votes of a version as the annex lists them, numbered in Swedish order."""
    entries = Entry.objects.filter(register=register_id).order_by("member__sort_name", "member__number")
    return _numbered(entries.values_list("member__number", "member__name", "delegate__name", "venue__name"))


def register_shape(meeting_id: UUID) -> dict[str, Any]:
    """The register that holds, with its votes; before the approval, what the meeting would approve now."""
    register = current_register(meeting_id)
    if register is not None:
        return {**summary_of(register), "entries": rows(register.pk)}
    here = CheckIn.objects.filter(registration__meeting=meeting_id, out_at=None)
    entries = _numbered(
        here.order_by("registration__member__sort_name", "registration__member__number").values_list(
            "registration__member__number", "registration__member__name",
            "registration__delegate__name", "venue__name",
        )
    )  # fmt: skip
    votes: dict[UUID, int] = {}
    for vote in votes_present(meeting_id):
        votes[vote.venue] = votes.get(vote.venue, 0) + 1
    return {
        "id": None,
        "version": 0,
        "total": len(entries),
        "per_venue": _per_venue(meeting_id, votes),
        "approved_at": None,
        "changed_since_approval": False,
        "entries": entries,
    }


def meeting_shape(meeting_id: UUID, *, with_key: bool) -> dict[str, Any]:
    """The whole meeting with its register; polls stand a floor above."""
    found = meetings.meeting(meeting_id)
    return {**meetings.meeting_shape(found, with_key=with_key), "register": summary(found.pk)}


def _per_venue(meeting_id: UUID, votes: dict[UUID, int]) -> list[dict[str, Any]]:
    places = Venue.objects.filter(meeting=meeting_id).order_by("order")
    return [
        {"venue": str(pk), "name": name, "votes": votes.get(pk, 0)}
        for pk, name in places.values_list("pk", "name")
    ]


def _numbered(found: Any) -> list[dict[str, Any]]:  # noqa: ANN401  rows of four texts
    return [
        {"no": no, "number": number, "member": member, "delegate": delegate, "venue": venue}
        for no, (number, member, delegate, venue) in enumerate(found, 1)
    ]
