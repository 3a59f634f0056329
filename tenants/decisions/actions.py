"""Verbs on decisions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from tenants.decisions import queries
from tenants.decisions.enums import Method
from tenants.decisions.events import DecisionTaken
from tenants.decisions.models import Decision


@transaction.atomic
def take_decision(
    *,
    meeting: UUID,
    item_no: int,
    text_sv: str,
    method: Method,
    by: Actor,
    at: datetime,
    poll: UUID | None = None,
) -> Decision:
    """Write down what was decided. The same words under the same item, or the same poll, decide once.

    The caller holds the meeting's row lock, so that of two identical requests the second sees the
    first; the unique constraints agree. It is recorded here, so nothing may be locked after it.
    """
    before = queries.said_before(meeting=meeting, item_no=item_no, text_sv=text_sv, poll=poll)
    if before is not None:
        return before
    decision = Decision.objects.create(
        meeting=meeting, item_no=item_no, text_sv=text_sv, method=method.value, poll=poll, taken_at=at
    )
    entry = record(DecisionTaken(subject=meeting, decision=queries.shape(decision)), by=by, at=at)
    decision.event = entry.pk
    decision.save(update_fields=["event"])
    return decision
