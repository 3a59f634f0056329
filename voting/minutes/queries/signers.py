"""Who signs the minutes of a meeting: its secretary, its chair and its adjusters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.models import RoleGrant
from kernel.permissions import Role
from voting.minutes.enums import SignerRole


@dataclass(frozen=True)
class Signs:
    """Somebody who is to sign, and as what."""

    user: Any
    role: SignerRole


def signers_of() -> list[Signs]:
    """In the order of the record: the secretary, the chair, then each adjuster. A person signs once."""
    grants = list(
        RoleGrant.objects.filter(role__in=[r.value for r in (Role.CHAIR, Role.SECRETARY, Role.ADJUSTER)])
        .select_related("user")
        .order_by("granted_at", "pk")
    )
    found: list[Signs] = []
    for role, most in ((SignerRole.SECRETARY, 1), (SignerRole.CHAIR, 1), (SignerRole.ADJUSTER, None)):
        held = [g.user for g in grants if g.role == role.value][:most]
        taken = {one.user.pk for one in found}
        found += [Signs(user, role) for user in held if user.pk not in taken]
    return found
