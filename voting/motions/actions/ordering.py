"""Propositionsordningen: the chair puts it, the meeting approves it, before the first ballot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.days import day_of
from kernel.errors import Malformed, refuse_if
from voting.motions import queries, rules
from voting.motions.actions.locks import locked_sheet
from voting.motions.events import OrderApproved, OrderProposed
from voting.motions.models import Order, Step


@transaction.atomic
def propose_order(
    *,
    meeting_id: UUID,
    item_no: int,
    groups: Sequence[Mapping[str, Any]] = (),
    questions: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
) -> queries.Sheet:
    """Put an order before the meeting: the house's, or as the chair arranges it. It can be put anew."""
    on = locked_sheet(meeting_id, item_no, at=at)
    refuse_if(_obstacles(on))
    faults = rules.faults_in_arrangement(on.book.groups, groups)
    if faults:
        raise Malformed(faults)
    order = on.order or Order(meeting=on.meeting, item_no=item_no)
    arrangement = rules.arranged(on.book.groups, groups)
    order.groups, order.questions = [_group(group) for group in arrangement], dict(questions or {})
    order.proposed_at = at
    order.save()
    on = on.again()
    record(OrderProposed(subject=on.meeting.pk, order=queries.order_shape(on)), by=by, at=at)
    return on


@transaction.atomic
def choose_day(
    *, meeting_id: UUID, item_no: int, not_before: date | None, by: Actor, at: datetime
) -> queries.Sheet:
    """A change of statutes in force is to hold from this later day; none: as the statutes say (§ 14 mom. 3).

    Part of the order, so that the meeting approves it too. The same day again changes nothing.
    """
    on = locked_sheet(meeting_id, item_no, at=at)
    if on.order is not None and on.order.not_before == not_before:
        return on
    refuse_if(_obstacles(on))
    faults = rules.faults_in_later_day(on.ground, not_before, today=day_of(at))
    if faults:
        raise Malformed(faults)
    order = on.order or Order(meeting=on.meeting, item_no=item_no, groups=[_group(g) for g in on.book.groups])
    order.not_before, order.proposed_at = not_before, at
    order.save()
    on = on.again()
    record(OrderProposed(subject=on.meeting.pk, order=queries.order_shape(on)), by=by, at=at)
    return on


@transaction.atomic
def adjust_reading(
    *, meeting_id: UUID, item_no: int, wordings: Mapping[str, str], by: Actor, at: datetime
) -> queries.Sheet:
    """Choose the words of the clauses where a second reading meets a change that came between (jämkning).

    The words that were read once hold after this meeting; others are read a first time by it. Part of the
    order, so that the meeting approves them too. The same words again change nothing. Malformed for a clause
    that meets nothing, or no words where something was read.
    """
    on = locked_sheet(meeting_id, item_no, at=at)
    faults = rules.faults_in_wordings(on.readings, wordings)
    if faults:
        raise Malformed(faults)
    words = {target: text.strip() for target, text in wordings.items()}
    chosen = [{**one, "wording_sv": words.get(one["target"], one["wording_sv"])} for one in on.readings]
    if chosen == on.readings:
        return on
    refuse_if(on.before_order())
    order = on.order or Order(meeting=on.meeting, item_no=item_no, groups=[_group(g) for g in on.book.groups])
    order.readings, order.proposed_at = chosen, at
    order.save()
    on = on.again()
    record(OrderProposed(subject=on.meeting.pk, order=queries.order_shape(on)), by=by, at=at)
    return on


@transaction.atomic
def approve_order(*, meeting_id: UUID, item_no: int, by: Actor, at: datetime) -> queries.Sheet:
    """The meeting approves the order as it is shown. From then on nothing is moved and nothing rearranged.

    Approving again changes nothing.
    """
    on = locked_sheet(meeting_id, item_no, at=at)
    if on.is_approved:
        return on
    refuse_if(_obstacles(on))
    book = on.book
    order = on.order or Order(meeting=on.meeting, item_no=item_no, proposed_at=at)
    order.groups = [_group(group) for group in book.groups]
    order.base, order.mode = (on.version.pk, on.ground.mode) if on.version else (None, "")
    order.untouched, order.approved_at = list(book.untouched), at
    order.save()
    Step.objects.bulk_create(
        Step(
            order=order, no=step.no, kind=step.kind, slot=step.slot, way=step.way, sides=list(step.sides),
            question_sv=step.question,
        )
        for step in book.steps
    )  # fmt: skip
    on = on.again()
    record(OrderApproved(subject=on.meeting.pk, order=queries.order_shape(on)), by=by, at=at)
    return on


def _obstacles(on: queries.Sheet) -> list[Any]:
    return on.proposing


def _group(group: rules.Group) -> dict[str, Any]:
    return {
        "slot": group.slot,
        "kind": group.kind.value,
        "main": group.main,
        "sequence": list(group.sequence),
    }
