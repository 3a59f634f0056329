"""The order of propositions: which proposals compete, and in which steps. Plain Python.

Formal motions first; then place by place in the paper's own order, amendments to an amendment before the
amendment itself; competing proposals two and two until a counter-proposal remains, which meets the main
proposal; the whole last. n proposals take n-1 votes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kernel.errors import Obstacle
from voting.motions.enums import MAIN, MatterKind, Mode, SlotKind, StepKind, Way
from voting.motions.rules.ground import Ground


@dataclass(frozen=True)
class Proposal:
    """A motion that is still alive, as the rules see it."""

    mark: str
    kind: str
    slot: str
    slot_kind: SlotKind
    text: str = ""
    amount: int | None = None
    mover: str = ""
    recommendation: str = ""
    question: str = ""
    is_own: bool = False
    parent: str = ""


@dataclass(frozen=True)
class Group:
    """Proposals that compete for one place. ``main`` is H, a mark, or nothing for what is new."""

    slot: str
    kind: SlotKind
    main: str
    sequence: tuple[str, ...]

    @property
    def members(self) -> frozenset[str]:
        """Everybody who competes."""
        return frozenset(filter(None, (self.main, *self.sequence)))


@dataclass(frozen=True)
class StepPlan:
    """One question. Sides are marks, H, or ``=2`` for the winner of step 2."""

    no: int
    kind: StepKind
    slot: str
    way: Way
    sides: tuple[str, ...] = ()


def groups_of(proposals: Iterable[Proposal], ground: Ground) -> list[Group]:
    """Who competes with whom, in the order that the house proposes."""
    alive = list(proposals)
    by_slot: dict[str, list[Proposal]] = {}
    for one in alive:
        if one.slot_kind not in {SlotKind.SUB, SlotKind.WHOLE}:
            by_slot.setdefault(one.slot, []).append(one)
    formal = [_group(found, ground) for slot, found in by_slot.items() if slot == "formal"]
    rest = [_group(found, ground) for slot, found in by_slot.items() if slot != "formal"]
    rest.sort(key=lambda group: ground.place(group.slot, group.kind))
    ordered = list(formal)
    for group in rest:
        ordered += [*_subs(group, alive, ground), group]
    return ordered


def arranged(groups: Sequence[Group], chosen: Iterable[Mapping[str, Any]]) -> list[Group]:
    """The groups as the chair arranged them; what the chair did not name stays where the house put it.

    A choice that names others than those who compete there any more is passed over: the house's holds.
    """
    by_slot = {group.slot: group for group in groups}
    named = [choice for choice in chosen if choice.get("slot") in by_slot]
    for choice in named:
        group = by_slot[choice["slot"]]
        wanted = Group(
            group.slot,
            group.kind,
            choice.get("main", group.main),
            tuple(choice.get("sequence", group.sequence)),
        )
        if wanted.members == group.members and len(wanted.sequence) == len(group.sequence):
            by_slot[group.slot] = wanted
    places = [i for i, group in enumerate(groups) if group.slot in {c["slot"] for c in named}]
    result = [by_slot[group.slot] for group in groups]
    for place, choice in zip(places, named, strict=False):
        result[place] = by_slot[choice["slot"]]
    return result


def faults_in_arrangement(
    groups: Sequence[Group], chosen: Sequence[Mapping[str, Any]]
) -> dict[str, list[Obstacle]]:
    """What is wrong with an order that the chair wrote."""
    by_slot, wrong = {group.slot: group for group in groups}, Obstacle("voting.motions.error_order")
    slots = [str(choice.get("slot", "")) for choice in chosen]
    if len(set(slots)) < len(slots) or set(slots) - set(by_slot):
        return {"groups": [wrong]}
    for choice in chosen:
        group = by_slot[choice["slot"]]
        main = choice.get("main", group.main)
        sequence = tuple(choice.get("sequence", group.sequence))
        wanted = Group(group.slot, group.kind, main, sequence)
        same = wanted.members == group.members and len(sequence) == len(group.sequence)
        if not same or (not group.main and main):
            return {"groups": [Obstacle("voting.motions.error_order_members", {"slot": group.slot})]}
    order = [group.slot for group in arranged(groups, chosen)]
    for group in groups:
        late = [
            s for s in order if group.kind == SlotKind.FORMAL and order.index(s) < order.index(group.slot)
        ]
        if group.kind == SlotKind.SUB:
            late = [
                g.slot
                for g in groups
                if group.slot in g.members and order.index(g.slot) < order.index(group.slot)
            ]
        if late:
            return {"groups": [Obstacle("voting.motions.error_order_first", {"slot": group.slot})]}
    return {}


def faults_in_later_day(ground: Ground, day: date | None, *, today: date) -> dict[str, list[Obstacle]]:
    """A change of statutes in force may hold from a day to come; nothing else waits for one."""
    if day is None or (ground.changes_statutes and day > today):
        return {}
    code = "error_day_is_past" if ground.changes_statutes else "error_nothing_to_wait"
    return {"not_before": [Obstacle(f"voting.motions.{code}")]}


def faults_in_wordings(
    readings: Sequence[Mapping[str, Any]], wordings: Mapping[str, str]
) -> dict[str, list[Obstacle]]:
    """Words for the clauses that meet another change; none only where the change struck the clause."""
    read = {one["target"]: one["read_sv"] for one in readings}
    if not set(wordings) <= set(read):
        return {"wordings": [Obstacle("platform.kernel.field_invalid_choice")]}
    if any(not text.strip() and read[target] for target, text in wordings.items()):
        return {"wordings": [Obstacle("platform.kernel.field_required")]}
    return {}


def steps_of(groups: Sequence[Group], ground: Ground, *, is_contested_whole: bool = False) -> list[StepPlan]:
    """Every question, in order. ``is_contested_whole``: somebody moved that all of it be rejected."""
    steps: list[StepPlan] = []
    for group in groups:
        steps += (
            _formal(group, len(steps)) if group.kind == SlotKind.FORMAL else _steps(group, ground, len(steps))
        )
    if ground.has_whole or (is_contested_whole and ground.kind == MatterKind.GENERAL):
        steps.append(StepPlan(len(steps) + 1, StepKind.WHOLE, "whole", Way.YES_NO))
    return steps


def untouched_by(groups: Iterable[Group], ground: Ground) -> list[str]:
    """The clauses or classes that nobody moved anything on."""
    touched = {group.slot for group in groups}
    if ground.kind == MatterKind.STATUTES and ground.mode in {Mode.CONSTITUTIVE, Mode.REVISION}:
        return [clause.key for clause in ground.clauses if clause.key not in touched]
    return [one.key for one in ground.classes if one.key not in touched]


def _group(found: Sequence[Proposal], ground: Ground) -> Group:
    first = found[0]
    own = next((one.mark for one in found if one.is_own), None)
    is_contested_change = ground.is_qualified_each and len(found) > 1
    main = own if own and not is_contested_change else _usual_main(first, ground)
    return Group(first.slot, first.slot_kind, main, tuple(one.mark for one in found if one.mark != main))


def _usual_main(one: Proposal, ground: Ground) -> str:
    if one.slot_kind in {SlotKind.FORMAL, SlotKind.NEW}:
        return ""
    if one.slot_kind == SlotKind.SUB:
        return one.parent
    if one.slot_kind == SlotKind.MATTER and not ground.main_text:
        return ""
    return MAIN


def _subs(group: Group, alive: Sequence[Proposal], ground: Ground) -> list[Group]:
    found: list[Group] = []
    for mark in sorted(group.members):
        those = [one for one in alive if one.slot_kind == SlotKind.SUB and one.parent == mark]
        if those:
            below = _group(those, ground)
            below = replace(below, sequence=tuple(m for m in below.sequence if m != mark))
            found += [*_subs(replace(below, main=""), alive, ground), below]
    return found


def _formal(group: Group, before: int) -> list[StepPlan]:
    """Today or later; and if later, by which of the motions."""
    steps = [StepPlan(before + 1, StepKind.TODAY, group.slot, Way.YES_NO)]
    return [*steps, *_rounds(group.sequence, group.slot, len(steps) + before, kind=StepKind.FORMAL)]


def _steps(group: Group, ground: Ground, before: int) -> list[StepPlan]:
    if not group.sequence:
        return [StepPlan(before + 1, StepKind.OWN, group.slot, Way.YES_NO, (group.main,))]
    steps = _rounds(group.sequence, group.slot, before)
    last = f"={steps[-1].no}" if steps else group.sequence[0]
    no = before + len(steps) + 1
    alone = StepKind.SUB if group.kind == SlotKind.SUB else StepKind.SINGLE
    textual = group.kind in {SlotKind.CLAUSE, SlotKind.SUB} and group.main in {MAIN, group.slot}
    is_single = not group.main or (textual and not steps) or (ground.is_qualified_each and group.main == MAIN)
    if is_single:
        return [*steps, StepPlan(no, alone, group.slot, Way.YES_NO, (last,))]
    return [*steps, StepPlan(no, StepKind.MAIN, group.slot, Way.PAIR, (group.main, last))]


def _rounds(
    sequence: Sequence[str], slot: str, before: int, *, kind: StepKind | None = None
) -> list[StepPlan]:
    """Two and two: the winner meets the next one."""
    steps: list[StepPlan] = []
    for mark in sequence[1:]:
        first = f"={steps[-1].no}" if steps else sequence[0]
        usual = StepKind.ROUND if steps else StepKind.COUNTER
        steps.append(StepPlan(before + len(steps) + 1, kind or usual, slot, Way.PAIR, (first, mark)))
    return steps
