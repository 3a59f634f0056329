"""Elections in two rounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from voting.counting.document.common import Document, all_of_the_lot, base_for, rule_of, ties_of
from voting.counting.document.papers import Sums, candidates_of, seats_of, sums_of
from voting.counting.document.reading import CountError, fields, items, one_of, refuse
from voting.counting.document.shapes import chosen_shape, rule_shape, tie_shape
from voting.counting.majority import Rule
from voting.counting.ranking import choose, enough

ROUND_FIELDS = (
    "tally", "counts", "ballots", "valid", "blank", "abstain", "invalid", "seed", "paper_lot",
    "title", "note", "register", "present",
)  # fmt: skip

TOLD_OF_A_ROUND = (
    "blank", "invalid", "base", "needed", "elected", "outcome", "next_round", "resolved_by", "tied", "lot",
)  # fmt: skip


def two_round(document: Document) -> dict[str, Any]:
    """An absolute majority; if nobody has it, the two with most votes meet in a second round."""
    if "rounds" not in document:
        return _first_round(document)
    held = []
    for where, item in items(document["rounds"], "rounds"):
        held.append(fields(item, where, ROUND_FIELDS))
    if not 1 <= len(held) <= 2:  # noqa: PLR2004  two rounds
        raise refuse("rounds", f"must be one or two, not {len(held)}")
    for name in ("tally", "counts", "ballots", "valid", "blank", "invalid"):
        if name in document:
            raise refuse(name, "belongs in rounds when there are rounds")
    whole = {name: value for name, value in document.items() if name != "rounds"}
    first = _in_round(0, {**whole, **held[0]}, _first_round)
    rounds = [first.pop("rounds")[0]]
    if len(held) == 1:
        return first | {"rounds": rounds}
    if first["outcome"] != "none" or len(first.get("next_round", ())) != 2:  # noqa: PLR2004  a pair
        raise refuse(
            "rounds[1]", f"the first round ended as {first['outcome']}; there is nothing to vote on again"
        )
    again = {**whole, **held[1], "candidates": first["next_round"]}
    second = _in_round(1, again, _second_round)
    rounds += second.pop("rounds")
    return second | {"rounds": rounds}


def _first_round(document: Document) -> dict[str, Any]:
    rule = rule_of(document)
    candidates = candidates_of(document, least=2)
    seats_of(document, candidates, only=1)
    sums = sums_of(document, candidates, 1, exactly=False)
    base = base_for(document, rule.base, sums.rows)
    needed = rule.needed_of(base)
    ties = ties_of(document, None)
    chosen = choose(sums.tally, 1, ties, least=needed)
    shape = chosen_shape(chosen)
    if not chosen.elected and not chosen.tied:
        pair = choose(sums.tally, 2, ties)
        if pair.tied:
            shape |= tie_shape(pair.tied.seats, pair.tied.between, pair.resolution)
            shape["outcome"] = "none" if pair.resolution.winners else "tied"
        shape["next_round"] = list(pair.elected)
    all_of_the_lot(ties)
    return _round(document, shape, sums, base=base, needed=needed, rule=rule)


def _second_round(document: Document) -> dict[str, Any]:
    """Between two, by the same majority or, when the rules say so, by the most votes."""
    rule = rule_of(document)
    candidates = candidates_of(document)
    sums = sums_of(document, candidates, 1, exactly=False)
    relative = (
        one_of(document.get("second_round", "absolute"), "second_round", ["absolute", "relative"])
        == "relative"
    )
    base = base_for(document, rule.base, sums.rows)
    equal = len(set(sums.tally.values())) == 1 and sums.rows.valid == base
    needed = enough(sums.tally, 1) if relative else rule.needed_of(base)
    ties = ties_of(document, None)
    chosen = choose(sums.tally, 1, ties, least=1 if relative or equal else needed)
    all_of_the_lot(ties)
    return _round(document, chosen_shape(chosen), sums, base=base, needed=needed, rule=rule)


def _round(
    document: Document, shape: dict[str, Any], sums: Sums, *, base: int, needed: int, rule: Rule
) -> dict[str, Any]:
    shape |= {"base": base, "needed": needed, "rule": rule_shape(rule)} | sums.rows.to_json(document)
    shape["tally"] = dict(sums.tally)
    beside = {name: shape[name] for name in TOLD_OF_A_ROUND if name in shape}
    return shape | {"rounds": [{"between": list(sums.tally), "votes": dict(sums.tally)} | beside]}


def _in_round(number: int, document: Document, count: Callable[[Document], dict[str, Any]]) -> dict[str, Any]:
    try:
        return count(document)
    except CountError as error:
        raise CountError(f"rounds[{number}].{error}") from None
