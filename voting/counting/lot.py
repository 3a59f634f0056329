"""Drawing lots so that anyone can check: a seed that is made in public after the count decides.

The seed is never the server's own (dice thrown by a teller in sight of all, say). A lot on paper is always
an alternative; it is recorded with its result and leaves nothing to calculate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Draw:
    """One name drawn: ``digest`` as a whole number, modulo how many there are, is ``index``."""

    ids: tuple[str, ...]
    digest: str
    index: int

    @property
    def winner(self) -> str:
        """The name on which the lot fell."""
        return self.ids[self.index]


@dataclass(frozen=True)
class Lot:
    """One or more names drawn one after the other, each time among the rest."""

    seed: str
    draws: tuple[Draw, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Everyone in the lot, sorted by code point."""
        return self.draws[0].ids

    @property
    def digest(self) -> str:
        """The first draw's digest."""
        return self.draws[0].digest

    @property
    def index(self) -> int:
        """The first draw's place in ``ids``."""
        return self.draws[0].index

    @property
    def winners(self) -> tuple[str, ...]:
        """The names drawn, in the order in which they were drawn."""
        return tuple(draw.winner for draw in self.draws)

    def to_json(self) -> dict[str, object]:
        """What the minutes and a recount need; ``draws`` only when more than one name was drawn."""
        shape: dict[str, object] = {"seed": self.seed, "ids": list(self.ids), "digest": self.digest}
        shape |= {"index": self.index, "winners": list(self.winners)}
        if len(self.draws) > 1:
            shape["draws"] = [
                {"ids": list(d.ids), "digest": d.digest, "index": d.index, "winner": d.winner}
                for d in self.draws
            ]
        return shape


def draw(seed: str, ids: Iterable[str], seats: int = 1) -> Lot:
    """Draw ``seats`` of ``ids``: sha256(seed + "|" + ",".join(sorted ids)) as a number, modulo how many.

    For several seats the same is done again among the rest. There must be somebody to leave out.
    """
    left = sorted(ids)
    if not seed:
        message = "seed: must not be empty"
        raise ValueError(message)
    if len(set(left)) != len(left) or not 1 <= seats < len(left):
        message = f"lot: cannot draw {seats} of {len(left)} different names"
        raise ValueError(message)
    draws = []
    for _ in range(seats):
        digest = sha256(f"{seed}|{','.join(left)}".encode()).hexdigest()
        draws.append(Draw(tuple(left), digest, int(digest, 16) % len(left)))
        left.pop(draws[-1].index)
    return Lot(seed, tuple(draws))
