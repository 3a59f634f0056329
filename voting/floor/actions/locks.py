"""The meeting's lock, the floor under it, and how a change is written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from kernel.errors import Missing
from voting.floor import queries
from voting.floor.models import Floor, Line, Request
from voting.meetings.actions.locks import lock_meeting

TIMES = ("started_at", "ended_at")
COURSE = ("state", "limit_s", "reason", *TIMES)


def locked_sheet(meeting_id: UUID) -> queries.Sheet:
    """The floor as it stands while the meeting's row is held. Its own row is there from now on."""
    meeting = lock_meeting(meeting_id)
    Floor.objects.get_or_create(meeting=meeting)
    return queries.sheet(meeting)


def request_in(on: queries.Sheet, request_id: UUID) -> Request:
    """The request, or Missing."""
    found = queries.request_of(on.meeting.pk, request_id)
    if found is None:
        raise Missing
    return found


def changed(on: queries.Sheet, *, hands: bool = False) -> dict[str, Any]:
    """The whole list after a change, under its new version. ``hands``: the floor has changed hands."""
    on.floor.version += 1
    on.floor.turn += int(hands)
    on.floor.save()
    return queries.floor_shape(on.meeting)


def as_it_stood(requests: Sequence[Request], *, fields: Sequence[str] = COURSE) -> dict[str, dict[str, Any]]:
    """What undoing puts back, and nothing else: taken before the change."""
    return {str(r.pk): {name: _plain(getattr(r, name)) for name in fields} for r in requests}


def note_step(
    on: queries.Sheet,
    kind: str,
    before: dict[str, dict[str, Any]],
    after: Sequence[Request] = (),
    *,
    line: Line | None = None,
    item_no: int | None = None,
) -> None:
    """Remember the step, so that it can be taken back once. Saved with the change itself."""
    on.floor.steps += 1
    on.floor.step = {
        "n": on.floor.steps,
        "kind": kind,
        "item_no": item_no,
        "before": before,
        "after": {str(r.pk): str(r.state) for r in after},
        "line": [line.drawn_at.isoformat(), line.closes_at.isoformat()] if line else None,
    }


def _plain(value: Any) -> Any:  # noqa: ANN401  a field's value
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
