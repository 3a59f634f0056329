"""Taking back the meeting's last step: what was the last one, and what has been built upon it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kernel.errors import Obstacle
from tenants.decisions.rules import obstacles_to_retracting

STEPS = frozenset(
    {
        "tenants.decisions.taken",
        "voting.meetings.item_started",
        "voting.meetings.item_postponed",
        "voting.meetings.noted",
        "voting.meetings.sounded",
    }
)
"""What the chair can take back."""

BESIDE = (
    "accounts.",
    "tenants.decisions.retracted",
    "tenants.members.",
    "voting.floor.",
    "voting.meetings.changed",
    "voting.meetings.checked_",
    "voting.meetings.cancelled",
    "voting.meetings.note_withdrawn",
    "voting.meetings.plan_changed",
    "voting.meetings.registered",
    "voting.meetings.seat_",
    "voting.meetings.undone",
    "voting.meetings.venue_",
    "voting.motions.filed",
    "voting.motions.withdrawn",
    "voting.polls.prepared",
    "voting.polls.venue_",
    "voting.register.",
    "voting.ballotbox.",
    "voting.ceremony.",
)
"""What goes on beside the meeting's steps, and builds on none of them."""


@dataclass(frozen=True)
class Fact:
    """One entry of the record, as far as undoing depends on it."""

    id: int
    kind: str
    body: Mapping[str, Any]


def last_step(facts: Sequence[Fact]) -> tuple[Fact | None, Fact | None]:
    """The last step that could be taken back, and what has been built upon it since, if anything."""
    gone = {
        n for f in facts if f.kind == "voting.meetings.undone" for n in [f.body["event"], *f.body["also"]]
    }
    built: Fact | None = None
    for fact in reversed(facts):
        if fact.id in gone or _is_beside(fact):
            continue
        if fact.kind in STEPS:
            return fact, built
        if fact.kind == "voting.meetings.item_done":
            continue  # goes with the item that was taken up instead
        built = fact
    return None, built


def obstacles_to_undoing(
    asked: int, step: Fact | None, built: Fact | None, *, is_first_item: bool
) -> list[Obstacle]:
    """Only the last step, and only while nothing stands on it. A counted vote is voided, not undone."""
    if step is None or is_first_item:
        return [Obstacle("voting.meetings.obstacle_nothing_to_undo")]
    if step.id != asked:
        return [Obstacle("voting.meetings.obstacle_not_the_last_step", {"event": step.id, "what": step.kind})]
    if built is not None:
        return [Obstacle("voting.meetings.obstacle_built_upon", {"event": built.id, "what": built.kind})]
    if step.kind == "tenants.decisions.taken" and step.body["decision"].get("poll"):
        return [Obstacle("voting.meetings.obstacle_decided_by_vote")]
    if step.kind == "tenants.decisions.taken":
        return obstacles_to_retracting(
            method="", effects=[one["kind"] for one in step.body["decision"].get("effects", ())]
        )
    return []


def _is_beside(fact: Fact) -> bool:
    if fact.kind == "voting.meetings.noted":
        return bool(fact.body["note"].get("own"))
    return fact.kind.startswith(BESIDE)
