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
        "motion": str(decision.motion) if decision.motion else None,
        "event": decision.event,
        "effects": [{"kind": one.kind, "body": one.body} for one in decision.effects.all()],
        "retracted_at": decision.retracted_at,
        "retracted_because": decision.retracted_because,
    }


def decisions_of(meeting: UUID) -> dict[int, list[Decision]]:
    """The meeting's standing decisions by item, each item's in the order they were taken; two queries."""
    found: dict[int, list[Decision]] = defaultdict(list)
    standing = Decision.objects.filter(meeting=meeting, retracted_at=None).prefetch_related("effects")
    for decision in standing.order_by("event"):
        found[decision.item_no].append(decision)
    return found


def said_before(*, meeting: UUID, item_no: int, text_sv: str, poll: UUID | None) -> Decision | None:
    """The decision that this one would repeat, if there is one."""
    same = Decision.objects.filter(meeting=meeting, poll=poll, retracted_at=None)
    if poll is None:
        same = same.filter(item_no=item_no, text_sv=text_sv)
    return same.first()
