"""When the board may be asked to end a membership that is not paid for. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kernel.errors import Obstacle


@dataclass(frozen=True)
class Debt:
    """An unpaid fee beyond the ladder's last step, and from which day the statutes let the board act."""

    number: str
    may_from: date | None


def obstacles_to_proposing(debts: Sequence[Debt], *, today: date) -> list[Obstacle]:
    """Reminded to the last step, and unpaid as long as the statutes say. One such invoice is enough."""
    if not debts:
        return [Obstacle("billing.reminders.obstacle_not_reminded_enough")]
    if any(one.may_from is not None and one.may_from <= today for one in debts):
        return []
    first = min((one.may_from for one in debts if one.may_from is not None), default=None)
    if first is None:
        return [Obstacle("billing.reminders.obstacle_statutes_let_nobody_go")]
    return [Obstacle("billing.reminders.obstacle_too_early_to_strike", {"date": first.isoformat()})]
