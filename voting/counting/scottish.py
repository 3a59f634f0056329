"""The single transferable vote as Scotland counts it: SSI 2007 No. 42, schedule 1, rules 45 to 52.

Values are whole numbers of hundred-thousandths. A paper's new value is the surplus times its old value
over the votes of the one who is elected, to five decimals, the remainder ignored (rule 48(3)).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from voting.counting.ties import NO_RESOLUTION, Resolution

ONE = 10**5


class Act(StrEnum):
    """What a tie is about."""

    SURPLUS = "surplus"
    EXCLUSION = "exclusion"


@dataclass(frozen=True)
class Election:
    """The papers, those alike together: first preference first."""

    ballots: tuple[tuple[tuple[str, ...], int], ...]
    candidates: tuple[str, ...]
    seats: int

    @classmethod
    def of(
        cls, ballots: Iterable[tuple[tuple[str, ...], int]], candidates: Iterable[str], seats: int
    ) -> Election:
        """Gather the papers. A paper without a name on it is blank and is not a valid one."""
        alike: dict[tuple[str, ...], int] = {}
        for rank, number in ballots:
            if rank and number:
                alike[rank] = alike.get(rank, 0) + number
        return cls(tuple(sorted(alike.items())), tuple(sorted(candidates)), seats)

    @property
    def valid(self) -> int:
        """How many valid papers there are."""
        return sum(number for _, number in self.ballots)

    @property
    def quota(self) -> int:
        """Droop: the valid papers over one more than the seats, decimals ignored, and one (rule 46)."""
        return self.valid // (self.seats + 1) + 1


@dataclass(frozen=True)
class Tie:
    """Equal at every stage. ``taken`` is whose surplus goes first, or who is excluded; none: it stands.

    ``indifferent``: whoever is taken, the same are elected, so nobody needs to draw.
    """

    act: Act
    between: tuple[str, ...]
    taken: str | None = None
    indifferent: bool = False
    resolution: Resolution = NO_RESOLUTION


@dataclass(frozen=True)
class Moved:
    """A bundle of papers that went on at one value; to nobody when no name on them is left."""

    to: str | None
    papers: int
    value: int


@dataclass
class Stage:
    """One stage as it ended, in hundred-thousandths of a vote. ``exhausted`` and ``lost`` add up.

    ``votes`` are of those in play, ``kept`` of those elected before whose papers no longer move:
    votes, kept, exhausted and lost are together the valid papers.
    """

    votes: dict[str, int]
    kept: dict[str, int]
    exhausted: int
    lost: int
    source: str | None = None
    transfer_value: int | None = None
    moved: tuple[Moved, ...] = ()
    elected: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    surplus: int | None = None
    tie: Tie | None = None


@dataclass
class _Bundle:
    """Papers alike in the same hands: ``place`` is that of the name that holds them."""

    rank: tuple[str, ...]
    papers: int
    value: int
    place: int


class Pass:
    """The stages from the first to the end, or to a tie that ``settled`` does not answer."""

    def __init__(self, election: Election, settled: Sequence[Tie] = ()) -> None:
        """Count at once. ``settled`` are the answers to the ties, in the order in which they come up."""
        self.election, self.stages = election, list[Stage]()
        self.elected, self.waiting = list[str](), None
        self._settled = list(settled)
        self._continuing = set(election.candidates)
        self._pending: set[str] = set()
        self._votes = dict.fromkeys(election.candidates, 0)
        self._held: dict[str, list[_Bundle]] = {name: [] for name in election.candidates}
        self._exhausted = self._lost = 0
        for rank, number in election.ballots:
            self._give(_Bundle(rank, number, ONE, -1), [])
        self._end_stage()
        self._go_on()

    waiting: Tie | None

    def answer(self, tie: Tie) -> None:
        """Go on from the tie that waited, with the answer to it."""
        self.waiting = None
        self._settled.append(tie)
        self._go_on()

    @property
    def continuing(self) -> tuple[str, ...]:
        """Neither elected nor excluded."""
        return tuple(sorted(self._continuing))

    @property
    def _vacancies(self) -> int:
        return self.election.seats - len(self.elected)

    def _go_on(self) -> None:
        while self.waiting is None and self._vacancies and self._next_stage():
            pass

    def _next_stage(self) -> bool:
        act = Act.SURPLUS if self._pending else Act.EXCLUSION
        name = self._whose_turn(act)
        if name is None:
            return False
        (self._transfer_surplus if act is Act.SURPLUS else self._exclude)(name)
        return True

    def _whose_turn(self, act: Act) -> str | None:
        """The largest surplus, or the fewest votes; equals by the latest stage that tells them apart."""
        best = max if act is Act.SURPLUS else min
        tied = sorted(self._pending if act is Act.SURPLUS else self._continuing)
        for stage in reversed(self.stages):
            votes = {name: stage.votes[name] if name in stage.votes else stage.kept[name] for name in tied}
            most = best(votes.values())
            tied = [name for name in tied if votes[name] == most]
            if len(tied) == 1:
                return tied[0]
        return self._settle(Tie(act, tuple(tied)))

    def _settle(self, tie: Tie) -> str | None:
        """Candidates without a paper are excluded in whatever order, as long as all of them will be."""
        empty = tie.act is Act.EXCLUSION and not any(self._votes[name] for name in tie.between)
        if empty and len(self._continuing) - len(tie.between) >= self._vacancies:
            tie = Tie(tie.act, tie.between, tie.between[0], indifferent=True)
        elif self._settled:
            tie = self._settled.pop(0)
        else:
            self.waiting = tie
        self.stages[-1].tie = tie
        return tie.taken

    def _transfer_surplus(self, name: str) -> None:
        total, quota = self._votes[name], self.election.quota * ONE
        surplus = total - quota
        self.stages[-1].surplus = surplus
        self._pending.remove(name)
        moved: list[Moved] = []
        for bundle in self._held.pop(name):
            bundle.value = surplus * bundle.value // total
            self._give(bundle, moved)
        self._votes[name] = quota
        self._lost += surplus - sum(m.papers * m.value for m in moved)
        self._end_stage(name, surplus * ONE // total, moved, in_play={name})

    def _exclude(self, name: str) -> None:
        self.stages[-1].excluded.append(name)
        self._continuing.remove(name)
        moved: list[Moved] = []
        for bundle in self._held.pop(name):
            self._give(bundle, moved)
        self._votes[name] = 0
        self._end_stage(name, None, moved)

    def _give(self, bundle: _Bundle, moved: list[Moved]) -> None:
        """Hand the papers to the next name that is still in the count, if there is one."""
        following = range(bundle.place + 1, len(bundle.rank))
        place = next((p for p in following if bundle.rank[p] in self._continuing), None)
        to = None if place is None else bundle.rank[place]
        moved.append(Moved(to, bundle.papers, bundle.value))
        if place is None or to is None:
            self._exhausted += bundle.papers * bundle.value
            return
        bundle.place = place
        self._votes[to] += bundle.papers * bundle.value
        self._held[to].append(bundle)

    def _end_stage(
        self,
        source: str | None = None,
        value: int | None = None,
        moved: Iterable[Moved] = (),
        in_play: Iterable[str] = (),
    ) -> None:
        playing = self._continuing | self._pending | set(in_play)
        votes = {name: self._votes[name] for name in self.election.candidates if name in playing}
        kept = {name: self._votes[name] for name in self.elected if name not in playing}
        together = _together(moved)
        stage = Stage(votes, kept, self._exhausted, self._lost, source, value, together)
        self.stages.append(stage)
        quota = self.election.quota * ONE
        over = sorted((n for n in self._continuing if votes[n] >= quota), key=lambda n: (-votes[n], n))
        for name in over:
            self._elect(name, stage)
        if len(self._continuing) <= self._vacancies:
            for name in sorted(self._continuing, key=lambda n: (-votes[n], n)):
                self._elect(name, stage)

    def _elect(self, name: str, stage: Stage) -> None:
        self._continuing.remove(name)
        self.elected.append(name)
        stage.elected.append(name)
        if self._votes[name] > self.election.quota * ONE:
            self._pending.add(name)


def _together(moved: Iterable[Moved]) -> tuple[Moved, ...]:
    """Bundles that went the same way at the same value as one."""
    papers: dict[tuple[str | None, int], int] = {}
    for move in moved:
        papers[move.to, move.value] = papers.get((move.to, move.value), 0) + move.papers
    ways = sorted(papers, key=lambda way: (way[0] is None, way[0] or "", -way[1]))
    return tuple(Moved(to, papers[to, value], value) for to, value in ways)
