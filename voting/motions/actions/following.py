"""What the polls room tells of polls that were held on a step: declared, or voided.

Called in the transaction of the declaration, under the meeting's lock.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import refuse_if
from voting.motions import queries, rules
from voting.motions.actions.finishing import Result, decide_step
from voting.motions.actions.locks import locked_sheet
from voting.motions.actions.stepping import take_back
from voting.motions.enums import OUTCOMES, Taken
from voting.motions.events import StepUndone
from voting.motions.models import Order, Step
from voting.polls.models import Poll


@transaction.atomic
def poll_declared(*, poll: Poll, by: Actor, at: datetime) -> None:
    """The step has its answer, and the winner meets the next one. A tie answers nothing."""
    found = _step_of(poll, at=at)
    if found is None or poll.result is None:
        return
    on, row = found
    refuse_if(rules.obstacles_to_running(on.situation, on.book, on.book.by_no[row.no], poll_state=None))
    outcome = str(poll.result["outcome"])
    if outcome not in OUTCOMES[row.way]:  # a tie that nothing broke: the step is put again
        row.poll = None
        row.save(update_fields=["poll"])
        return
    result = Result(
        outcome=outcome, method=Taken.POLL, poll=poll.pk, count=poll.result,
        resolved_by=poll.result.get("resolved_by") or "",
    )  # fmt: skip
    decide_step(on, row.no, result, by=by, at=at)


@transaction.atomic
def poll_voided(*, poll: Poll, by: Actor, at: datetime) -> None:
    """The step is to be put again. Refused once later steps were taken after it, or the text is adopted."""
    found = _step_of(poll, at=at)
    if found is None or found[1].poll != poll.pk:
        return
    on, row = found
    step = on.book.by_no[row.no]
    refuse_if(rules.obstacles_to_voiding(on.book, step, is_built_upon=on.is_built_upon))
    was_taken = bool(row.outcome)
    reason = str(getattr(poll, "voided_reason", "") or "")
    if was_taken:
        take_back(on, row, reason=reason, by=by, at=at, poll_voided=True)
    row.poll = None
    row.save(update_fields=["poll"])
    if was_taken:
        on = on.again()
        fact = StepUndone(subject=on.meeting.pk, order=queries.order_shape(on), step=row.no, reason=reason)
        record(fact, by=by, at=at)


def _step_of(poll: Poll, *, at: datetime) -> tuple[queries.Sheet, Step] | None:
    purpose = poll.purpose or {}
    order = Order.objects.filter(pk=UUID(str(purpose["id"]))).first() if purpose.get("id") else None
    if order is None:
        return None
    on = locked_sheet(order.meeting_id, order.item_no, at=at)
    row = next((r for r in on.rows if r.no == purpose.get("step")), None)
    return (on, row) if row else None
