"""Motions as everybody sees them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from kernel.errors import Missing, Obstacle
from voting.meetings import queries as meetings
from voting.meetings.enums import ItemKind, ItemState
from voting.meetings.models import Item
from voting.motions import rules
from voting.motions.enums import AT_ONCE, MotionKind, SlotKind
from voting.motions.models import Motion
from voting.motions.queries.grounds import matter_kind
from voting.motions.queries.sheets import Sheet, mover_label, sheet

FILED_UNDER = frozenset({ItemKind.DECISION, ItemKind.STATUTES})


def motion(motion_id: UUID) -> Motion:
    """The motion, or Missing."""
    found = Motion.objects.filter(pk=motion_id).first()
    if found is None:
        raise Missing
    return found


def one_motion(motion_id: UUID, *, at: datetime) -> dict[str, Any]:
    """One motion's shape, or Missing."""
    found = motion(motion_id)
    on = sheet(found.meeting, found.item_no, at=at)
    return motion_shape(next(m for m in on.motions if m.pk == found.pk), on)


def motion_list(meeting_id: UUID, *, at: datetime) -> dict[str, Any]:
    """Every motion of a meeting, and under which items more can be moved."""
    meeting = meetings.meeting(meeting_id)
    moved = set(Motion.objects.filter(meeting=meeting).values_list("item_no", flat=True))
    items = list(Item.objects.filter(meeting=meeting))
    sheets = {item.no: sheet(meeting, item.no, at=at) for item in items if item.no in moved}
    return {
        "motions": [motion_shape(found, sheets[no]) for no in sorted(sheets) for found in sheets[no].motions],
        "filing": [
            filing_of(item, sheets.get(item.no) or sheet(meeting, item.no, at=at))
            for item in items
            if _takes_motions(item)
        ],
    }


def filing_of(item: Item, found: Sheet) -> dict[str, Any]:
    """Whether something can be moved under an item now, and what is in the way."""
    return {
        "item_no": item.no,
        "title_sv": item.title_sv,
        "title_en": item.title_en,
        "matter": matter_kind(item).value,
        "line_at": iso(found.line_at),
        "obstacles": plain(rules.obstacles_to_filing(found.situation)),
    }


def motion_shape(found: Motion, on: Sheet) -> dict[str, Any]:
    """One motion, whole."""
    slot, kind = on.slot_of(found)
    return {
        "id": str(found.pk),
        "meeting_id": str(found.meeting_id),
        "item_no": found.item_no,
        "mark": found.mark,
        "kind": found.kind,
        "target": found.target,
        "insert_as": found.insert_as,
        "clause": _clause(found, on, slot, kind),
        "base_sha": found.base_sha,
        "new_sv": found.new_sv,
        "gloss_en": found.gloss_en,
        "rules": found.rules,
        "amount": found.amount,
        "question_sv": found.question_sv,
        "reasons": found.reasons,
        "mover": {
            "member_id": str(found.member_id) if found.member_id else None,
            "member": found.member.name if found.member else "",
            "delegate": found.mover.name if found.mover else "",
            "label": mover_label(found),
        },
        "recommendation": {"word": found.word, "text": found.word_text} if found.word else None,
        "own_by_board": found.is_own,
        "parent": _other(found.parent),
        "merged_into": _other(found.merged_into),
        "state": str(found.state),
        "conflict": not on.is_approved and found in on.alive and on.is_in_conflict(found),
        "competes_with": on.rivals_of(found) if found.kind not in AT_ONCE else [],
        "filed_at": iso(found.filed_at),
        "settled_at": iso(found.settled_at),
    }


def iso(moment: datetime | None) -> str | None:
    """A moment as JSON has it."""
    return moment.isoformat() if moment else None


def plain(obstacles: list[Obstacle]) -> list[dict[str, Any]]:
    """Obstacles as JSON has them."""
    return [obstacle.to_json() for obstacle in obstacles]


def _takes_motions(item: Item) -> bool:
    return item.kind in FILED_UNDER and item.state != ItemState.DONE


def _clause(found: Motion, on: Sheet, slot: str, kind: SlotKind) -> dict[str, str] | None:
    if found.kind in AT_ONCE or kind in {SlotKind.FORMAL, SlotKind.WHOLE, SlotKind.MATTER}:
        return None
    proposed = (
        found.new_sv
        if found.kind != MotionKind.PROPOSAL or found.amount is None
        else rules.fee_in_words(found.amount, on.ground.currency)
    )
    return {"ref": on.ground.ref(slot, kind), "base": found.base_sv, "proposed": proposed}


def _other(found: Motion | None) -> dict[str, str] | None:
    return {"id": str(found.pk), "mark": found.mark} if found else None
