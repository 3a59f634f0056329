"""While the item is debated: its main proposal, the line, and motions that are put at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import refuse_if
from tenants.decisions.enums import Method
from voting.floor import actions as floor
from voting.meetings import actions as meetings
from voting.motions import queries, rules
from voting.motions.actions.locks import locked_motion, locked_sheet
from voting.motions.enums import MotionKind, MotionState
from voting.motions.events import MainProposalSet, MotionSettled
from voting.motions.models import Matter, Motion


@dataclass(frozen=True, kw_only=True)
class Main:
    """An item's main proposal."""

    text_sv: str = ""
    proposer_sv: str = "Arbetsgruppen"
    fees: dict[str, Any] | None = None


@transaction.atomic
def set_main(*, meeting_id: UUID, item_no: int, main: Main, by: Actor, at: datetime) -> queries.Sheet:
    """Lay out the main proposal, until the order is approved. The same again changes nothing."""
    on = locked_sheet(meeting_id, item_no, at=at)
    matter = on.matter or Matter(meeting=on.meeting, item_no=item_no)
    said = (matter.text_sv, matter.proposer_sv, matter.fees)
    if on.matter is not None and said == (main.text_sv, main.proposer_sv, main.fees):
        return on
    refuse_if([o for o in rules.obstacles_to_filing(on.situation) if not _is_line(o.code)])
    matter.text_sv, matter.proposer_sv, matter.fees = main.text_sv, main.proposer_sv, main.fees
    matter.save()
    on = on.again()
    record(MainProposalSet(subject=on.meeting.pk, main=queries.main_shape(on)), by=by, at=at)
    return on


@transaction.atomic
def draw_line(*, meeting_id: UUID, item_no: int, last_chance_s: int, by: Actor, at: datetime) -> None:
    """Streck: motions and speakers close together, now or after a last chance. Again changes nothing."""
    on = locked_sheet(meeting_id, item_no, at=at)
    if on.situation.has_line:
        return
    refuse_if(rules.obstacles_to_line(on.situation))
    floor.draw_line(meeting_id=meeting_id, item_no=item_no, last_chance_s=last_chance_s, by=by, at=at)


@transaction.atomic
def lift_line(*, meeting_id: UUID, item_no: int, by: Actor, at: datetime) -> None:
    """Take the line away again, before the order is approved."""
    on = locked_sheet(meeting_id, item_no, at=at)
    if on.line_at is None:
        return
    refuse_if(rules.obstacles_to_line(on.situation))
    floor.lift_line(meeting_id=meeting_id, item_no=item_no, by=by, at=at)


@transaction.atomic
def settle(*, motion_id: UUID, is_carried: bool, by: Actor, at: datetime) -> Motion:
    """Ajournering, streck i debatten: put at once, by acclamation. A carried line is drawn here too."""
    motion, on = locked_motion(motion_id, at=at)
    state = MotionState.CARRIED if is_carried else MotionState.REJECTED
    if motion.state == state:
        return motion
    refuse_if(rules.obstacles_to_settling(on.situation, motion))
    motion.state, motion.settled_at = state.value, at
    motion.save(update_fields=["state", "settled_at"])
    if motion.kind == MotionKind.CLOSE_LIST and is_carried and not on.situation.has_line:
        floor.draw_line(meeting_id=on.meeting.pk, item_no=on.item.no, by=by, at=at)
    meetings.record_decision(
        meeting_id=on.meeting.pk, item_no=motion.item_no, method=Method.ACCLAMATION, by=by, at=at,
        text_sv=f"Mötet beslutade att {_at_once(motion, is_carried=is_carried)}.",
    )  # fmt: skip
    on = on.again()
    record(MotionSettled(subject=on.meeting.pk, motion=queries.motion_shape(motion, on)), by=by, at=at)
    return motion


def _at_once(motion: Motion, *, is_carried: bool) -> str:
    asked = "ajournera mötet" if motion.kind == MotionKind.ADJOURN else "sätta streck i debatten"
    wanted = motion.new_sv.strip().rstrip(".")
    told = f"{asked}: {wanted}" if wanted else asked
    return told if is_carried else f"avslå yrkandet {motion.mark} om att {told}"


def _is_line(code: str) -> bool:
    return code == "voting.motions.obstacle_line_drawn"
