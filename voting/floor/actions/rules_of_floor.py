"""How the list is kept: its order, the time for a speech, the line, and which item it is of."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, refuse_if
from voting.floor import queries
from voting.floor.actions.locks import changed, locked_sheet, note_step
from voting.floor.enums import Policy, RequestState
from voting.floor.events import LimitsSet, LineDrawn, LineLifted, ListTurned, PolicySet
from voting.floor.models import Line, Request
from voting.meetings.rules import obstacles_to_change


@transaction.atomic
def set_limits(
    *, meeting_id: UUID, limit_s: int | None, reply_limit_s: int | None = None, by: Actor, at: datetime
) -> dict[str, Any]:
    """Set the time for speeches that begin from now on; None is without limit.

    Replies keep theirs when none is given.
    """
    on = locked_sheet(meeting_id)
    reply = on.floor.reply_limit_s if reply_limit_s is None else reply_limit_s
    if (on.floor.limit_s, on.floor.reply_limit_s) == (limit_s, reply):
        return queries.shape(on)
    refuse_if(obstacles_to_change(on.meeting.state))
    on.floor.limit_s, on.floor.reply_limit_s = limit_s, reply
    floor = changed(on)
    fact = LimitsSet(subject=meeting_id, limit_s=limit_s, reply_limit_s=reply, floor=floor)
    record(fact, by=by, at=at)
    return floor


@transaction.atomic
def set_policy(*, meeting_id: UUID, policy: Policy, by: Actor, at: datetime) -> dict[str, Any]:
    """Take the list in another order from now on. The same again changes nothing."""
    on = locked_sheet(meeting_id)
    if on.floor.policy == policy:
        return queries.shape(on)
    refuse_if(obstacles_to_change(on.meeting.state))
    on.floor.policy = policy
    floor = changed(on)
    record(PolicySet(subject=meeting_id, policy=policy.value, floor=floor), by=by, at=at)
    return floor


@transaction.atomic
def draw_line(
    *, meeting_id: UUID, by: Actor, at: datetime, item_no: int | None = None, last_chance_s: int = 0
) -> dict[str, Any]:
    """Streck: announce the speakers, let more sign up for a while, then the list is closed.

    Drawn again it can close earlier, never later. Without ``item_no`` it is the present item's.
    """
    on = locked_sheet(meeting_id)
    no = item_no if item_no is not None else on.item_no
    refuse_if(on.now.obstacles())
    if no is None or not on.meeting.items.filter(no=no).exists():
        raise Missing
    closes_at = at + timedelta(seconds=last_chance_s)
    line = Line.objects.filter(meeting=on.meeting, item_no=no).first()
    if line is not None and line.closes_at <= closes_at:
        return queries.shape(on)
    note_step(on, "line", {}, line=line, item_no=no)
    if line is None:
        line = Line(meeting=on.meeting, item_no=no, drawn_at=at)
    line.closes_at = max(closes_at, line.drawn_at)
    line.save()
    floor = changed(on)
    speakers = [one["name"] for one in floor["waiting"]] if no == on.item_no else []
    fact = LineDrawn(
        subject=meeting_id, item_no=no, closes_at=line.closes_at.isoformat(), speakers=speakers, floor=floor
    )
    record(fact, by=by, at=at)
    return floor


@transaction.atomic
def lift_line(*, meeting_id: UUID, by: Actor, at: datetime, item_no: int | None = None) -> dict[str, Any]:
    """Open the list again. Where there is no line nothing changes."""
    on = locked_sheet(meeting_id)
    no = item_no if item_no is not None else on.item_no
    line = Line.objects.filter(meeting=on.meeting, item_no=no).first() if no is not None else None
    if line is None or no is None:
        return queries.shape(on)
    refuse_if(on.now.obstacles())
    note_step(on, "lift", {}, line=line, item_no=no)
    line.delete()
    floor = changed(on)
    record(LineLifted(subject=meeting_id, item_no=no, floor=floor), by=by, at=at)
    return floor


@transaction.atomic
def turn_list(*, meeting_id: UUID, by: Actor, at: datetime) -> None:
    """Another item is dealt with, or none: whoever spoke has finished, and its own list is shown.

    The rooms that take up items call it in the same transaction. Where nobody spoke or waits it says nothing.
    """
    on = locked_sheet(meeting_id)
    current = on.current
    others = Request.objects.filter(meeting=on.meeting, state=RequestState.WAITING.value)
    if current is None and on.line is None and not others.exists():
        return
    if current is not None and current.item_no != on.item_no:
        current.state, current.ended_at = RequestState.DONE, max(at, current.started_at or at)
        current.save(update_fields=["state", "ended_at"])
    on.floor.step = None
    floor = changed(on, hands=True)
    record(ListTurned(subject=meeting_id, item_no=on.item_no, floor=floor), by=by, at=at)
