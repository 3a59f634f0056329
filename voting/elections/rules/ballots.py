"""What is voted on next: who stands, for how many seats, and how it is counted. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voting.elections.enums import ElectionPost, RoundKind, SecondRound
from voting.elections.rules.race import Laws, Name, Race, RoundNow

PLURALITY, TWO_ROUND, YES_NO = "plurality", "two_round", "yes_no"
RANKED = frozenset({"stv_scottish", "schulze"})
WITH_A_MAJORITY = frozenset({TWO_ROUND, YES_NO})
ALWAYS_THERE = frozenset({PLURALITY, TWO_ROUND, YES_NO})
"""Methods that need no rule of their own: most votes, more than half, and each name for itself."""
PAIR = 2


@dataclass(frozen=True)
class BallotPlan:
    """The next ballot."""

    kind: RoundKind
    names: Sequence[Name]
    seats: int
    method: str

    @property
    def poll_kind(self) -> str:
        """As the polls room calls it."""
        return "ranked" if self.method in RANKED else "candidates"


def usual_method(race: Race) -> str:
    """How the post is counted by the rules in force: the chair by more than half, others by most votes."""
    if race.method:
        return race.method
    if race.post == ElectionPost.BOARD_CHAIR:
        return race.laws.chair_method or TWO_ROUND
    if race.post in {ElectionPost.BOARD_MEMBER, ElectionPost.NOMINATING_COMMITTEE} or race.places > 1:
        return race.laws.seats_method or PLURALITY
    return PLURALITY


def is_adopted_by(laws: Laws, method: str) -> bool:
    """Whether the rules allow it: ranked and approval ballots only where they were adopted beforehand."""
    return method in ALWAYS_THERE or method in {laws.seats_method, laws.chair_method}


def next_ballot(race: Race) -> BallotPlan | None:
    """The ballot that would be held now, or None when nothing is left to vote on."""
    pool, seats = race.standing, race.free
    if not pool or not seats:
        return None
    pair = runoff(race)
    if pair:
        return BallotPlan(RoundKind.RUNOFF, pair, 1, _runoff_method(race))
    kind = RoundKind.FILL if race.declared or race.wins else RoundKind.FIRST
    return BallotPlan(kind, pool, min(seats, len(pool)), _method_for(race, len(pool), seats))


def runoff(race: Race) -> list[Name]:
    """The two who meet again, when the last ballot gave nobody the majority it needed."""
    last = race.declared[-1] if race.declared else None
    if last is None or last.method != TWO_ROUND or any(win.round == last.no for win in race.wins):
        return []
    if race.wins and all(win.round is None for win in race.wins):
        return []
    numbers = [race.by_number[n] for n in top_two(last, {n.number for n in race.standing})]
    return sorted(numbers, key=lambda n: (n.folded, n.number)) if len(numbers) == PAIR else []


def top_two(last: RoundNow, standing: set[int]) -> list[int]:
    """The two with the most votes among those who still stand; a lot on who meets whom counts."""
    result = last.result or {}
    tally, prevailed = result.get("tally") or {}, set(result.get("prevails") or ())
    numbers = [n for n in last.candidates if n in standing]
    numbers.sort(key=lambda n: (-int(tally.get(f"n{n}", 0)), f"n{n}" not in prevailed, n))
    return numbers[:PAIR]


def elected_in(last: RoundNow, result: Mapping[str, Any]) -> list[int]:
    """Whom a ballot elected, the first one first. A lot on who goes to a second round elects nobody."""
    tally, needed = result.get("tally") or {}, result.get("needed")
    found = [number_of(i) for i in result.get("elected") or ()]
    if result.get("outcome") != "elected":
        return []
    if last.method == TWO_ROUND and needed is not None:
        return [n for n in found if int(tally.get(f"n{n}", 0)) >= int(needed)]
    return found


def votes_in(result: Mapping[str, Any], number: int) -> int:
    """A nominee's votes in a ballot."""
    tally = result.get("tally") or {}
    return int(tally.get(f"n{number}", tally.get(f"n{number}:yes", 0)))


def lot_order(result: Mapping[str, Any]) -> list[int]:
    """Those on whom a lot fell, in the order they were drawn."""
    if result.get("resolved_by") not in {"lot", "paper_lot"}:
        return []
    return [number_of(i) for i in result.get("prevails") or ()]


def lost_lot(result: Mapping[str, Any]) -> list[int]:
    """Those who were in the lot and on whom it did not fall."""
    if not lot_order(result):
        return []
    between = [number_of(i) for i in (result.get("tied") or {}).get("between", ())]
    return [n for n in between if n not in lot_order(result)]


def number_of(ballot_id: str) -> int:
    """``n3`` → 3."""
    return int(ballot_id[1:])


def _method_for(race: Race, standing: int, seats: int) -> str:
    """With no more names than seats a ballot can only ask about each name: yes or no."""
    if standing <= seats:
        return YES_NO
    method = usual_method(race)
    return PLURALITY if method == TWO_ROUND and race.places > 1 else method


def _runoff_method(race: Race) -> str:
    """Of two names, more than half of the votes cast is the same as more votes than the other.

    Only where blanks count and the rules ask for the majority again is it another thing; then a second
    round too can leave nobody elected (worked example W02).
    """
    if race.second_round == SecondRound.ABSOLUTE and race.laws.majority.get("base", "cast") != "cast":
        return TWO_ROUND
    return PLURALITY
