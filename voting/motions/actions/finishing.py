"""A step is decided; and when the last one is, the text is adopted or the fees are set.

Everything is written before anything is recorded: the record's lock is taken last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from journal.actions import record
from kernel.actor import Actor
from kernel.days import day_of
from tenants.decisions.actions import NewEffect
from tenants.decisions.enums import EffectKind, Method
from tenants.decisions.models import Decision
from tenants.statutes import actions as statutes
from voting.meetings import actions as meetings
from voting.meetings.enums import ItemOutcome
from voting.motions import queries
from voting.motions.actions.adopting import adopt
from voting.motions.enums import Ending, MatterKind, Mode, MotionKind, MotionState, StepKind, Taken
from voting.motions.events import OrderFinished, StepTaken
from voting.motions.models import Motion, Step
from voting.motions.rules import StepNow, verdicts

METHODS = {
    Taken.ACCLAMATION: Method.ACCLAMATION,
    Taken.TRIAL_VOTE: Method.TRIAL_VOTE,
    Taken.POLL: Method.POLL,
}


@dataclass(frozen=True, kw_only=True)
class Result:
    """How a step came out, and by what means."""

    outcome: str
    method: Taken
    poll: UUID | None = None
    count: dict[str, Any] | None = None
    resolved_by: str = ""


def decide_step(on: queries.Sheet, no: int, result: Result, *, by: Actor, at: datetime) -> queries.Sheet:
    """Write down a step's answer, what it decides and what follows. The caller holds the meeting."""
    row = on.row(no)
    row.outcome, row.method, row.decided_at = result.outcome, result.method.value, at
    row.poll, row.result, row.resolved_by = result.poll, result.count, result.resolved_by
    row.save()
    on = on.again()
    row = on.row(no)
    step = on.book.by_no[no]
    _settle(on, step, at=at)
    clause = verdicts.of_step(on.book, step)
    ended = (
        _end(on, clause, row, by=by, at=at) if on.book.is_finished else _record(on, clause, row, by=by, at=at)
    )
    if ended is not None:
        row.decision = ended.pk
        row.save(update_fields=["decision"])
    on = on.again()
    order = queries.order_shape(on)
    record(StepTaken(subject=on.meeting.pk, order=order, step=no), by=by, at=at)
    if on.situation.is_finished:
        record(OrderFinished(subject=on.meeting.pk, order=order), by=by, at=at)
    return on


def finish_if_done(on: queries.Sheet, *, by: Actor, at: datetime) -> queries.Sheet:
    """After the untouched rest: when nothing else is left to put, the matter is decided."""
    if on.order is None or on.situation.is_finished or not on.book.is_finished:
        return on
    _end(on, "", None, by=by, at=at)
    on = on.again()
    record(OrderFinished(subject=on.meeting.pk, order=queries.order_shape(on)), by=by, at=at)
    return on


def _end(on: queries.Sheet, clause: str, row: Step | None, *, by: Actor, at: datetime) -> Decision | None:
    """Nothing is left to put: the matter is put off, adopted, rejected or set, in one decision."""
    assert on.order is not None
    ending, closing, effects = _ending(on, by=by, at=at)
    on.order.ending, on.order.finished_at = ending.value, at
    on.order.save(update_fields=["ending", "finished_at"])
    if ending is Ending.POSTPONED:
        waiting = [m.pk for m in on.alive if m.state == MotionState.FILED]
        Motion.objects.filter(pk__in=waiting).update(state=MotionState.FALLEN.value, settled_at=at)
        assert row is not None
        return _put_off(on, closing, row, by=by, at=at)
    whole = ",\natt ".join(filter(None, (clause, closing)))
    return _record(on, whole, row, effects=effects, by=by, at=at)


def reopen(on: queries.Sheet, row: Step) -> None:
    """Make a step untaken and its motions filed again; a matter that it ended is open again."""
    marks = on.book.by_slot[row.slot].members if row.slot in on.book.by_slot else frozenset()
    again = [m.pk for m in on.alive if m.mark in marks or m.state == MotionState.FALLEN]
    Motion.objects.filter(pk__in=again).update(state=MotionState.FILED.value, settled_at=None)
    row.outcome, row.method, row.decided_at, row.result = "", "", None, None
    row.poll, row.resolved_by, row.decision = None, "", None
    row.save()
    if on.order is not None and on.order.finished_at is not None:
        on.meeting.items.filter(no=on.item.no).update(outcome="", outcome_reasons="")
        on.order.finished_at, on.order.ending = None, ""
        on.order.save(update_fields=["finished_at", "ending"])


def _settle(on: queries.Sheet, step: StepNow, *, at: datetime) -> None:
    """Motions of a slot that is decided are carried or rejected."""
    group = on.book.by_slot.get(step.slot)
    if group is None or not on.book.ends_its_slot(step):
        return
    won = on.book.prevailed(step.slot)
    for motion in on.alive:
        if motion.mark in group.members - {group.slot} and motion.state == MotionState.FILED:
            state = MotionState.CARRIED if motion.mark == won else MotionState.REJECTED
            Motion.objects.filter(pk=motion.pk).update(state=state.value, settled_at=at)


def _record(
    on: queries.Sheet,
    clause: str,
    row: Step | None,
    *,
    effects: Sequence[NewEffect] = (),
    by: Actor,
    at: datetime,
) -> Decision | None:
    """One decision in the words of the minutes, taken as the step was; without a step by acclamation."""
    if not clause:
        return None
    method = METHODS[Taken(row.method)] if row is not None else Method.ACCLAMATION
    return meetings.record_decision(
        meeting_id=on.meeting.pk, item_no=on.item.no, text_sv=f"Mötet beslutade att {clause}.", method=method,
        poll=row.poll if row is not None else None, effects=effects, by=by, at=at,
    )  # fmt: skip


def _put_off(on: queries.Sheet, clause: str, row: Step, *, by: Actor, at: datetime) -> Decision:
    """Bordläggning leaves the matter as it is; återremiss says what to look into."""
    one = on.book.proposals[on.book.postponed_by or ""]
    motion = next(m for m in on.alive if m.mark == one.mark)
    outcome = ItemOutcome.TABLED if motion.kind == MotionKind.TABLE else ItemOutcome.REFERRED_BACK
    return meetings.postpone_item(
        meeting_id=on.meeting.pk, no=on.item.no, outcome=outcome,
        method=METHODS[Taken(row.method)], poll=row.poll,
        reasons=motion.new_sv or motion.reasons or f"enligt yrkande {motion.mark}",
        text_sv=f"Mötet beslutade att {clause}.", by=by, at=at,
    )  # fmt: skip


def _ending(on: queries.Sheet, *, by: Actor, at: datetime) -> tuple[Ending, str, Sequence[NewEffect]]:
    book = on.book
    if (mark := book.postponed_by) is not None:
        return Ending.POSTPONED, verdicts.postponement(book, mark), ()
    if on.ground.kind == MatterKind.FEES:
        effects = () if on.meeting.is_rehearsal else (_fees_effect(on),)
        return Ending.DECIDED, _fees_clause(on), effects
    whole = next((step for step in book.steps if step.kind == StepKind.WHOLE), None)
    if on.ground.kind == MatterKind.GENERAL:
        clause = verdicts.of_whole(book, is_carried=whole.outcome == "carried") if whole else ""
        is_rejected = whole is not None and whole.outcome == "rejected"
        return (Ending.REJECTED if is_rejected else Ending.DECIDED), clause, ()
    if whole is not None and whole.outcome == "rejected":
        is_second = on.ground.mode == Mode.SECOND_READING
        if is_second and on.version is not None and not on.meeting.is_rehearsal:
            statutes.let_fall(version=on.version, on_day=day_of(at), by=by, at=at)
        what = "ändringen vid andra behandlingen" if is_second else "förslaget till stadgar i sin helhet"
        return Ending.REJECTED, f"avslå {what}", ()
    if whole is None and not book.changed():
        return Ending.REJECTED, "", ()
    return adopt(on, by=by, at=at)


def _fees_clause(on: queries.Sheet) -> str:
    text = on.matter.text_sv if on.matter else ""
    if text:
        return verdicts.bare(text)
    period = (on.matter.fees or {}).get("period", {}) if on.matter else {}
    label = str(period.get("label_sv", ""))
    return f"fastställa medlemsavgifterna för {label}{',' if ',' in label else ''} enligt följande"


def _fees_effect(on: queries.Sheet) -> NewEffect:
    fees = (on.matter.fees or {}) if on.matter else {}
    body = {"period": fees.get("period", {}), "classes": verdicts.fee_table(on.book)}
    return NewEffect(kind=EffectKind.FEES_SET, body=body)
