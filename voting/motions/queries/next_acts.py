"""What the chair does next with the motions of the item that is up."""

from __future__ import annotations

from typing import Any

from kernel.errors import Obstacle
from voting.meetings import queries as meetings
from voting.meetings.enums import ItemState, MeetingState
from voting.meetings.models import Meeting
from voting.meetings.rules import Act
from voting.motions import rules
from voting.motions.enums import MatterKind, StepKind
from voting.motions.models import Order
from voting.motions.queries.orders import next_of, poll_obstacles
from voting.motions.queries.sheets import Sheet, sheet
from voting.motions.rules import wording

PRIORITY = 30


def next_acts(found: Meeting) -> list[Act]:
    """Main proposal, order, step or untouched rest, whichever is to come; nothing while a vote goes on."""
    item = found.items.filter(state=ItemState.NOW.value).first()
    if found.state != MeetingState.OPEN or item is None:
        return []
    on = sheet(found, item.no, at=found.opened_at or found.starts_at)
    if on.ground.kind == MatterKind.FEES and not on.has_base and not meetings.is_decided(found, item.no):
        return [Act(PRIORITY, "voting.motions.next_main", {"item_no": item.no})]
    is_moved = bool(on.alive) or on.ground.kind != MatterKind.GENERAL
    if not is_moved or not (on.has_base and on.has_something) or on.situation.is_finished:
        return []
    home = f"/api/meetings/{found.pk}/items/{item.no}/order"
    return _running(on, home) if on.is_approved else _approving(on, home)


def obstacles_to_leaving(found: Meeting) -> list[Obstacle]:
    """An order that the meeting approved is taken to its end, unless the matter was put off."""
    item = found.items.filter(state=ItemState.NOW.value).first()
    waiting = Order.objects.filter(meeting=found, approved_at__isnull=False, finished_at=None)
    if item is None or item.outcome or not waiting.filter(item_no=item.no).exists():
        return []
    return [Obstacle("voting.motions.obstacle_order_unfinished", {"item_no": item.no})]


def _approving(on: Sheet, home: str) -> list[Act]:
    obstacles = on.proposing
    params = {"item_no": on.item.no, "steps": len(on.book.steps)}
    return [Act(PRIORITY, "voting.motions.next_approve_order", params, _post(f"{home}/approve"), obstacles)]


def _running(on: Sheet, home: str) -> list[Act]:
    coming: dict[str, Any] = next_of(on) or {}
    if coming.get("untouched"):
        params: dict[str, Any] = {"item_no": on.item.no, "n": len(on.book.untouched)}
        obstacles = rules.obstacles_to_untouched(on.situation, on.book)
        return [Act(PRIORITY, "voting.motions.next_untouched", params, _post(f"{home}/untouched"), obstacles)]
    no = coming.get("step")
    if no is None or on.poll_underway(on.row(no)) is not None:
        return []
    step = on.book.by_no[no]
    params = {"item_no": on.item.no, "step": no, "steps": len(on.book.steps)}
    params["title"] = wording.title(on.book, step)
    obstacles, way = poll_obstacles(on, step), f"{home}/steps/{no}"
    vote = Act(PRIORITY, "voting.motions.next_step", params, _post(f"{way}/poll"), obstacles, counts=True)
    if step.kind != StepKind.OWN:
        return [vote]
    said = _post(f"{way}/acclamation", {"outcome": "yes"})
    return [Act(PRIORITY + 1, "voting.motions.next_acclamation", params, said, obstacles), vote]


def _post(url: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"method": "POST", "url": url, "body": body or {}}
