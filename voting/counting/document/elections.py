"""Elections by marks: the most votes, or approval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from voting.counting.document.common import (
    Document,
    all_of_the_lot,
    base_for,
    rule_of,
    ties_of,
    without_majority,
)
from voting.counting.document.papers import (
    Sums,
    candidates_of,
    is_exact,
    most_marks,
    seats_of,
    sums_of,
)
from voting.counting.document.reading import one_of
from voting.counting.document.shapes import chosen_shape, rule_shape
from voting.counting.majority import Base, Rule
from voting.counting.ranking import choose, enough


def plurality(document: Document) -> dict[str, Any]:
    """The most votes, with as many marks as seats. ``needed`` is what would have been enough for certain."""
    without_majority(document, "plurality")
    candidates = candidates_of(document)
    seats = seats_of(document, candidates)
    sums = sums_of(document, candidates, most_marks(document, seats, candidates), exactly=is_exact(document))
    return _most_votes(document, candidates, seats, sums)


def approval(document: Document) -> dict[str, Any]:
    """Any number of marks; with a majority, only those who reach it can be elected."""
    candidates = candidates_of(document)
    seats = seats_of(document, candidates)
    most = most_marks(document, len(candidates), candidates)
    sums = sums_of(document, candidates, most, exactly=is_exact(document))
    rule = rule_of(document) if {"more_than", "at_least"} & set(document) else None
    return _most_votes(document, candidates, seats, sums, rule=rule)


def _most_votes(
    document: Document, candidates: Sequence[str], seats: int, sums: Sums, *, rule: Rule | None = None
) -> dict[str, Any]:
    base_kind = rule.base if rule else Base(one_of(document.get("base", "cast"), "base", list(Base)))
    base = base_for(document, base_kind, sums.rows)
    least = rule.needed_of(base) if rule else 1
    ties = ties_of(document, None)
    chosen = choose(sums.tally, seats, ties, least=least)
    all_of_the_lot(ties)
    needed = least if rule else enough(sums.tally, seats)
    shape = chosen_shape(chosen) | {"base": base, "needed": needed}
    shape |= {"rule": rule_shape(rule)} if rule else {}
    return shape | sums.rows.to_json(document) | {"tally": {name: sums.tally[name] for name in candidates}}
