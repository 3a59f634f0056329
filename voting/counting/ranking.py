"""Those with the most votes, and who is tied for the last seat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from voting.counting.ties import NO_RESOLUTION, Resolution, Ties


@dataclass(frozen=True)
class Tied:
    """Seats that equal numbers left open, and those between whom."""

    seats: int
    between: tuple[str, ...]


@dataclass(frozen=True)
class Chosen:
    """Who is chosen, most votes first; a tie is told also when a lot broke it."""

    elected: tuple[str, ...]
    tied: Tied | None = None
    resolution: Resolution = NO_RESOLUTION


def choose(tally: Mapping[str, int], seats: int, ties: Ties, *, least: int = 1) -> Chosen:
    """Fill the seats with those who have most votes and at least ``least``.

    A tie is only a tie when it is about a seat: of equals who all have a seat, or none, nobody is drawn.
    Elections are tied for the last seats alone, and only a lot breaks them (statutes § 10 mom. 4).
    """
    standing = sorted((name for name in tally if tally[name] >= least), key=lambda name: (-tally[name], name))
    if len(standing) <= seats:
        return Chosen(tuple(standing))
    last, next_ = tally[standing[seats - 1]], tally[standing[seats]]
    if last > next_:
        return Chosen(tuple(standing[:seats]))
    clear = tuple(name for name in standing if tally[name] > last)
    tied = Tied(seats - len(clear), tuple(name for name in standing if tally[name] == last))
    resolution = ties.lot(tied.between, tied.seats)
    return Chosen(clear + resolution.winners, tied, resolution)


def enough(tally: Mapping[str, int], seats: int) -> int:
    """The least number of votes that had a seat for certain: one more than the first who is left out."""
    numbers = sorted(tally.values(), reverse=True)
    return numbers[seats] + 1 if len(numbers) > seats else 1
