"""When a code is good, and when there have been too many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from kernel.errors import Obstacle

VALID = timedelta(minutes=10)
WRONG = "platform.accounts.error_code_wrong"
TRIES_PER_CODE = 5
WRONG_PER_HOUR = 15
CODES_PER_WINDOW = 6
WINDOW = timedelta(minutes=15)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Tries:
    """What somebody has tried lately with one address."""

    wrong_last_hour: int
    frees_up_at: datetime | None


def obstacles_to_code(
    *,
    found: bool,
    right: bool,
    valid_until: datetime | None,
    attempts: int,
    used: bool,
    tries: Tries,
    at: datetime,
) -> list[Obstacle]:
    """What stops this code. An unknown address and a wrong code read the same."""
    if tries.wrong_last_hour >= WRONG_PER_HOUR or attempts >= TRIES_PER_CODE:
        frees = tries.frees_up_at or at + VALID
        return too_many(frees)
    if not found or not right:
        return [Obstacle(WRONG)]
    if used or valid_until is None or at >= valid_until:
        return [Obstacle("platform.accounts.error_code_expired")]
    return []


def too_many(frees_up_at: datetime) -> list[Obstacle]:
    """There have been too many tries or codes; when it is worth trying again."""
    return [Obstacle("platform.accounts.error_too_many", {"time": frees_up_at.isoformat()})]


def obstacles_to_withdrawing(*, role: str, offices: int) -> list[Obstacle]:
    """An association without an office cannot let anybody in."""
    if role == "office" and offices <= 1:
        return [Obstacle("platform.accounts.obstacle_last_office")]
    return []
