"""Verbs on decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Missing, Obstacle, refuse_if
from tenants.decisions import queries, rules
from tenants.decisions.enums import EffectKind, Method
from tenants.decisions.events import DecisionRetracted, DecisionTaken
from tenants.decisions.models import Decision, Effect


@dataclass(frozen=True, kw_only=True)
class NewEffect:
    """What a decision is to bring about. ``body`` as described beside the kind."""

    kind: EffectKind
    body: Mapping[str, Any] = field(default_factory=dict)


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
    motion: UUID | None = None,
    effects: Sequence[NewEffect] = (),
) -> Decision:
    """Write down what was decided. The same words under the same item, or the same poll, decide once.

    The caller holds the meeting's row lock, so that of two identical requests the second sees the
    first; the unique constraints agree. It is recorded here, so nothing may be locked after it. Effects
    are noted here and brought about by :func:`tenants.founding.actions.carry_out`. A note has none.
    """
    before = queries.said_before(meeting=meeting, item_no=item_no, text_sv=text_sv, poll=poll)
    if before is not None:
        return before
    faults = rules.faults_in_effects([(one.kind, one.body) for one in effects])
    if method is Method.NOTE and effects:
        faults.append(Obstacle("tenants.decisions.obstacle_a_note_decides_nothing"))
    if faults:
        raise Malformed({"effects": faults})
    decision = Decision.objects.create(
        meeting=meeting,
        item_no=item_no,
        text_sv=text_sv,
        method=method.value,
        poll=poll,
        motion=motion,
        taken_at=at,
    )
    Effect.objects.bulk_create(
        Effect(decision=decision, kind=one.kind.value, body=dict(one.body), at=at) for one in effects
    )
    entry = record(DecisionTaken(subject=meeting, decision=queries.shape(decision)), by=by, at=at)
    decision.event = entry.pk
    decision.save(update_fields=["event"])
    return decision


@transaction.atomic
def retract_decision(
    *, decision_id: UUID, reason: str, by: Actor, at: datetime, poll_voided: bool = False
) -> Decision:
    """Take a decision back, with a reason that the minutes tell. Refused once it has had an effect.

    A decision of a counted vote is not retracted: the vote is declared void instead, which takes the
    decision with it (``poll_voided``). Retracting again changes nothing. The caller holds the meeting.
    """
    decision = Decision.objects.select_for_update(of=("self",)).filter(pk=decision_id).first()
    if decision is None:
        raise Missing
    if decision.retracted_at is not None:
        return decision
    if not reason.strip():
        raise Malformed({"reason": [Obstacle("platform.kernel.field_required")]})
    standing = [effect.kind for effect in decision.effects.filter(undone_at=None)]
    method = "" if poll_voided else decision.method
    refuse_if(rules.obstacles_to_retracting(method=method, effects=standing))
    why = reason.strip()
    decision.retracted_at, decision.retracted_because = at, why
    decision.save(update_fields=["retracted_at", "retracted_because"])
    fact = DecisionRetracted(
        subject=decision.meeting, decision=queries.shape(decision), reason=reason.strip()
    )
    record(fact, by=by, at=at)
    return decision
