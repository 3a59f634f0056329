"""The order is taken step by step: put to the vote, or by acclamation; and the last one taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Missing, Obstacle, refuse_if
from tenants.decisions.actions import retract_decision
from voting.meetings.queries import demanded_by
from voting.meetings.rules import obstacles_to_the_gavel
from voting.motions import queries, rules
from voting.motions.actions.finishing import Result, decide_step, finish_if_done, reopen
from voting.motions.actions.locks import locked_sheet
from voting.motions.enums import Taken, Way
from voting.motions.events import StepPut, StepUndone, UntouchedApproved
from voting.motions.models import Step
from voting.motions.rules import StepNow, wording
from voting.polls import actions as polls

ROOM = "motions"


@transaction.atomic
def put_step(*, meeting_id: UUID, item_no: int, step: int, by: Actor, at: datetime) -> queries.Sheet:
    """Make the next step ready to be voted on. Asked again while its poll waits, it changes nothing."""
    on = locked_sheet(meeting_id, item_no, at=at)
    now = _step(on, step)
    row = on.rows[step - 1] if on.is_approved else None
    if row is not None and on.poll_underway(row) is not None:
        return on
    rule, missing = queries.majority_of(on, now)
    refuse_if([*rules.obstacles_to_running(on.situation, on.book, now, poll_state=None), *missing])
    assert on.order is not None
    assert row is not None
    question = polls.Question(
        item_no=item_no,
        rule=rule,
        purpose={"room": ROOM, "id": str(on.order.pk), "step": step, "kind": str(now.kind)},
        **_asked(on, now),
    )
    poll = polls.prepare_poll(meeting_id=meeting_id, question=question, by=by, at=at)
    row.poll = poll.pk
    row.save(update_fields=["poll"])
    on = on.again()
    record(StepPut(subject=on.meeting.pk, order=queries.order_shape(on), step=step), by=by, at=at)
    return on


@transaction.atomic
def take_step(
    *, meeting_id: UUID, item_no: int, step: int, said: str, method: Taken, by: Actor, at: datetime
) -> queries.Sheet:
    """Write down what the chair heard. The same answer again changes nothing."""
    on = locked_sheet(meeting_id, item_no, at=at)
    now = _step(on, step)
    if method is Taken.POLL:
        raise Malformed({"method": [Obstacle("platform.kernel.field_invalid_choice")]})
    outcome = rules.outcome_of(on.book, now, said)
    if outcome is None:
        raise Malformed({"outcome": [Obstacle("platform.kernel.field_invalid_choice")]})
    if now.outcome == outcome and now.method == method:
        return on
    underway = on.poll_underway(on.row(step)) if on.is_approved else None
    state = str(underway.state) if underway is not None else None
    _, missing = queries.majority_of(on, now)
    missing = [*missing, *obstacles_to_the_gavel(demanded_by(on.meeting, item_no))]
    refuse_if([*rules.obstacles_to_running(on.situation, on.book, now, poll_state=state), *missing])
    return decide_step(on, step, Result(outcome=outcome, method=method), by=by, at=at)


@transaction.atomic
def approve_untouched(*, meeting_id: UUID, item_no: int, by: Actor, at: datetime) -> queries.Sheet:
    """What nobody moved anything on, in one acclamation. Again changes nothing."""
    on = locked_sheet(meeting_id, item_no, at=at)
    if on.order is not None and on.order.untouched_at is not None:
        return on
    refuse_if(rules.obstacles_to_untouched(on.situation, on.book))
    assert on.order is not None
    on.order.untouched_at = at
    on.order.save(update_fields=["untouched_at"])
    on = on.again()
    record(UntouchedApproved(subject=on.meeting.pk, order=queries.order_shape(on)), by=by, at=at)
    return finish_if_done(on, by=by, at=at)


@transaction.atomic
def undo_last(*, meeting_id: UUID, item_no: int, reason: str, by: Actor, at: datetime) -> queries.Sheet:
    """Take back the last step, or the untouched rest, that was taken by acclamation. The reason is told."""
    on = locked_sheet(meeting_id, item_no, at=at)
    if not reason.strip():
        raise Malformed({"reason": [Obstacle("platform.kernel.field_required")]})
    refuse_if(
        rules.obstacles_to_undoing(
            on.situation, on.book, is_built_upon=on.is_built_upon, is_rest_newest=on.is_rest_newest
        )
    )
    assert on.order is not None
    last = on.newest_row
    if last is None:
        on.order.untouched_at = None
        on.order.save(update_fields=["untouched_at"])
    else:
        take_back(on, last, reason=reason, by=by, at=at)
    on = on.again()
    fact = StepUndone(
        subject=on.meeting.pk,
        order=queries.order_shape(on),
        step=last.no if last else None,
        reason=reason.strip(),
    )
    record(fact, by=by, at=at)
    return on


def take_back(
    on: queries.Sheet, row: Step, *, reason: str, by: Actor, at: datetime, poll_voided: bool = False
) -> None:
    """Make a step untaken: its motions are filed again, its decision is retracted. The caller records."""
    decision = row.decision
    reopen(on, row)
    if decision is not None:
        retract_decision(decision_id=decision, reason=reason, by=by, at=at, poll_voided=poll_voided)


def _step(on: queries.Sheet, no: int) -> StepNow:
    found = on.book.by_no.get(no)
    if found is None:
        raise Missing
    return found


def _asked(on: queries.Sheet, step: StepNow) -> dict[str, Any]:
    """The question as the ballot shows it."""
    book = on.book
    asked: dict[str, Any] = {
        "kind": "a_against_b" if step.way == Way.PAIR else "yes_no",
        "question": wording.question(book, step),
        "detail": wording.detail(book, step),
        "labels": wording.labels(book, step),
        "clause": wording.clause_shape(book, step),
    }
    sides = book.between(step)
    one = book.proposals.get(sides[0] or "") if step.way == Way.YES_NO and sides else None
    if one is not None:
        asked |= {"mover": one.mover, "recommendation": one.recommendation}
    return asked
