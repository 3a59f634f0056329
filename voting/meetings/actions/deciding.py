"""What the meeting decided is written down, and has its effects on the meeting and the association."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Obstacle, refuse_if
from tenants.decisions.actions import NewEffect, take_decision
from tenants.decisions.enums import Method
from tenants.decisions.models import Decision
from tenants.decisions.queries import said_before
from tenants.founding.actions import carry_out
from voting.meetings import queries, rules
from voting.meetings.actions.leading import fulfil, item_of
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.actions.texts import adopt_what_they_name, let_approved_hold
from voting.meetings.enums import Duty, ItemOutcome, NoteKind
from voting.meetings.events import ItemPostponed
from voting.meetings.models import Item, Meeting

UNCOUNTED = frozenset({"acclamation", "trial_vote"})
COUNTED = frozenset({"poll", "roll_call"})
WORDS = {
    ItemOutcome.TABLED: "Mötet beslutade att bordlägga frågan.",
    ItemOutcome.REFERRED_BACK: "Mötet beslutade att återremittera frågan.",
}


@transaction.atomic
def record_decision(
    *,
    meeting_id: UUID,
    item_no: int,
    text_sv: str,
    method: Method,
    by: Actor,
    at: datetime,
    poll: UUID | None = None,
    motion: UUID | None = None,
    effects: Sequence[NewEffect] = (),
) -> Decision:
    """Write down what the meeting decided under an item, and let it have its effects.

    At a rehearsal a decision is written down and brings nothing about.

    The same words again, or the same poll, give the same decision. A declared poll calls this too. A
    counted vote that somebody demanded before the gavel must be held first, and the quorum must be there.
    """
    meeting = lock_meeting(meeting_id)
    item = item_of(meeting, item_no)
    text = text_sv.strip()
    before = said_before(meeting=meeting.pk, item_no=item_no, text_sv=text, poll=poll)
    if before is not None:
        return before
    state = next(i for i in queries.agenda_states(meeting) if i.no == item_no)
    extra = _in_the_way(meeting, item, method)
    refuse_if(rules.obstacles_to_deciding(meeting.state, state, extra=extra))
    if method is not Method.NOTE:
        _the_gavel_falls(meeting, item, method, at=at)
    brings = [] if meeting.is_rehearsal else adopt_what_they_name(meeting, item_no, effects, by=by, at=at)
    decision = take_decision(
        meeting=meeting.pk, item_no=item_no, text_sv=text, method=method, poll=poll, motion=motion,
        effects=brings, by=by, at=at,
    )  # fmt: skip
    if not meeting.is_rehearsal:
        carry_out(decision=decision, by=by, at=at)
        let_approved_hold(meeting, decision, by=by, at=at)
    return decision


@transaction.atomic
def postpone_item(
    *,
    meeting_id: UUID,
    no: int,
    outcome: ItemOutcome,
    reasons: str,
    by: Actor,
    at: datetime,
    text_sv: str = "",
    method: Method = Method.ACCLAMATION,
    poll: UUID | None = None,
) -> Decision:
    """Table an item (bordläggning: as it is) or refer it back (återremiss: with what to look into).

    Recorded as a decision; the item is then dealt with. Postponing again changes nothing.
    """
    meeting = lock_meeting(meeting_id)
    item, why = item_of(meeting, no), reasons.strip()
    if outcome == ItemOutcome.REFERRED_BACK and not why:
        raise Malformed({"reasons": [Obstacle("platform.kernel.field_required")]})
    text = text_sv.strip() or (f"{WORDS[outcome][:-1]} med motiveringen: {why}" if why else WORDS[outcome])
    is_new = item.outcome != outcome
    decision = record_decision(
        meeting_id=meeting_id, item_no=no, text_sv=text, method=method, poll=poll, by=by, at=at
    )
    if is_new:
        meeting.items.filter(pk=item.pk).update(outcome=outcome, outcome_reasons=why)
        fact = ItemPostponed(subject=meeting.pk, no=no, outcome=outcome, reasons=why, decision=decision.pk)
        record(fact, by=by, at=at)
    return decision


def _in_the_way(meeting: Meeting, item: Item, method: Method) -> Iterable[Obstacle]:
    if method is Method.NOTE:
        return []
    found = rules.obstacles_of_quorum(queries.quorum(meeting, item))
    if method in UNCOUNTED:
        found += rules.obstacles_to_the_gavel(queries.demanded_by(meeting, item.no))
    return found


def _the_gavel_falls(meeting: Meeting, item: Item, method: Method, *, at: datetime) -> None:
    """What was asked is settled; so are demands for a count, once there was one."""
    meeting.soundings.filter(item_no=item.no, settled_at=None, withdrawn_at=None).update(settled_at=at)
    if method in COUNTED:
        demands = meeting.notes.filter(item_no=item.no, kind=NoteKind.COUNT_DEMANDED)
        demands.filter(settled_at=None, withdrawn_at=None).update(settled_at=at)
    if item.duty == Duty.RULES_OF_PROCEDURE:
        fulfil(meeting, Duty.RULES_OF_PROCEDURE, at=at)
