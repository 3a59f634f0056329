"""Everything about one item's motions and order at one moment, in a handful of reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from kernel.errors import Missing, Obstacle
from tenants.statutes.models import Version
from voting.floor.models import Line
from voting.meetings.models import Item, Meeting
from voting.meetings.queries import rules_in_force
from voting.motions.enums import AT_ONCE, Ending, MatterKind, Mode, MotionKind, MotionState, SlotKind
from voting.motions.models import Matter, Motion, Order, Step
from voting.motions.queries.grounds import ground_of, matter_kind
from voting.motions.queries.readings import readings_of
from voting.motions.rules import (
    Book,
    Ground,
    Group,
    Proposal,
    Situation,
    StepNow,
    arranged,
    fingerprint,
    groups_of,
    obstacles_to_proposing,
    slot_of,
    steps_of,
    untouched_by,
)
from voting.polls.enums import PollState
from voting.polls.models import Poll

DEAD = frozenset({MotionState.WITHDRAWN, MotionState.MERGED})
RECOMMENDED = {
    "bifall": "Bifall",
    "avslag": "Avslag",
    "ingen": "Ingen rekommendation",
    "jämkning": "Jämkning",
}


@dataclass(frozen=True)
class Sheet:
    """One item: its rows, and the book that the rules read."""

    meeting: Meeting
    item: Item
    matter: Matter | None
    motions: Sequence[Motion]
    order: Order | None
    rows: Sequence[Step]
    ground: Ground
    version: Version | None
    polls: dict[UUID, Poll]
    line: Line | None
    at: datetime

    def again(self) -> Sheet:
        """The same item, read anew."""
        return sheet(self.meeting, self.item.no, at=self.at)

    @property
    def line_at(self) -> datetime | None:
        """When the floor's line closes motions too (streck i debatten)."""
        return self.line.closes_at if self.line else None

    @property
    def is_approved(self) -> bool:
        """The meeting approved the order."""
        return self.order is not None and self.order.approved_at is not None

    @cached_property
    def alive(self) -> list[Motion]:
        """Motions that the order is about."""
        return [m for m in self.motions if m.state not in DEAD and m.kind not in AT_ONCE]

    @cached_property
    def situation(self) -> Situation:
        """Where the item stands."""
        return Situation(
            meeting=self.meeting.state,
            item_no=self.item.no,
            item=self.item.state,
            has_line=self.line_at is not None and self.line_at <= self.at,
            is_approved=self.is_approved,
            is_finished=self.order is not None and self.order.finished_at is not None,
            is_second_reading=self.ground.mode == Mode.SECOND_READING,
        )

    @cached_property
    def book(self) -> Book:
        """The order as the rules read it: approved, or as it would be proposed now."""
        proposals = [self._proposal(motion) for motion in self.alive]
        groups = self._groups(proposals)
        return Book(
            ground=replace(self.ground, is_reworded=self.is_reworded),
            proposals={one.mark: one for one in proposals},
            groups=groups,
            steps=self._steps(groups, proposals),
            untouched=self.order.untouched
            if self.order and self.is_approved
            else untouched_by(groups, self.ground),
            untouched_done=self.order is not None and self.order.untouched_at is not None,
        )

    @cached_property
    def parameters(self) -> Any:  # noqa: ANN401  the statutes' Parameters
        """The rules in force at the meeting; read once, and only where statutes in force are changed."""
        return rules_in_force(self.meeting)

    @cached_property
    def conflicts(self) -> list[str]:
        """Motions whose base text has changed since they were written."""
        return [] if self.is_approved else [m.mark for m in self.alive if self.is_in_conflict(m)]

    @cached_property
    def readings(self) -> list[dict[str, Any]]:
        """Clauses where what was read once meets other words than it was written against."""
        kept: list[dict[str, Any]] = self.order.readings if self.order else []
        if self.is_approved or self.ground.mode != Mode.SECOND_READING or self.version is None:
            return kept
        return readings_of(self.version, self.ground, kept)

    @property
    def is_reworded(self) -> bool:
        """Other words were chosen than those that the first meeting read: they are read a first time."""
        return any(one["wording_sv"] not in {None, one["read_sv"]} for one in self.readings)

    @cached_property
    def proposing(self) -> list[Obstacle]:
        """What is in the way of putting an order, and of its approval."""
        return self.before_order(readings=[r["ref_sv"] for r in self.readings if r["wording_sv"] is None])

    def before_order(self, *, readings: Sequence[str] = ()) -> list[Obstacle]:
        """The same, with the clauses whose words are still to be chosen."""
        return obstacles_to_proposing(
            self.situation, conflicts=self.conflicts, has_something=self.has_something,
            has_base=self.has_base, readings=readings,
        )  # fmt: skip

    def is_in_conflict(self, motion: Motion) -> bool:
        """The text that it was written against is not the text any more."""
        slot, kind = self.slot_of(motion)
        if kind == SlotKind.NEW:
            return motion.target not in self.ground.sections or self.ground.clause(slot) is not None
        if kind == SlotKind.SUB and motion.parent is not None:
            return motion.base_sha != fingerprint(motion.parent.new_sv)
        if kind == SlotKind.CLAUSE:
            clause = self.ground.clause(slot)
            return clause is None or fingerprint(clause.text) != motion.base_sha
        return kind == SlotKind.CLASS and self.ground.fee(slot) is None

    def slot_of(self, motion: Motion) -> tuple[str, SlotKind]:
        """Where a motion competes."""
        return slot_of(
            motion.kind,
            matter=matter_kind(self.item),
            target=motion.target,
            insert_as=motion.insert_as,
            parent=motion.parent.mark if motion.parent else "",
        )

    def rivals_of(self, motion: Motion) -> list[str]:
        """The marks of those it competes with."""
        slot, _ = self.slot_of(motion)
        return [m.mark for m in self.alive if m.pk != motion.pk and self.slot_of(m)[0] == slot]

    def row(self, no: int) -> Step:
        """The step's row, or Missing."""
        found = next((row for row in self.rows if row.no == no), None)
        if found is None:
            raise Missing
        return found

    def poll_underway(self, row: Step) -> Poll | None:
        """The poll that the step waits for."""
        poll = self.polls.get(row.poll) if row.poll and not row.outcome else None
        return None if poll is None or poll.state == PollState.VOIDED else poll

    @property
    def newest_row(self) -> Step | None:
        """The step that was taken last; None when it was the untouched rest, or nothing."""
        taken = [row for row in self.rows if row.decided_at is not None]
        rest_at = self.order.untouched_at if self.order else None
        if not taken or (rest_at is not None and rest_at > (taken[-1].decided_at or rest_at)):
            return None
        return taken[-1]

    @property
    def is_rest_newest(self) -> bool:
        """What nobody moved anything on was approved after the last step."""
        return self.order is not None and self.order.untouched_at is not None and self.newest_row is None

    @property
    def is_built_upon(self) -> bool:
        """The association already lives by what was decided."""
        ending = self.order.ending if self.order else ""
        is_fees = self.ground.kind == MatterKind.FEES and ending == Ending.DECIDED
        return ending in {Ending.ADOPTED, Ending.FIRST_READING} or is_fees

    @property
    def has_something(self) -> bool:
        """There is something that an order can be put on."""
        return bool(self.book.steps) or bool(self.book.untouched)

    @property
    def has_base(self) -> bool:
        """There is a text, or a table of fees, that motions are about."""
        if self.ground.kind == MatterKind.STATUTES:
            return bool(self.ground.clauses)
        return bool(self.ground.classes) if self.ground.kind == MatterKind.FEES else True

    def _groups(self, proposals: Sequence[Proposal]) -> list[Group]:
        if self.order is not None and self.is_approved:
            return [
                Group(g["slot"], SlotKind(g["kind"]), g["main"], tuple(g["sequence"]))
                for g in self.order.groups
            ]
        groups = groups_of(proposals, self.ground)
        return arranged(groups, self.order.groups) if self.order else groups

    def _steps(self, groups: Sequence[Group], proposals: Sequence[Proposal]) -> list[StepNow]:
        if self.is_approved:
            return [
                StepNow(
                    no=row.no, kind=row.kind, slot=row.slot, way=row.way, sides=tuple(row.sides),
                    outcome=row.outcome, method=row.method, question=row.question_sv,
                )
                for row in self.rows
            ]  # fmt: skip
        own: dict[str, Any] = self.order.questions if self.order else {}
        contested = any(one.kind == MotionKind.REJECT for one in proposals)
        return [
            StepNow(
                no=s.no, kind=s.kind, slot=s.slot, way=s.way, sides=s.sides, question=own.get(str(s.no), "")
            )
            for s in steps_of(groups, self.ground, is_contested_whole=contested)
        ]

    def _proposal(self, motion: Motion) -> Proposal:
        slot, kind = self.slot_of(motion)
        return Proposal(
            mark=motion.mark, kind=motion.kind, slot=slot, slot_kind=kind, text=motion.new_sv,
            amount=motion.amount, mover=mover_label(motion), question=motion.question_sv,
            recommendation=motion.word_text or RECOMMENDED.get(motion.word, ""),
            is_own=motion.is_own, parent=motion.parent.mark if motion.parent else "",
        )  # fmt: skip


def mover_label(motion: Motion) -> str:
    """``Ahmed Yusuf (Nordkvist Data AB)``, as the minutes name movers."""
    person = motion.mover.name if motion.mover else ""
    member = motion.member.name if motion.member else ""
    return f"{person} ({member})" if person and member else person or member


def sheet(meeting: Meeting, item_no: int, *, at: datetime) -> Sheet:
    """Read it. Missing for an item that is not on the agenda."""
    item = Item.objects.filter(meeting=meeting, no=item_no).first()
    if item is None:
        raise Missing
    matter = Matter.objects.filter(meeting=meeting, item_no=item_no).first()
    motions = list(_motions(meeting).filter(item_no=item_no))
    order = Order.objects.filter(meeting=meeting, item_no=item_no).first()
    rows = list(order.steps.all()) if order else []
    ground, version = ground_of(item, matter, order)
    held = [row.poll for row in rows if row.poll]
    polls = {poll.pk: poll for poll in Poll.objects.filter(pk__in=held)} if held else {}
    line = Line.objects.filter(meeting=meeting, item_no=item_no).first()
    return Sheet(meeting, item, matter, motions, order, rows, ground, version, polls, line, at)


def _motions(meeting: Meeting) -> Any:  # noqa: ANN401  a queryset with its joins
    return Motion.objects.filter(meeting=meeting).select_related("member", "mover", "parent", "merged_into")
