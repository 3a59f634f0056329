"""The chair's one obvious next act. Rooms above add theirs with a higher priority."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kernel.errors import Obstacle
from voting.meetings.enums import Duty, ItemKind, ItemState, MeetingState
from voting.meetings.rules.course import ItemAt

COUNT_DEMANDED = "voting.meetings.next_count"


@dataclass(frozen=True)
class Act:
    """One thing to do now. Without an ``action`` it is done elsewhere, and the code says where.

    ``counts``: it holds a counted vote, or makes one ready, and so meets a demand for one.
    """

    priority: int
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    action: Mapping[str, Any] | None = None
    obstacles: Sequence[Obstacle] = ()
    counts: bool = False

    def to_json(self) -> dict[str, Any]:
        """As the chair's desk reads it."""
        return {
            "code": self.code,
            "params": dict(self.params),
            "action": dict(self.action) if self.action else None,
            "obstacles": [o.to_json() for o in self.obstacles],
        }


@dataclass(frozen=True)
class MeetingSeen:
    """The meeting as far as the chair's next act depends on it."""

    id: str
    state: str
    unconfirmed: Sequence[tuple[str, str]]
    items: Sequence[ItemAt]
    duties: Mapping[int, str]
    proposals: Mapping[int, str]
    demanded_by: Sequence[str] = ()
    heard: str = ""
    to_open: Sequence[Obstacle] = ()
    to_decide: Sequence[Obstacle] = ()


def next_act(acts: Iterable[Act]) -> Act | None:
    """The one with the highest priority; of equals the first."""
    return max(acts, key=lambda act: act.priority, default=None)


def meeting_demands(acts: Sequence[Act]) -> list[Act]:
    """A demand for a counted vote is met by the most pressing act that holds one, where there is one."""
    way = next_act(act for act in acts if act.counts)
    return [
        replace(act, action=way.action, obstacles=way.obstacles)
        if way is not None and act.code == COUNT_DEMANDED and act.action is None
        else act
        for act in acts
    ]


def meeting_acts(seen: MeetingSeen) -> list[Act]:
    """What the meeting's own room knows: places, opening, the item's decision, the next item, the end."""
    home = f"/api/meetings/{seen.id}"
    if seen.state == MeetingState.CLOSED:
        return []
    if seen.state == MeetingState.ADJOURNED:
        return [Act(50, "voting.meetings.next_resume", {}, _post(f"{home}/resume"))]
    if seen.state == MeetingState.PLANNED:
        return _before(seen, home)
    current = next((item for item in seen.items if item.state == ItemState.NOW), None)
    if current is None:
        return [Act(10, "voting.meetings.next_close", {}, _post(f"{home}/close"))]
    return _under(seen, current, home)


def _before(seen: MeetingSeen, home: str) -> list[Act]:
    for venue, name in seen.unconfirmed:
        action = _post(f"{home}/venues/{venue}/confirm")
        return [Act(60, "voting.meetings.next_confirm_venue", {"venue": name}, action)]
    return [Act(50, "voting.meetings.next_open", {}, _post(f"{home}/open"), seen.to_open)]


def _under(seen: MeetingSeen, current: ItemAt, home: str) -> list[Act]:
    params = {"item_no": current.no}
    if seen.demanded_by:
        who = {**params, "name": ", ".join(seen.demanded_by)}
        return [Act(45, COUNT_DEMANDED, who)]
    if current.is_decided or current.kind == ItemKind.INFORMATION:
        return [_move_on(seen, current, home)]
    if seen.duties.get(current.no) == Duty.REGISTER:
        return [Act(20, "voting.meetings.next_register", params)]
    body = {"text_sv": seen.proposals.get(current.no, ""), "method": "acclamation"}
    action = {"method": "POST", "url": f"{home}/items/{current.no}/decisions", "body": body}
    return [Act(20, "voting.meetings.next_decide", params, action, seen.to_decide)]


def _move_on(seen: MeetingSeen, current: ItemAt, home: str) -> Act:
    later = [item for item in seen.items if item.state == ItemState.LATER and item.no > current.no]
    if not later:
        return Act(10, "voting.meetings.next_close", {}, _post(f"{home}/close"))
    no = later[0].no
    return Act(10, "voting.meetings.next_item", {"item_no": no}, _post(f"{home}/items/{no}/start"))


def _post(url: str) -> dict[str, Any]:
    return {"method": "POST", "url": url, "body": {}}
