"""What a proxy's file may be, and when a proxy can be filed and taken back. Plain Python."""

from __future__ import annotations

from datetime import date

from kernel.errors import Obstacle
from voting.meetings.rules import obstacles_to_change

MAX_BYTES = 5 * 1024 * 1024
KINDS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)


def kind_of(content: bytes) -> str | None:
    """What the bytes themselves say they are: a PDF or a picture; None for anything else."""
    return next((kind for start, kind in KINDS if content.startswith(start)), None)


def faults_in_proxy(*, content: bytes, dated: date, today: date) -> dict[str, list[Obstacle]]:
    """What cannot be a signed, dated proxy, whenever it is filed."""
    faults = {}
    if len(content) > MAX_BYTES:
        faults["file"] = [Obstacle("voting.register.error_proxy_too_large", {"megabytes": MAX_BYTES >> 20})]
    elif kind_of(content) is None:
        faults["file"] = [Obstacle("voting.register.error_proxy_kind")]
    if dated > today:
        faults["dated"] = [Obstacle("voting.register.error_proxy_dated_later")]
    return faults


def obstacles_to_filing(
    state: str, *, allowed: bool, is_approved: bool, deadline: str | None, own: bool
) -> list[Obstacle]:
    """Until the register is approved, where the rules accept proxies at all."""
    found = obstacles_to_change(state)
    if found:
        return found
    if not allowed:
        found.append(Obstacle("voting.register.obstacle_no_proxies"))
    if is_approved and deadline == "before_register_approved":
        found.append(Obstacle("voting.register.obstacle_proxy_late"))
    if own:
        found.append(Obstacle("voting.register.obstacle_proxy_to_own"))
    return found
