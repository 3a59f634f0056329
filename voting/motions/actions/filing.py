"""A motion is moved, and may be taken back by its mover."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Forbidden, Malformed, Missing, Obstacle, refuse_if
from tenants.statutes.rules import rules_that_cannot_be
from voting.meetings import queries as meetings
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.models import Meeting, Registration
from voting.motions import queries, rules
from voting.motions.actions.locks import locked_motion
from voting.motions.enums import AT_ONCE, FORMAL, MatterKind, MotionKind, MotionState
from voting.motions.events import MotionFiled, MotionWithdrawn
from voting.motions.models import Motion

TEXTUAL = frozenset({MotionKind.CHANGE, MotionKind.INSERT, MotionKind.APPEND})
KINDS: dict[MatterKind, frozenset[MotionKind]] = {
    MatterKind.STATUTES: TEXTUAL | {MotionKind.DELETE, MotionKind.REJECT} | FORMAL | AT_ONCE,
    MatterKind.FEES: frozenset({MotionKind.PROPOSAL}) | FORMAL | AT_ONCE,
    MatterKind.GENERAL: frozenset({MotionKind.PROPOSAL, MotionKind.CHANGE, MotionKind.REJECT})
    | FORMAL
    | AT_ONCE,
}


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is moved. ``key`` names the request: sent again, it files nothing more."""

    item_no: int
    kind: str
    target: str = ""
    insert_as: str = ""
    new_sv: str = ""
    gloss_en: str = ""
    rules: dict[str, Any] | None = None
    amount: int | None = None
    parent: UUID | None = None
    reasons: str = ""
    question_sv: str = ""
    key: UUID | None = None


@transaction.atomic
def file_motion(*, meeting_id: UUID, draft: Draft, by: Actor, at: datetime) -> Motion:
    """A delegate or substitute moves something for their organisation. Forbidden for somebody else."""
    meeting = lock_meeting(meeting_id)
    mine = meetings.registration_of_delegate(meeting.pk, by.id)
    mine = mine or meetings.registration_of_substitute(meeting.pk, by.id)
    if mine is None:
        raise Forbidden("motions.file")
    return _file(meeting, draft, mine, person=by.id, by=by, at=at)


@transaction.atomic
def file_on_behalf(
    *, meeting_id: UUID, draft: Draft, registration_id: UUID | None, by: Actor, at: datetime
) -> Motion:
    """Chair or secretary writes down what a delegate moved; without one it is the meeting's officers' own."""
    meeting = lock_meeting(meeting_id)
    found = meetings.registration(meeting.pk, registration_id) if registration_id else None
    if registration_id and found is None:
        raise Missing
    return _file(meeting, draft, found, person=found.delegate_id if found else None, by=by, at=at)


@transaction.atomic
def withdraw(*, motion_id: UUID, by: Actor, at: datetime) -> Motion:
    """The mover takes the motion back. Withdrawing again changes nothing. Forbidden for others."""
    motion, on = locked_motion(motion_id, at=at)
    if by.id is None or motion.mover_id != by.id:
        raise Forbidden("motions.file")
    return _withdraw(motion, on, by=by, at=at)


@transaction.atomic
def withdraw_for(*, motion_id: UUID, by: Actor, at: datetime) -> Motion:
    """The chair notes that the mover took the motion back."""
    motion, on = locked_motion(motion_id, at=at)
    return _withdraw(motion, on, by=by, at=at)


def _file(
    meeting: Meeting,
    draft: Draft,
    mover: Registration | None,
    *,
    person: UUID | None,
    by: Actor,
    at: datetime,
) -> Motion:
    before = Motion.objects.filter(meeting=meeting, key=draft.key).first() if draft.key else None
    if before is not None:
        return before
    on = queries.sheet(meeting, draft.item_no, at=at)
    parent = _parent(on, draft)
    insert_as = draft.insert_as or (
        on.ground.next_key(draft.target) if draft.kind == MotionKind.INSERT else ""
    )
    base = _checked_base(on, draft, parent, insert_as)
    check_typed_rules(draft.rules, clause=insert_as or draft.target)
    refuse_if(
        [
            *rules.obstacles_to_filing(on.situation),
            *rules.obstacles_to_words(on.situation, draft.kind),
            *rules.obstacles_to_same_text(base=base, new=draft.new_sv),
        ]
    )
    letter = _letter(on, draft.kind)
    newest = Motion.objects.filter(meeting=meeting, letter=letter).aggregate(Max("number"))["number__max"]
    motion = Motion.objects.create(
        meeting=meeting, item_no=draft.item_no, letter=letter, number=(newest or 0) + 1, kind=draft.kind,
        target=draft.target, insert_as=insert_as, base_sv=base,
        base_sha=rules.fingerprint(base) if base else "", new_sv=draft.new_sv.strip(), amount=draft.amount,
        gloss_en=draft.gloss_en, rules=draft.rules,
        question_sv=draft.question_sv, reasons=draft.reasons, parent=parent, key=draft.key or uuid.uuid4(),
        member=mover.member if mover else None, mover_id=person, filed_at=at,
    )  # fmt: skip
    on = on.again()
    record(MotionFiled(subject=meeting.pk, motion=queries.motion_shape(motion, on)), by=by, at=at)
    return motion


def _withdraw(motion: Motion, on: queries.Sheet, *, by: Actor, at: datetime) -> Motion:
    if motion.state == MotionState.WITHDRAWN:
        return motion
    refuse_if(rules.obstacles_to_changing(on.situation, motion))
    motion.state, motion.settled_at = MotionState.WITHDRAWN.value, at
    motion.save(update_fields=["state", "settled_at"])
    on = on.again()
    record(MotionWithdrawn(subject=on.meeting.pk, motion=queries.motion_shape(motion, on)), by=by, at=at)
    return motion


def _parent(on: queries.Sheet, draft: Draft) -> Motion | None:
    if draft.parent is None:
        return None
    found = next((m for m in on.alive if m.pk == draft.parent), None)
    if found is None or draft.kind != MotionKind.CHANGE:
        raise Malformed({"parent": [Obstacle("platform.kernel.field_invalid_choice")]})
    return found


def _checked_base(on: queries.Sheet, draft: Draft, parent: Motion | None, insert_as: str) -> str:
    """The text that it is moved against. Malformed for what is about nothing here, or says nothing."""
    kind, ground = MotionKind(draft.kind), on.ground
    wrong, empty = (
        Obstacle("platform.kernel.field_invalid_choice"),
        Obstacle("platform.kernel.field_required"),
    )
    fields: dict[str, list[Obstacle]] = {}
    if kind not in KINDS[ground.kind] or (
        kind == MotionKind.CHANGE and not parent and ground.kind != "statutes"
    ):
        fields["kind"] = [wrong]
    needs_text = kind in TEXTUAL or (kind == MotionKind.PROPOSAL and ground.kind == MatterKind.GENERAL)
    if needs_text and not draft.new_sv.strip() and not (parent and parent.amount is not None):
        fields["new_sv"] = [empty]
    if parent is None and ground.kind == MatterKind.FEES and kind == MotionKind.PROPOSAL:
        if draft.amount is None:
            fields["amount"] = [empty]
        if ground.fee(draft.target) is None:
            fields["target"] = [wrong]
    base = parent.new_sv if parent else ""
    if parent is None and ground.kind == MatterKind.STATUTES and kind in TEXTUAL | {MotionKind.DELETE}:
        clause = ground.clause(draft.target)
        is_new = kind == MotionKind.INSERT
        if (draft.target not in ground.sections) if is_new else clause is None:
            fields["target"] = [wrong]
        if is_new and (ground.clause(insert_as) or insert_as.rpartition(".")[0] != draft.target):
            fields["insert_as"] = [wrong]
        base = clause.text if clause and not is_new else ""
    if fields:
        raise Malformed(fields)
    return base


def _letter(on: queries.Sheet, kind: str) -> str:
    """A for changes of the statutes, P for proposals, O for how the meeting is run."""
    if kind in FORMAL or kind in AT_ONCE:
        return "O"
    return "A" if on.ground.kind == MatterKind.STATUTES else "P"


def check_typed_rules(typed: dict[str, Any] | None, *, clause: str) -> None:
    """Raise Malformed with every typed rule that nobody could decide by, as for a whole text."""
    wrong = [
        Obstacle("tenants.statutes.document_rule_wrong", {"name": name, "clause": clause})
        for name in rules_that_cannot_be(typed or {})
    ]
    if wrong:
        raise Malformed({"rules": wrong})
