"""Reads of decisions."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from tenants.decisions.models import Decision


def shape(decision: Decision) -> dict[str, Any]:
    """A decision as the API and the record tell it."""
    return {
        "id": str(decision.pk),
        "item_no": decision.item_no,
        "text_sv": decision.text_sv,
        "method": decision.method,
        "taken_at": decision.taken_at,
        "poll": str(decision.poll) if decision.poll else None,
        "event": decision.event,
    }


def decisions_of(meeting: UUID) -> dict[int, list[Decision]]:
    """The meeting's decisions by item, each item's in the order they were taken; one query."""
    found: dict[int, list[Decision]] = defaultdict(list)
    for decision in Decision.objects.filter(meeting=meeting).order_by("event"):
        found[decision.item_no].append(decision)
    return found


def said_before(*, meeting: UUID, item_no: int, text_sv: str, poll: UUID | None) -> Decision | None:
    """The decision that this one would repeat, if there is one."""
    same = Decision.objects.filter(meeting=meeting, poll=poll)
    if poll is None:
        same = same.filter(item_no=item_no, text_sv=text_sv)
    return same.first()
