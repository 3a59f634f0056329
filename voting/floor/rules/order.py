"""Who speaks after whom.

Point of order, information and reply go before the list, in that order. The list itself is taken as
the meeting's policy says. Where the chair has put somebody, they stand before those who have no place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voting.floor.enums import Policy, RequestKind

PRECEDENCE = tuple(RequestKind)


@dataclass(frozen=True)
class Ask:
    """Somebody who waits. ``number`` is the order in which they asked; ``place`` is the chair's own."""

    id: str
    number: int
    kind: str
    who: str
    venue: str
    place: int | None = None


@dataclass(frozen=True)
class Turn:
    """A speech from the list that has been begun under this item."""

    who: str
    venue: str


def order(waiting: Iterable[Ask], spoken: Sequence[Turn], policy: str) -> list[Ask]:
    """Everybody who waits, the next one first. ``spoken`` is the item's history, the earliest first."""
    asked = sorted(waiting, key=lambda ask: ask.number)
    return [ask for kind in PRECEDENCE for ask in _of_kind(kind, asked, spoken, policy)]


def _of_kind(kind: str, asked: Sequence[Ask], spoken: Sequence[Turn], policy: str) -> list[Ask]:
    own = [ask for ask in asked if ask.kind == kind]
    put = sorted((a for a in own if a.place is not None), key=lambda a: (a.place or 0, a.number))
    rest = [ask for ask in own if ask.place is None]
    if kind != RequestKind.SPEECH or policy == Policy.FIFO:
        return put + rest
    before = [*spoken, *(Turn(ask.who, ask.venue) for ask in put)]
    if policy == Policy.FIRST_SPEAKERS_FIRST:
        heard = {turn.who for turn in before}
        return put + sorted(rest, key=lambda ask: ask.who in heard)
    return put + _by_turns(rest, before)


def _by_turns(asked: Sequence[Ask], spoken: Sequence[Turn]) -> list[Ask]:
    """The place that was heard longest ago comes next; among equals, whoever asked first."""
    queues: dict[str, list[Ask]] = {}
    for ask in asked:
        queues.setdefault(ask.venue, []).append(ask)
    heard = {turn.venue: n for n, turn in enumerate(spoken)}
    found: list[Ask] = []
    while queues:
        venue = min(queues, key=lambda v: (heard.get(v, -1), queues[v][0].number))
        found.append(queues[venue].pop(0))
        heard[venue] = len(spoken) + len(found)
        if not queues[venue]:
            del queues[venue]
    return found
