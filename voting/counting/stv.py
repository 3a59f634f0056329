"""A Scottish count with its lots: drawn only when it matters who is drawn, never by the machine alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from voting.counting.ranking import Tied
from voting.counting.scottish import Election, Pass, Stage, Tie
from voting.counting.ties import Ties

MOST_STAGES = 3000


@dataclass(frozen=True)
class ScottishResult:
    """All stages; ``elected`` in the order of election. ``tied``: a lot has to be drawn first."""

    election: Election
    stages: tuple[Stage, ...]
    elected: tuple[str, ...]
    tied: Tied | None
    lots: tuple[Tie, ...]


def count_scottish(
    ballots: Iterable[tuple[tuple[str, ...], int]], candidates: Iterable[str], seats: int, ties: Ties
) -> ScottishResult:
    """Count ranked papers, each with how many there are of it.

    A tie that no stage breaks asks for a lot only when it matters (rules 49(3) and 51(2)(b) draw always): if
    every way of breaking it elects the same, the count goes on, and the stage says so. Without a lot those
    are elected who are so in every way, and the rest of the seats is tied.
    """
    election = Election.of(ballots, candidates, seats)
    ways, settled, run = _Ways(election), list[Tie](), Pass(election)
    while run.waiting is not None:
        ends = ways.ends(run, settled)
        if ends is not None and len(ends) == 1:
            tie = replace(run.waiting, taken=run.waiting.between[0], indifferent=True)
        else:
            resolution = ties.lot(run.waiting.between)
            if not resolution.winners:
                return _tied(run, ends, replace(run.waiting, resolution=resolution), settled)
            tie = replace(run.waiting, taken=resolution.winners[0], resolution=resolution)
        settled.append(tie)
        run.answer(tie)
    lots = tuple(tie for tie in settled if not tie.indifferent)
    return ScottishResult(election, tuple(run.stages), tuple(run.elected), None, lots)


def _tied(run: Pass, ends: set[frozenset[str]] | None, tie: Tie, settled: Sequence[Tie]) -> ScottishResult:
    """Elect those whom every way elects. When the ways are too many to try, nobody beyond those elected."""
    run.stages[-1].tie = tie
    sure = frozenset.intersection(*ends) if ends else frozenset(run.elected)
    possible = frozenset.union(*ends) if ends else sure | set(run.continuing)
    elected = (*run.elected, *sorted(sure - set(run.elected)))
    tied = Tied(run.election.seats - len(elected), tuple(sorted(possible - sure)))
    lots = (*(t for t in settled if not t.indifferent), tie)
    return ScottishResult(run.election, tuple(run.stages), elected, tied, lots)


class _Ways:
    """Every way in which the ties of one election can be broken, as far as they can be tried."""

    def __init__(self, election: Election) -> None:
        self._election, self._left = election, MOST_STAGES // len(election.candidates)

    def ends(self, run: Pass, settled: Sequence[Tie]) -> set[frozenset[str]] | None:
        """Who is elected in each way; None when there are too many ways."""
        if run.waiting is None:
            return {frozenset(run.elected)}
        found: set[frozenset[str]] = set()
        for name in run.waiting.between:
            self._left -= 1
            if self._left < 0:
                return None
            way = [*settled, replace(run.waiting, taken=name)]
            below = self.ends(Pass(self._election, way), way)
            if below is None:
                return None
            found |= below
        return found
