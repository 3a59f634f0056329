"""What stands in the way of an organisation that asks to become a member. Plain Python."""

from __future__ import annotations

from datetime import date

from kernel.errors import Obstacle
from tenants.networks.enums import Stage


def obstacles_to_asking(*, stage: str, member_since: date | None) -> list[Obstacle]:
    """There is an association to join, and one joins it once (statutes § 4)."""
    if stage != Stage.ASSOCIATION:
        return [Obstacle("tenants.members.obstacle_no_association_yet")]
    if member_since is not None:
        return [Obstacle("tenants.members.obstacle_is_member", {"date": member_since.isoformat()})]
    return []
