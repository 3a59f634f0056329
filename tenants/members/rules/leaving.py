"""What stands in the way of a member's own notice that it leaves, and of taking it back. Plain Python."""

from __future__ import annotations

from datetime import date

from kernel.errors import Obstacle


def obstacles_to_leaving(*, member_since: date | None, noticed_on: date, today: date) -> list[Obstacle]:
    """Only a member leaves, and its notice came while it was one."""
    if member_since is None:
        return [Obstacle("tenants.members.obstacle_is_no_member")]
    if noticed_on > today:
        return [Obstacle("tenants.members.obstacle_notice_to_come")]
    if noticed_on < member_since:
        return [
            Obstacle("tenants.members.obstacle_notice_before_joining", {"date": member_since.isoformat()})
        ]
    return []


def obstacles_to_staying(*, ends_on: date, today: date) -> list[Obstacle]:
    """Whoever has left asks to join again."""
    if ends_on > today:
        return []
    return [Obstacle("tenants.members.obstacle_has_left", {"date": ends_on.isoformat()})]
