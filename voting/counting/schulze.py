"""Schulze: every pair of candidates is a duel, and chains of won duels decide between those in a circle.

The strength of a duel is the number of votes that its winner got (winning votes, as Debian counts); the
strength of a chain is that of its weakest duel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from voting.counting.ranking import Tied
from voting.counting.ties import Resolution, Ties

# Those ranked first, then those ranked second, and so on; who is not named comes last, equal.
Rank = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Duel:
    """One pair and how many voters put the one above the other. Who ranks both equal takes no part."""

    between: tuple[str, str]
    votes: Mapping[str, int]

    @property
    def wins(self) -> str | None:
        """The one with more votes; none when they are equal."""
        a, b = self.between
        if self.votes[a] == self.votes[b]:
            return None
        return a if self.votes[a] > self.votes[b] else b


@dataclass(frozen=True)
class SchulzeResult:
    """Every duel, the strongest chain from each to each, the order that follows, and who has a seat."""

    duels: tuple[Duel, ...]
    chains: Mapping[str, Mapping[str, int]]
    order: tuple[tuple[str, ...], ...]
    elected: tuple[str, ...]
    tied: Tied | None
    resolution: Resolution


def count_schulze(
    ballots: Sequence[tuple[Rank, int]], candidates: Sequence[str], seats: int, ties: Ties
) -> SchulzeResult:
    """Count ranked ballots. Candidates whom no chain tells apart are equal, and may be tied for a seat."""
    preferred = duels_of(ballots, candidates)
    chains = strongest_chains(preferred, candidates)
    order = layers(chains, candidates)
    elected: list[str] = []
    tied, resolution = None, Resolution()
    for equals in order:
        left = seats - len(elected)
        if len(equals) > left > 0:
            tied = Tied(left, equals)
            resolution = ties.lot(equals, left)
            elected += resolution.winners
            break
        elected += equals if left else ()
    duels = tuple(
        Duel((a, b), {a: preferred[a][b], b: preferred[b][a]}) for a, b in combinations(candidates, 2)
    )
    return SchulzeResult(duels, chains, order, tuple(elected), tied, resolution)


def duels_of(ballots: Sequence[tuple[Rank, int]], candidates: Sequence[str]) -> dict[str, dict[str, int]]:
    """How many voters put one above another, for every pair."""
    preferred = {a: {b: 0 for b in candidates if b != a} for a in candidates}
    for rank, number in ballots:
        below = set(candidates)
        for equals in rank:
            below -= set(equals)
            for winner in equals:
                row = preferred[winner]
                for loser in below:
                    row[loser] += number
    return preferred


def strongest_chains(
    preferred: Mapping[str, Mapping[str, int]], candidates: Sequence[str]
) -> dict[str, dict[str, int]]:
    """The strength of the strongest chain of won duels from each candidate to each other."""
    chain = {
        a: {b: votes if votes > preferred[b][a] else 0 for b, votes in row.items()}
        for a, row in preferred.items()
    }
    for over in candidates:
        for a in candidates:
            if a == over or not (first := chain[a][over]):
                continue
            for b, second in chain[over].items():
                if b != a and (strength := min(first, second)) > chain[a][b]:
                    chain[a][b] = strength
    return chain


def layers(chains: Mapping[str, Mapping[str, int]], candidates: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Those whom nobody left beats, then the same among the rest."""
    left, order = sorted(candidates), []
    while left:
        top = tuple(a for a in left if not any(b != a and chains[b][a] > chains[a][b] for b in left))
        order.append(top)
        left = [name for name in left if name not in top]
    return tuple(order)
