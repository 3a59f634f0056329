"""An order under way: who met whom, who won, what is next, and which text stands. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from voting.motions.enums import MAIN, SlotKind, StepKind, Way
from voting.motions.rules.arranging import Group, Proposal
from voting.motions.rules.ground import Ground
from voting.motions.rules.money import fee_in_words


@dataclass(frozen=True)
class StepNow:
    """One step with what came of it; ``outcome`` is empty until it is taken."""

    no: int
    kind: str
    slot: str
    way: str
    sides: tuple[str, ...] = ()
    outcome: str = ""
    method: str = ""
    question: str = ""


@dataclass(frozen=True)
class Book:
    """Everything that one item's order says at one moment."""

    ground: Ground
    proposals: Mapping[str, Proposal]
    groups: Sequence[Group]
    steps: Sequence[StepNow]
    untouched: Sequence[str] = ()
    untouched_done: bool = False
    number: str = ""
    """The number that the text will have when it is adopted."""

    @cached_property
    def by_no(self) -> dict[int, StepNow]:
        """The steps by number."""
        return {step.no: step for step in self.steps}

    @cached_property
    def by_slot(self) -> dict[str, Group]:
        """The groups by slot."""
        return {group.slot: group for group in self.groups}

    def side(self, ref: str) -> str | None:
        """The mark behind a side: itself, or the winner of the step it points at; None while unknown."""
        return self.winner(self.by_no[int(ref[1:])]) if ref.startswith("=") else ref

    def between(self, step: StepNow) -> list[str | None]:
        """Who meets whom."""
        return [self.side(ref) for ref in step.sides]

    def winner(self, step: StepNow) -> str | None:
        """The mark that prevailed; nothing (an empty mark) where a new text was rejected. None: not yet."""
        if not step.outcome:
            return None
        sides = self.between(step)
        if step.way == Way.PAIR:
            return sides[0 if step.outcome == "a" else 1]
        if step.outcome == "carried":
            return sides[0] if sides else ""
        group = self.by_slot.get(step.slot)
        if group is None or group.kind == SlotKind.NEW:
            return ""
        if step.kind == StepKind.OWN:
            return group.slot if group.kind == SlotKind.SUB else MAIN
        return group.main

    def steps_in(self, slot: str) -> list[StepNow]:
        """A slot's own steps."""
        return [step for step in self.steps if step.slot == slot]

    def prevailed(self, slot: str) -> str | None:
        """What stands in a slot after its last step; None until then."""
        steps = self.steps_in(slot)
        return self.winner(steps[-1]) if steps else None

    def ends_its_slot(self, step: StepNow) -> bool:
        """Whether it is the one that decides."""
        return step.kind not in {StepKind.COUNTER, StepKind.ROUND, StepKind.TODAY} and (
            self.steps_in(step.slot)[-1].no == step.no
        )

    def is_skipped(self, step: StepNow) -> bool:
        """A formal motion that carried ends the rest; one that fell ends the formal ones."""
        today = next((one for one in self.steps if one.kind == StepKind.TODAY), None)
        if today is None or step.kind == StepKind.TODAY or not today.outcome:
            return False
        is_today = today.outcome == "carried"
        return is_today if step.kind == StepKind.FORMAL else not is_today

    @property
    def postponed_by(self) -> str | None:
        """The formal motion that carried, once all of it is known."""
        today = next((one for one in self.steps if one.kind == StepKind.TODAY), None)
        if today is None or today.outcome != "rejected":
            return None
        rounds = [one for one in self.steps if one.kind == StepKind.FORMAL]
        return self.winner(rounds[-1]) if rounds else self.by_slot[today.slot].sequence[0]

    @property
    def next(self) -> StepNow | None:
        """The first step that is neither taken nor out of the question."""
        return next((s for s in self.steps if not s.outcome and not self.is_skipped(s)), None)

    @property
    def last_taken(self) -> StepNow | None:
        """The newest step that was taken."""
        taken = [step for step in self.steps if step.outcome]
        return taken[-1] if taken else None

    @property
    def needs_untouched(self) -> bool:
        """Something nobody moved anything on is still to be approved."""
        return bool(self.untouched) and not self.untouched_done

    @property
    def is_finished(self) -> bool:
        """Nothing is left to put."""
        if self.postponed_by is not None:
            return True
        return self.next is None and not self.needs_untouched

    def text(self, mark: str, slot: str) -> str:
        """The words behind a mark in a slot, after the amendments to it that were carried."""
        return self._text(mark, slot)

    def _text(self, mark: str, slot: str) -> str:
        if mark == MAIN:
            return self.main_text(slot)
        below = self.by_slot.get(mark)
        if below is not None and below.kind == SlotKind.SUB and slot != mark:
            won = self.prevailed(mark)
            if won and won != mark:
                return self._text(won, mark)
        one = self.proposals.get(mark)
        if one is None:
            return ""
        return self._fee(one.amount) if one.amount is not None else one.text

    def main_text(self, slot: str) -> str:
        """What the main proposal says in a slot."""
        if (clause := self.ground.clause(slot)) is not None:
            return clause.text
        if (fee := self.ground.fee(slot)) is not None:
            return self._fee(fee.amount)
        return self.ground.main_text if slot == "matter" else ""

    def _fee(self, amount: int) -> str:
        return fee_in_words(amount, self.ground.currency)

    def amount(self, slot: str) -> int:
        """The fee of a class as it stands now, in öre."""
        won = self.prevailed(slot)
        if won and won != MAIN and (amount := self.proposals[won].amount) is not None:
            return amount
        fee = self.ground.fee(slot)
        return fee.amount if fee else 0

    def changed(self) -> list[tuple[Proposal, str]]:
        """The proposals that were carried against the main text, with the words that were carried."""
        found = []
        for group in self.groups:
            if group.kind in {SlotKind.FORMAL, SlotKind.SUB}:
                continue
            won = self.prevailed(group.slot)
            if won and won != MAIN:
                found.append((self.proposals[won], self.text(won, group.slot)))
        return found
