"""What stands in an answer: who is elected, what was equal, what broke it, by which rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from voting.counting.majority import Rule, Threshold
from voting.counting.ranking import Chosen
from voting.counting.ties import Resolution, ResolvedBy


def chosen_shape(chosen: Chosen) -> dict[str, Any]:
    """Who is elected; ``tied`` when some seat is, or was, between equals."""
    waiting = chosen.tied is not None and not chosen.resolution.winners
    shape: dict[str, Any] = {"outcome": "tied" if waiting else "elected" if chosen.elected else "none"}
    shape |= {"elected": list(chosen.elected), "resolved_by": None}
    if chosen.tied:
        shape |= tie_shape(chosen.tied.seats, chosen.tied.between, chosen.resolution)
    return shape


def lot_shape(resolution: Resolution, ids: Sequence[str]) -> dict[str, Any] | None:
    """The lot as it was drawn; one on paper has no digest."""
    if resolution.lot is not None:
        return resolution.lot.to_json()
    if resolution.by is ResolvedBy.PAPER_LOT:
        return {"ids": sorted(ids), "winners": list(resolution.winners)}
    return None


def tie_shape(seats: int, between: Sequence[str], resolution: Resolution) -> dict[str, Any]:
    """What was equal, what broke it, or what can."""
    tied: dict[str, Any] = {"seats": seats, "between": sorted(between)}
    if resolution.open_to:
        tied["open_to"] = list(resolution.open_to)
    shape: dict[str, Any] = {"resolved_by": resolution.by.value if resolution.by else None, "tied": tied}
    lot = lot_shape(resolution, between)
    return shape | ({"lot": lot} if lot else {})


def rule_shape(rule: Rule) -> dict[str, str]:
    """The rule as it was applied, also where the document left it to the house."""
    name = "more_than" if rule.threshold is Threshold.MORE_THAN else "at_least"
    return {name: f"{rule.fraction.numerator}/{rule.fraction.denominator}", "base": rule.base.value}
