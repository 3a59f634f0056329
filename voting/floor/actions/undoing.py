"""The last step is taken back, once, and the record says so."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import refuse_if
from voting.floor import queries, rules
from voting.floor.actions.locks import TIMES, changed, locked_sheet
from voting.floor.enums import RequestState
from voting.floor.events import StepUndone
from voting.floor.models import Line, Request
from voting.meetings.rules import obstacles_to_leading


@transaction.atomic
def undo(*, meeting_id: UUID, step: int, by: Actor, at: datetime) -> dict[str, Any]:
    """Put back what stood before the last step. ``step`` names it, so that it is taken back once."""
    on = locked_sheet(meeting_id)
    last = on.floor.step
    if last is None or last["n"] != step:
        return queries.shape(on)
    rows = {str(r.pk): r for r in Request.objects.filter(pk__in=last["before"])}
    states = {key: str(row.state) for key, row in rows.items()}
    refuse_if(obstacles_to_leading(on.meeting.state) or rules.obstacles_to_undoing(last["after"], states))
    if last["kind"] in {"line", "lift"}:
        _put_line_back(on, last)
    _put_requests_back(rows, last["before"])
    on.floor.step = None
    floor = changed(on, hands=last["kind"] in {"next", "stop"})
    record(StepUndone(subject=meeting_id, step=last["kind"], floor=floor), by=by, at=at)
    return floor


def _put_line_back(on: queries.Sheet, last: dict[str, Any]) -> None:
    Line.objects.filter(meeting=on.meeting, item_no=last["item_no"]).delete()
    if last["line"]:
        drawn, closes = (datetime.fromisoformat(text) for text in last["line"])
        Line.objects.create(meeting=on.meeting, item_no=last["item_no"], drawn_at=drawn, closes_at=closes)


def _put_requests_back(rows: dict[str, Request], before: dict[str, dict[str, Any]]) -> None:
    """Those who lose the floor first: nobody shares it, not even for a moment."""
    for key in sorted(rows, key=lambda key: before[key].get("state") == RequestState.SPEAKING):
        for name, value in before[key].items():
            is_time = name in TIMES and value is not None
            setattr(rows[key], name, datetime.fromisoformat(value) if is_time else value)
        rows[key].save(update_fields=list(before[key]))
