"""A lot among those who are elected with equal votes: who comes first. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kernel.errors import Obstacle
from voting.counting.lot import draw
from voting.counting.names import shape
from voting.elections.rules.race import Name

LOT, PAPER_LOT = "lot", "paper_lot"
SHORTEST_SEED = 3


def obstacles_to_lot(
    groups: Sequence[Sequence[Name]], *, means: str, seed: str, order: Sequence[str]
) -> list[Obstacle]:
    """There is something to draw; a seed is public, a paper lot names everybody in it once."""
    if not groups:
        return [Obstacle("voting.elections.obstacle_no_lot_needed")]
    if means == LOT and len(seed.strip()) < SHORTEST_SEED:
        return [Obstacle("voting.polls.obstacle_seed_missing")]
    if means == PAPER_LOT and sorted(order) != sorted(n.id for n in groups[0]):
        params = {"names": [n.name for n in groups[0]]}
        return [Obstacle("voting.elections.obstacle_lot_order_missing", params)]
    return []


def drawn(group: Sequence[Name], *, means: str, seed: str, order: Sequence[str], how: str) -> dict[str, Any]:
    """The lot as it is kept: the order it gave, and everything that lets anybody draw it again."""
    names = {name.id: name for name in group}
    if means == PAPER_LOT:
        first = [names[i] for i in order]
        told: dict[str, Any] = {"how": how.strip()}
    else:
        labelled = labels(group)
        lot = draw(seed.strip(), labelled, len(group) - 1)
        rest = [label for label in labelled if label not in lot.winners]
        first = [labelled[label] for label in (*lot.winners, *rest)]
        told = lot.to_json()
    return {
        "means": means, "order": [n.number for n in first], "names": [n.name for n in first], **told,
    }  # fmt: skip


def labels(group: Sequence[Name]) -> dict[str, Name]:
    """What the ballot calls each: the name, with the organisation where two have one that looks the same."""
    shapes = [shape(n.name) for n in group]
    return {
        n.name if shapes.count(shape(n.name)) == 1 else f"{n.name} ({n.organisation or n.number})": n
        for n in group
    }
