"""Who sits where, and until when: in the order of votes, by the approved terms. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from voting.elections.enums import AT_THE_MEETING, ElectionPost
from voting.elections.rules.ballots import RANKED, lot_order
from voting.elections.rules.race import Laws, Name, Race, Win

ONE_YEAR = 1


@dataclass(frozen=True, kw_only=True)
class Seat:
    """Somebody who is chosen, and for what."""

    name: Name
    win: Win
    is_deputy: bool = False
    years: int | None = None
    until_year: int | None = None

    @property
    def until_sv(self) -> str:
        """``årsmötet 2018``; nothing for a task at the meeting."""
        return f"årsmötet {self.until_year}" if self.until_year else ""


def usual_terms(post: str, seats: int, laws: Laws) -> list[dict[str, Any]]:
    """What the statutes give a post. At a constitutive meeting half the board is elected for one year."""
    if post in AT_THE_MEETING:
        return []
    years = ONE_YEAR
    if post == ElectionPost.BOARD_CHAIR:
        years = laws.chair_term or ONE_YEAR
    if post == ElectionPost.BOARD_MEMBER:
        years = laws.board_term or ONE_YEAR
        if laws.is_first and years > ONE_YEAR and seats > 1:
            return [{"n": seats - seats // 2, "years": years}, {"n": None, "years": ONE_YEAR}]
    return [{"n": None, "years": years}]


def seats_of(race: Race) -> list[Seat]:
    """Everybody who is seated, in order: first the seats, then the deputies, each with their term."""
    ordered = ranked(race)
    years = _years(race, ordered)
    found = []
    for n, win in enumerate(ordered):
        term = years[n]
        until = race.until_year or (race.laws.next_annual + term - 1 if term else None)
        found.append(
            Seat(
                name=race.by_number[win.number], win=win, is_deputy=n >= race.seats, years=years[n],
                until_year=until if years[n] else None,
            )
        )  # fmt: skip
    return found


def ranked(race: Race) -> list[Win]:
    """Those who are seated: earlier ballots first, then by votes, a lot among equals, and the alphabet."""
    groups: list[int | None] = []
    for win in race.wins:
        if win.round not in groups:
            groups.append(win.round)
    by_years = _by_proposed_years(race)
    names, drawn = race.by_number, _drawn(race)

    def key(win: Win) -> tuple[Any, ...]:
        years = -(names[win.number].term_years or 0) if by_years else 0
        strength, lot = _strength(race, win)
        order = drawn.get(win.number, 0)
        return (groups.index(win.round), years, strength, lot, order, names[win.number].folded, win.number)

    return sorted(race.seated, key=key)


def unordered(race: Race) -> list[list[Name]]:
    """Groups with equal votes that a term, or the order of deputies, cuts through: a lot must be drawn."""
    ordered, cuts = ranked(race), _cuts(race, len(race.seated))
    drawn = {number for lot in race.lots for number in lot["order"]}
    found: list[list[Name]] = []
    for n, (one, other) in enumerate(pairwise(ordered), 1):
        if n not in cuts or one.round is None or not _is_equal(race, one, other):
            continue
        group = [w for w in ordered if _is_equal(race, one, w)]
        names = sorted((race.by_number[w.number] for w in group), key=lambda name: name.folded)
        if not {w.number for w in group} <= drawn and names not in found:
            found.append(names)
    return found


def _is_equal(race: Race, one: Win, other: Win) -> bool:
    return one.round == other.round and _strength(race, one) == _strength(race, other)


def _strength(race: Race, win: Win) -> tuple[int, int]:
    """Votes, more first; and the place in a lot among those it fell on."""
    last = next((r for r in race.rounds if r.no == win.round), None)
    if last is None:
        return 0, win.rank
    if last.method in RANKED:
        return 0, win.rank
    drawn = lot_order(last.result or {})
    return -(win.votes or 0), drawn.index(win.number) + 1 if win.number in drawn else 0


def _drawn(race: Race) -> dict[int, int]:
    return {number: n for lot in race.lots for n, number in enumerate(lot["order"], 1)}


def _years(race: Race, ordered: Sequence[Win]) -> list[int | None]:
    """The term of each place. Deputies sit as long as the last term says."""
    terms = race.terms or usual_terms(race.post, race.seats, race.laws)
    if not terms:
        return [None] * len(ordered)
    if race.until_year is not None:
        left = max(race.until_year - race.laws.next_annual + 1, ONE_YEAR)
        return [left] * len(ordered)
    if _by_proposed_years(race):
        return [race.by_number[win.number].term_years for win in ordered]
    return [*_expanded(terms, len(ordered))]


def _expanded(terms: Sequence[Mapping[str, Any]], places: int) -> list[int | None]:
    found: list[int | None] = []
    for term in terms:
        room = places - len(found)
        found += [term["years"]] * (room if term["n"] is None else min(term["n"], room))
    return [*found, *[terms[-1]["years"]] * (places - len(found))]


def _by_proposed_years(race: Race) -> bool:
    """By acclamation there are no votes to go by: the terms that were proposed hold, if all have one."""
    seated = race.seated
    return (
        bool(seated)
        and all(win.round is None for win in seated)
        and all(race.by_number[win.number].term_years for win in seated)
    )


def _cuts(race: Race, places: int) -> set[int]:
    """Where the next one sits for another time, or as a deputy; every deputy has a place of their own."""
    years = _years(race, ranked(race))
    terms = {n for n in range(1, places) if years[n] != years[n - 1] and n < race.seats}
    return terms | set(range(race.seats, places))
