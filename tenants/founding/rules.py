"""What is missing before a network is an association. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kernel.errors import Obstacle
from tenants.decisions.enums import EffectKind
from tenants.founding.enums import BOARD, FactKind

ORDER = tuple(FactKind)


def facts_on_record(effects: Iterable[tuple[str, Mapping[str, Any]]]) -> set[FactKind]:
    """The facts that standing effects, given as (kind, body), put on record.

    A board is elected when its chair and somebody beside the chair are.
    """
    found, posts = set(), set()
    for kind, body in effects:
        if kind in {EffectKind.FORMED, EffectKind.NAMED, EffectKind.STATUTES_ADOPTED}:
            found.add(FactKind(kind))
        if kind == EffectKind.ELECTED:
            posts.add(body.get("post"))
    if posts >= set(BOARD):
        found.add(FactKind.BOARD_ELECTED)
    return found


def obstacles_to_founding(facts: set[FactKind]) -> list[Obstacle]:
    """Each of the four facts that no decision has put on record yet (Skatteverket, DOMAIN.md 1.1)."""
    return [Obstacle(f"tenants.founding.obstacle_not_{fact.value}") for fact in ORDER if fact not in facts]


def people_in(body: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Those whom an effect names."""
    people: Sequence[Mapping[str, Any]] = body.get("people", ())
    return people


def is_on_the_board(post: str) -> bool:
    """Whether the post makes somebody a member of the board."""
    return post in {p.value for p in BOARD}
