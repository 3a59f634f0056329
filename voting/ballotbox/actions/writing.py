"""The box's lock, and the next event of its chain."""

from __future__ import annotations

from uuid import UUID

from kernel.errors import Missing
from voting.ballotbox.models import Box
from voting.belenios.archive import Writer

HEAVY = ("election", "trustees", "credentials", "tally")
"""Hundreds of kilobytes that a ballot does not need to have read while all others wait for it."""


def locked_box(poll_id: UUID, *, head_alone: bool = False) -> Box:
    """The box, held until the transaction ends: the chain grows by one event at a time."""
    boxes = Box.objects.defer(*HEAVY) if head_alone else Box.objects.all()
    box = boxes.select_for_update().filter(pk=poll_id).first()
    if box is None:
        raise Missing
    return box


def appended(box: Box, kind: str, *payloads: bytes) -> str:
    """Move the box's head and height on by one event, not yet saved; gives the event's hash."""
    writer = Writer(box.timestamp, head=box.head, height=box.height)
    writer.append(kind, *payloads)
    box.head, box.height = writer.head or "", writer.height
    return box.head
