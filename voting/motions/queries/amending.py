"""The majority that changes statutes, and whether a second meeting may say the same already."""

from __future__ import annotations

from typing import Any

from kernel.days import day_of
from kernel.errors import Obstacle
from tenants.statutes.rules import month_later
from voting.meetings.enums import MeetingKind
from voting.meetings.models import Meeting
from voting.motions.enums import MatterKind, Mode, StepKind
from voting.motions.queries.sheets import Sheet
from voting.motions.rules import StepNow


def majority_of(on: Sheet, step: StepNow) -> tuple[dict[str, Any] | None, list[Obstacle]]:
    """The majority a step needs where the usual one does not hold, and what is in the way of putting it."""
    if on.ground.kind != MatterKind.STATUTES or on.ground.mode == Mode.CONSTITUTIVE:
        return None, []
    decides = step.kind == StepKind.WHOLE or (
        on.ground.is_qualified_each and step.kind in {StepKind.SINGLE, StepKind.OWN}
    )
    if not decides:
        return None, []
    known = on.parameters
    amend = known.amend
    if not amend:
        return None, [Obstacle("voting.motions.obstacle_no_amend_rule")]
    sv, en = known.source("amend")
    rule = {name: amend[name] for name in ("threshold", "fraction", "base")}
    return {**rule, "source_sv": sv, "source_en": en}, _second_reading(on, amend)


def amend_of(on: Sheet) -> dict[str, Any]:
    """How statutes are changed at this meeting; nothing where nothing is settled."""
    found: dict[str, Any] = dict(on.parameters.amend or {})
    return found


def awaits_minutes(on: Sheet) -> bool:
    """Whether the statutes in force let a change hold only from the approval of the minutes."""
    return on.ground.changes_statutes and bool(on.parameters.in_force)


def _second_reading(on: Sheet, amend: dict[str, Any]) -> list[Obstacle]:
    """W06: another meeting, late enough, and one of the two an annual one."""
    if (
        on.ground.mode != Mode.SECOND_READING
        or on.is_reworded
        or on.version is None
        or on.version.decided_at is None
    ):
        return []
    found = []
    months = int(amend.get("min_gap_months") or 0)
    earliest = month_later(day_of(on.version.decided_at), months)
    if day_of(on.meeting.starts_at) < earliest:
        params = {"months": months, "date": earliest.isoformat()}
        found.append(Obstacle("voting.motions.obstacle_too_soon", params))
    first = Meeting.objects.filter(pk__in=[on.version.meeting]).values_list("kind", flat=True).first()
    if amend.get("at_least_one_annual") and MeetingKind.ANNUAL not in {first, on.meeting.kind}:
        found.append(Obstacle("voting.motions.obstacle_not_annual"))
    return found
