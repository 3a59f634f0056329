"""An order of propositions as chair, phone and projector see it: its steps, and a tree of who met whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from kernel.errors import Obstacle
from voting.meetings import queries as meetings
from voting.motions import rules
from voting.motions.enums import MAIN, MatterKind, MotionState, SlotKind, StepKind, Way
from voting.motions.models import Step
from voting.motions.queries.amending import awaits_minutes, majority_of
from voting.motions.queries.motions import iso, motion_shape, plain
from voting.motions.queries.sheets import Sheet, sheet
from voting.motions.rules import Book, Group, StepNow, verdicts, wording

MOVED = frozenset({MotionState.FILED, MotionState.CARRIED, MotionState.REJECTED, MotionState.FALLEN})
"""What a mover took back, or what went into another motion, is not before the meeting any more."""


def order_view(meeting_id: UUID, item_no: int, *, at: datetime) -> dict[str, Any]:
    """The order with everything that the desk shows beside it."""
    found = sheet(meetings.meeting(meeting_id), item_no, at=at)
    situation, book = found.situation, found.book
    return {
        **order_shape(found),
        "may": {
            "propose": plain(found.proposing),
            "approve": plain(found.proposing),
            "untouched": plain(rules.obstacles_to_untouched(situation, book)),
            "undo": plain(
                rules.obstacles_to_undoing(
                    situation, book, is_built_upon=found.is_built_upon, is_rest_newest=found.is_rest_newest
                )
            ),
            "line": plain(rules.obstacles_to_line(situation)),
            "file": plain(rules.obstacles_to_filing(situation)),
        },
        "motions": [motion_shape(motion, found) for motion in found.motions],
    }


def shown_order(meeting_id: UUID, item_no: int, *, at: datetime) -> dict[str, Any] | None:
    """The order as the hall sees it: none until the chair has put it before the meeting."""
    found = sheet(meetings.meeting(meeting_id), item_no, at=at)
    return order_shape(found) if found.order else None


def debated(meeting_id: UUID, item_no: int, *, at: datetime) -> dict[str, Any]:
    """What the hall talks about before anything is put: the main proposal, and what is moved against it."""
    found = sheet(meetings.meeting(meeting_id), item_no, at=at)
    return {
        "item_no": found.item.no,
        "matter": _matter(found),
        "motions": [motion_shape(motion, found) for motion in found.motions if motion.state in MOVED],
    }


def order_shape(found: Sheet) -> dict[str, Any]:
    """The order itself: what is recorded, and what minutes and screens are written from."""
    book, order = found.book, found.order
    coming = book.next if found.is_approved and not found.situation.is_finished else None
    return {
        "id": str(order.pk) if order else None,
        "item_no": found.item.no,
        "matter": _matter(found),
        "proposed_at": iso(order.proposed_at) if order else None,
        "approved_at": iso(order.approved_at) if order else None,
        "finished_at": iso(order.finished_at) if order else None,
        "not_before": order.not_before.isoformat() if order and order.not_before else None,
        "awaits_minutes": awaits_minutes(found),
        "readings": found.readings,
        "outcome": order.ending if order else "",
        "line_at": iso(found.line_at),
        "text_sv": wording.lines(book),
        "summary_sv": wording.summary(book),
        "steps": [_step(found, step, coming) for step in book.steps],
        "tree": [_branch(found, group) for group in book.groups] + _whole(found),
        "untouched": _untouched(found),
        "next": next_of(found),
    }


def main_shape(found: Sheet) -> dict[str, Any]:
    """What the item's main proposal says."""
    matter = found.matter
    return {
        "item_no": found.item.no,
        "matter": found.ground.kind.value,
        "text_sv": matter.text_sv if matter and matter.text_sv else found.ground.main_text,
        "proposer_sv": found.ground.proposer,
        "fees": matter.fees if matter else None,
    }


def main_view(meeting_id: UUID, item_no: int, *, at: datetime) -> dict[str, Any]:
    """The same, by address."""
    return main_shape(sheet(meetings.meeting(meeting_id), item_no, at=at))


def poll_obstacles(found: Sheet, step: StepNow) -> list[Obstacle]:
    """What stops a step from being put to the vote, or taken by acclamation."""
    row = next((row for row in found.rows if row.no == step.no), None)
    poll = found.poll_underway(row) if row else None
    state = str(poll.state) if poll else None
    found_now = rules.obstacles_to_running(found.situation, found.book, step, poll_state=state)
    return [*found_now, *majority_of(found, step)[1]]


def _matter(found: Sheet) -> dict[str, Any]:
    version = found.version
    main = main_shape(found)
    return {
        "kind": found.ground.kind.value,
        "mode": str(found.ground.mode),
        "base": {"version_id": str(version.pk), "number": version.number} if version else None,
        "main": {
            "label_sv": wording.MAIN_LABEL,
            "proposer_sv": main["proposer_sv"],
            "text_sv": main["text_sv"],
        },
        "fees": main["fees"],
    }


def _step(found: Sheet, step: StepNow, coming: StepNow | None) -> dict[str, Any]:
    book = found.book
    row = next((row for row in found.rows if row.no == step.no), None)
    poll = found.polls.get(row.poll) if row and row.poll else None
    obstacles = plain(poll_obstacles(found, step)) if not step.outcome else []
    group = book.by_slot.get(step.slot)
    return {
        "no": step.no,
        "kind": str(step.kind),
        "slot": step.slot,
        "ref_sv": book.ground.ref(group.slot, group.kind) if group else "",
        "title_sv": wording.title(book, step),
        "question_sv": wording.question(book, step),
        "line_sv": wording.line(book, step),
        "way": str(step.way),
        "between": [book.side(ref) or f"step:{ref[1:]}" for ref in step.sides],
        "choices": choices(book, step, row),
        "abstain": _counts(row).get("abstain"),
        "state": _state(book, step, coming),
        "method": step.method,
        "poll": str(row.poll) if row and row.poll else None,
        "poll_state": str(poll.state) if poll else None,
        "result": row.result if row else None,
        "outcome": step.outcome,
        "winner": book.winner(step) if step.outcome else None,
        "resolved_by": (row.resolved_by or None) if row else None,
        "decided_at": iso(row.decided_at) if row else None,
        "decision_sv": verdicts.of_step(book, step),
        "may": {"poll": obstacles, "acclamation": obstacles},
    }


def choices(book: Book, step: StepNow, row: Step | None) -> list[dict[str, Any]]:
    """What can be answered, with the votes once they are told."""
    counts, names = _counts(row), ("a", "b") if step.way == Way.PAIR else ("yes", "no")
    sides: list[str | None] = book.between(step)
    if step.way == Way.YES_NO:
        sides = [sides[0] if sides else "", ""]
    won = {"a": 0, "b": 1, "carried": 0, "rejected": 1}.get(step.outcome)
    found = []
    for n, (value, mark) in enumerate(zip(names, sides, strict=True)):
        label = (
            wording.label(mark)
            if mark and step.way == Way.PAIR
            else {"yes": "Ja", "no": "Nej"}.get(value, "")
        )
        text = book.text(mark, step.slot) if mark else ""
        found.append(
            {
                "value": value, "mark": mark or "", "label_sv": label, "text_sv": text,
                "votes": counts.get(value), "wins": won == n,
            }
        )  # fmt: skip
    return found


def _counts(row: Step | None) -> dict[str, int]:
    return row.result.get("counts", {}) if row and row.result else {}


def _state(book: Book, step: StepNow, coming: StepNow | None) -> str:
    if step.outcome:
        return "done"
    if book.is_skipped(step):
        return "skipped"
    return "now" if coming is not None and coming.no == step.no else "waiting"


def _branch(found: Sheet, group: Group) -> dict[str, Any]:
    book = found.book
    marks = [mark for mark in (group.main, *group.sequence) if mark]
    won = book.prevailed(group.slot)
    motions = {motion.mark: motion for motion in found.motions}
    return {
        "slot": group.slot,
        "kind": group.kind.value,
        "ref_sv": wording.where(book, group.slot),
        "base_sv": _base(book, group),
        "main": group.main,
        "proposals": [
            {
                "mark": mark,
                "label_sv": wording.label(mark),
                "text_sv": book.text(mark, group.slot),
                "mover": book.proposals[mark].mover if mark in book.proposals else found.ground.proposer,
                "recommendation": book.proposals[mark].recommendation if mark in book.proposals else "",
                "state": str(motions[mark].state) if mark in motions else _main_state(won),
            }
            for mark in marks
        ],
        "steps": [step.no for step in book.steps_in(group.slot)],
        "winner": won,
        "text_sv": book.text(won, group.slot) if won else None,
    }


def _base(book: Book, group: Group) -> str:
    """What the proposals are laid on: in a clause the main proposal's words, also where another leads."""
    if not group.main:
        return ""
    return book.text(MAIN if group.kind == SlotKind.CLAUSE else group.main, group.slot)


def _main_state(won: str | None) -> str:
    return "filed" if won is None else "carried" if won == MAIN else "rejected"


def _whole(found: Sheet) -> list[dict[str, Any]]:
    steps = [step for step in found.book.steps if step.kind == StepKind.WHOLE]
    return [
        {
            "slot": "whole", "kind": SlotKind.WHOLE.value, "ref_sv": wording.title(found.book, step),
            "base_sv": "", "main": "", "proposals": [], "steps": [step.no], "winner": None, "text_sv": None,
        }
        for step in steps
    ]  # fmt: skip


def _untouched(found: Sheet) -> dict[str, Any]:
    book, order = found.book, found.order
    kind = SlotKind.CLASS if found.ground.kind == MatterKind.FEES else SlotKind.CLAUSE
    return {
        "count": len(book.untouched),
        "refs": [found.ground.ref(key, kind) for key in book.untouched],
        "text_sv": wording.untouched_line(book) if book.untouched else "",
        "done_at": iso(order.untouched_at) if order else None,
        "needed": book.needs_untouched,
    }


def next_of(found: Sheet) -> dict[str, Any] | None:
    """What is put next: a step, or the untouched rest; nothing before the approval and after the end."""
    coming = found.book.next
    if not found.is_approved or found.situation.is_finished:
        return None
    untouched_first = coming is None or coming.kind == StepKind.WHOLE
    if untouched_first and found.book.needs_untouched:
        return {"untouched": True}
    return {"step": coming.no} if coming else None
