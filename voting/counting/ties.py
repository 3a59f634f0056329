"""Who prevails when the numbers are equal. Nothing is decided here that nobody decided.

First the chair's opinion, where the rule allows it and the vote was open (statutes § 10 mom. 4: a secret
vote must not show the chair's ballot), then a lot; without a lot the tie stands. In most statutes the chair
breaks a tie only with a vote of their own; in Finland also without one (föreningslagen 503/1989).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from voting.counting.lot import Lot, draw


class TieRule(StrEnum):
    """What the rules say about equal numbers."""

    CHAIR_THEN_LOT = "chair_then_lot"
    ANY_CHAIR_THEN_LOT = "any_chair_then_lot"
    LOT = "lot"
    STATUS_QUO = "status_quo"


class ResolvedBy(StrEnum):
    """What broke a tie."""

    CHAIR = "chair"
    LOT = "lot"
    PAPER_LOT = "paper_lot"
    STATUS_QUO = "status_quo"


@dataclass(frozen=True)
class Chair:
    """The chair of the meeting in this vote. ``opinion`` is what the chair holds, best first."""

    entitled: bool = False
    open: bool = False
    opinion: tuple[str, ...] = ()
    asked: bool = False

    def may_decide(self, rule: TieRule | None) -> bool:
        """Only in an open vote; with a vote of their own, unless the rule lets any chair."""
        if rule is TieRule.ANY_CHAIR_THEN_LOT:
            return self.open
        return rule is TieRule.CHAIR_THEN_LOT and self.entitled and self.open


@dataclass(frozen=True)
class Resolution:
    """How a tie ended: ``winners`` is empty as long as it stands."""

    winners: tuple[str, ...] = ()
    by: ResolvedBy | None = None
    lot: Lot | None = None
    open_to: tuple[str, ...] = ()


NO_RESOLUTION = Resolution()
NO_CHAIR = Chair()


@dataclass
class Ties:
    """The means at hand in one count. A paper lot's names are used up in the order they were drawn."""

    rule: TieRule | None = None
    chair: Chair = NO_CHAIR
    seed: str = ""
    paper: Sequence[str] | None = None
    _used: int = field(default=0, init=False)

    def lot(self, between: Iterable[str], seats: int = 1) -> Resolution:
        """Draw by the seed or take the paper lot's names; without either the tie stands."""
        names = sorted(between)
        if self.seed:
            drawn = draw(self.seed, names, seats)
            return Resolution(drawn.winners, ResolvedBy.LOT, drawn)
        if self.paper is None:
            return Resolution(open_to=("lot", "paper_lot"))
        taken = tuple(self.paper[self._used : self._used + seats])
        if not taken:
            return Resolution(open_to=("paper_lot",))
        wrong = [name for name in taken if name not in names]
        if wrong or len(set(taken)) != seats:
            message = f"paper_lot: must name {seats} of {', '.join(names)} for this tie"
            raise ValueError(message)
        self._used += seats
        return Resolution(taken, ResolvedBy.PAPER_LOT)

    def matter(self, between: Iterable[str], *, status_quo: str | None) -> Resolution:
        """Break a tie in a matter by the rule. A seed or a paper lot given without a rule means a lot."""
        names = sorted(between)
        if self.rule is TieRule.STATUS_QUO:
            kept = (status_quo,) if status_quo in names and status_quo is not None else ()
            return Resolution(kept, ResolvedBy.STATUS_QUO if kept else None)
        with_chair = self.chair.may_decide(self.rule)
        if with_chair:
            for option in self.chair.opinion:
                if option in names:
                    return Resolution((option,), ResolvedBy.CHAIR)
        found = self.lot(names)
        waiting = with_chair and not self.chair.asked and not found.winners
        return Resolution(open_to=("chair", *found.open_to)) if waiting else found

    def unused(self) -> int:
        """How many names of a paper lot no tie asked for."""
        return len(self.paper or ()) - self._used
