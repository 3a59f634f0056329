"""Several proposals, two at a time: n proposals need n - 1 votes, the main proposal last.

The order is the meeting's (propositionsordning). What a tie leaves open also decides which votes that were
taken later can be used: a vote between others than those who stood does not count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from voting.counting.majority import Rule
from voting.counting.ties import Resolution, Ties
from voting.counting.two_options import SIMPLE, TwoOptionsResult, Wins, count_two_options


@dataclass(frozen=True)
class Pair:
    """One vote between two: what was cast, and how a tie in it can be broken."""

    votes: Mapping[str, int]
    ties: Ties
    blank: int = 0
    invalid: int = 0


@dataclass(frozen=True)
class Round:
    """One vote counted. ``wins`` is empty when the tie stands or neither had enough of a wider base."""

    between: tuple[str, str]
    pair: Pair
    count: TwoOptionsResult
    wins: str | None
    resolution: Resolution


@dataclass(frozen=True)
class Tournament:
    """The rounds so far. ``decision`` when all were held; ``next`` are the two whose turn it is."""

    rounds: tuple[Round, ...]
    decision: str | None
    next: tuple[str, str] | None

    @property
    def is_tied(self) -> bool:
        """The last round stands equal and nothing has broken it."""
        return bool(self.rounds) and not self.rounds[-1].wins and self.rounds[-1].count.wins is Wins.TIED


Votes = Callable[[int, tuple[str, str]], Pair | None]


def count_contraproposition(
    candidates: Sequence[str],
    main: str | None,
    votes: Votes,
    *,
    rule: Rule = SIMPLE,
    register: int | None = None,
    present: int | None = None,
) -> Tournament:
    """Let the counter-proposals meet in their order and the one left meet the main proposal.

    ``votes`` gives the vote of a round between two, or None when it has not been held.
    """
    order = [name for name in candidates if name != main] + ([main] if main is not None else [])
    standing, rounds = order[0], list[Round]()
    for number, challenger in enumerate(order[1:]):
        between = (standing, challenger)
        pair = votes(number, between)
        if pair is None:
            return Tournament(tuple(rounds), None, between)
        rounds.append(_meet(between, pair, main=main, rule=rule, register=register, present=present))
        winner = rounds[-1].wins
        if winner is None:
            return Tournament(tuple(rounds), None, None)
        standing = winner
    return Tournament(tuple(rounds), standing, None)


def _meet(
    between: tuple[str, str],
    pair: Pair,
    *,
    main: str | None,
    rule: Rule,
    register: int | None,
    present: int | None,
) -> Round:
    a, b = between
    handed_in = pair.votes[a] + pair.votes[b] + pair.blank + pair.invalid
    whole = max(handed_in, present or 0) if register is None else register
    count = count_two_options(a=pair.votes[a], b=pair.votes[b], abstain=pair.blank, invalid=pair.invalid,
                              register=whole, present=present, rule=rule)  # fmt: skip
    if count.wins is Wins.TIED:
        resolution = pair.ties.matter(between, status_quo=main)
        return Round(between, pair, count, next(iter(resolution.winners), None), resolution)
    wins = {Wins.A: a, Wins.B: b}.get(count.wins)
    return Round(between, pair, count, wins, Resolution())
