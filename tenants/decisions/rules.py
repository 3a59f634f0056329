"""When a decision can be taken back, and what an effect must say. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kernel.errors import Obstacle
from tenants.decisions.enums import EffectKind, Method

NEEDS: dict[EffectKind, tuple[str, ...]] = {
    EffectKind.NAMED: ("name",),
    EffectKind.STATUTES_ADOPTED: ("version", "number"),
    EffectKind.MEMBERS_JOINED: ("members", "from"),
    EffectKind.APPLICATIONS_REFUSED: ("members",),
    EffectKind.MEMBERS_STRUCK: ("members", "from"),
    EffectKind.STRIKINGS_DECLINED: ("members",),
    EffectKind.FEES_SET: ("period", "classes"),
    EffectKind.BOARD_SIZED: ("others",),
    EffectKind.ELECTED: ("post", "people"),
    EffectKind.SIGNATORIES_SET: ("text_sv", "mode"),
    EffectKind.OFFICERS_APPOINTED: ("people",),
    EffectKind.ITEMS_APPROVED: ("items",),
}
"""What the body of each effect cannot do without."""

REVERSIBLE = frozenset({EffectKind.MEMBERS_STRUCK.value, EffectKind.STRIKINGS_DECLINED.value})
"""Effects that go back with their decision; who carries them out takes them back."""

AWAITED = ("minutes", "day")
"""What adopted statutes may wait for before they hold: the meeting's minutes, or a later day."""

MODES = ("jointly", "singly")
"""How those who sign for the association do it: två i förening, or var för sig."""


def faults_in_effects(effects: Sequence[tuple[EffectKind, Mapping[str, Any]]]) -> list[Obstacle]:
    """Every effect whose body lacks something, and amounts that are not whole öre."""
    found = [
        Obstacle("tenants.decisions.obstacle_effect_lacks", {"effect": kind.value, "field": name})
        for kind, body in effects
        for name in NEEDS.get(kind, ())
        if not body.get(name) and body.get(name) != 0
    ]
    found += [
        Obstacle("tenants.decisions.obstacle_effect_lacks", {"effect": kind.value, "field": "mode"})
        for kind, body in effects
        if kind is EffectKind.SIGNATORIES_SET and body.get("mode") and body["mode"] not in MODES
    ]
    found += [
        Obstacle("tenants.decisions.obstacle_effect_lacks", {"effect": kind.value, "field": "in_force_from"})
        for kind, body in effects
        if kind is EffectKind.STATUTES_ADOPTED
        and not (body.get("in_force_from") or body.get("awaits") in AWAITED)
    ]
    for kind, body in effects:
        for one in body.get("classes", ()) if kind is EffectKind.FEES_SET else ():
            amount = one.get("amount")
            if isinstance(amount, bool) or not isinstance(amount, int) or amount < 0:
                params = {"effect": kind.value, "field": f"amount ({one.get('id')})"}
                found.append(Obstacle("tenants.decisions.obstacle_effect_lacks", params))
    return found


def obstacles_to_retracting(*, method: str, effects: Sequence[str]) -> list[Obstacle]:
    """A counted vote is voided, not retracted; what the association has built on stays.

    ``effects`` are the kinds that stand; the reversible ones are in nobody's way.
    """
    found = []
    if method == Method.POLL:
        found.append(Obstacle("tenants.decisions.obstacle_decided_by_poll"))
    found += [
        Obstacle("tenants.decisions.obstacle_has_effect", {"effect": kind})
        for kind in effects
        if kind not in REVERSIBLE
    ]
    return found
