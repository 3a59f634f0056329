"""Locks in one order: the meeting, then the motion or the order. Everything is read after the locks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kernel.errors import Missing
from voting.meetings.actions.locks import lock_meeting
from voting.motions import queries
from voting.motions.models import Motion, Order


def locked_motion(motion_id: UUID, *, at: datetime) -> tuple[Motion, queries.Sheet]:
    """The motion and its item's sheet, held until the transaction ends."""
    meeting_id = Motion.objects.filter(pk=motion_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise Missing
    meeting = lock_meeting(meeting_id)
    Motion.objects.select_for_update(of=("self",), no_key=True).filter(pk=motion_id).first()
    item_no = Motion.objects.filter(pk=motion_id).values_list("item_no", flat=True).get()
    on = queries.sheet(meeting, item_no, at=at)
    return next(m for m in on.motions if m.pk == motion_id), on


def locked_sheet(meeting_id: UUID, item_no: int, *, at: datetime) -> queries.Sheet:
    """An item's sheet, its order held until the transaction ends."""
    meeting = lock_meeting(meeting_id)
    Order.objects.select_for_update(no_key=True).filter(meeting=meeting, item_no=item_no).first()
    return queries.sheet(meeting, item_no, at=at)
