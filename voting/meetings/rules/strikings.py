"""Memberships that are not paid for, before the board: what it decides of each, in words and in effect.

Plain Python. A membership ends by the board's decision alone, and whether what is unpaid is still asked for
is the board's to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kernel.errors import Obstacle
from kernel.money import money
from tenants.decisions.enums import EffectKind

END, KEEP, LATER = "end", "keep", "wait"
FATES = (END, KEEP, LATER)
NONE_UNPAID = "Inget medlemskap fanns att pröva."


@dataclass(frozen=True)
class Unpaid:
    """A member whose membership may end, what is unpaid, and what the board is to decide: that it ends.

    ``left`` in öre; ``due`` and ``numbers`` of the invoices, in order.
    """

    member: str
    name: str
    numbers: Sequence[str]
    due: Sequence[str]
    left: int
    rule_sv: str
    by_name: str = ""
    answer: str = END
    is_credited: bool = False


def with_fates(unpaid: Sequence[Unpaid], fates: Mapping[str, Mapping[str, Any]]) -> list[Unpaid]:
    """The members with what was prepared for each; those without end, and their debt stays."""
    return [
        replace(one, answer=fates[one.member]["answer"], is_credited=bool(fates[one.member]["credited"]))
        if one.member in fates
        else one
        for one in unpaid
    ]


def faults_in_fates(
    fates: Mapping[str, Mapping[str, Any]], unpaid: Sequence[Unpaid]
) -> dict[str, list[Obstacle]]:
    """A fate for nobody who waits; by field, as a form has them."""
    if set(fates) - {one.member for one in unpaid}:
        return {"fates": [Obstacle("voting.meetings.error_no_such_striking")]}
    return {}


def words_of_strikings(unpaid: Sequence[Unpaid], *, day: str, currency: str) -> str:
    """What the board decides, an ``att`` for each membership and for each debt."""
    clauses = []
    for one in unpaid:
        owed = f"{_invoices(one.numbers)}, {money(one.left, currency=currency)}"
        if one.answer == END:
            clauses.append(
                f"att {one.name} inte längre är medlem från och med den {day}, eftersom medlemsavgiften "
                f"enligt {owed}, inte är betald ({one.rule_sv})"
            )
            clauses.append(
                f"att kreditera {_invoices(one.numbers)}"
                if one.is_credited
                else f"att fordran enligt {_invoices(one.numbers)} kvarstår"
            )
        elif one.answer == KEEP:
            clauses.append(f"att låta {one.name} vara kvar som medlem trots att {owed}, inte är betald")
        else:
            clauses.append(f"att bordlägga frågan om medlemskapet för {one.name}")
    return "Styrelsen beslutade\n" + ",\n".join(clauses) + "." if clauses else NONE_UNPAID


def effects_of_strikings(unpaid: Sequence[Unpaid], *, day: str) -> list[tuple[EffectKind, dict[str, Any]]]:
    """Whose membership ends from which day (ISO), and whose stays. Those that wait go on waiting."""
    ended = [
        {"member": one.member, "name": one.name, "invoices": list(one.numbers), "credited": one.is_credited}
        for one in unpaid
        if one.answer == END
    ]
    kept = [{"member": one.member, "name": one.name} for one in unpaid if one.answer == KEEP]
    found: list[tuple[EffectKind, dict[str, Any]]] = []
    if ended:
        found.append((EffectKind.MEMBERS_STRUCK, {"from": day, "members": ended}))
    if kept:
        found.append((EffectKind.STRIKINGS_DECLINED, {"members": kept}))
    return found


def _invoices(numbers: Sequence[str]) -> str:
    if len(numbers) == 1:
        return f"faktura {numbers[0]}"
    return f"fakturorna {', '.join(numbers[:-1])} och {numbers[-1]}"
