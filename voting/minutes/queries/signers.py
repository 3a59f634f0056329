"""Who signs the minutes of a meeting: its secretary, its chair and its adjusters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.models import RoleGrant, User
from kernel.actor import Actor
from voting.meetings import queries as meetings
from voting.meetings.enums import MeetingKind
from voting.meetings.models import Meeting
from voting.minutes.enums import SignerRole


@dataclass(frozen=True)
class Signs:
    """Somebody who is to sign, and as what."""

    user: Any
    role: SignerRole


def signers_of(meeting: Meeting) -> list[Signs]:
    """In the order of the record: the secretary, the chair, then each adjuster. A person signs once.

    A board meeting's are those whom the board chose; other meetings' hold the roles.
    """
    named = _of_the_board(meeting) if meeting.kind == MeetingKind.BOARD else _by_role()
    found: list[Signs] = []
    for role, most in ((SignerRole.SECRETARY, 1), (SignerRole.CHAIR, 1), (SignerRole.ADJUSTER, None)):
        held = [one.user for one in named if one.role == role][:most]
        taken = {one.user.pk for one in found}
        found += [Signs(user, role) for user in held if user.pk not in taken]
    return found


def role_at(meeting: Meeting, by: Actor) -> SignerRole | None:
    """In which role somebody has a hand in this meeting's minutes, the record's first; None for others."""
    if meeting.kind == MeetingKind.BOARD:
        return next((one.role for one in signers_of(meeting) if one.user.pk == by.id), None)
    order = (SignerRole.SECRETARY, SignerRole.CHAIR, SignerRole.ADJUSTER)
    return next((role for role in order if role.value in by.roles), None)


def _by_role() -> list[Signs]:
    grants = RoleGrant.objects.filter(role__in=[role.value for role in SignerRole]).select_related("user")
    return [Signs(g.user, SignerRole(g.role)) for g in grants.order_by("granted_at", "pk")]


def _of_the_board(meeting: Meeting) -> list[Signs]:
    chosen = meetings.signers_of(meeting)
    users = {user.email: user for user in User.objects.filter(email__in=[one["email"] for one in chosen])}
    return [Signs(users[one["email"]], SignerRole(one["role"])) for one in chosen if one["email"] in users]
