"""A poll as the document that ``stadga count`` reads, so that anybody can count it again. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from voting.polls.enums import PollKind, PollMethod, TieRule
from voting.polls.rules.gathering import Votes

if TYPE_CHECKING:
    from voting.polls.rules.results import Case


def document_of(case: Case, votes: Votes) -> dict[str, Any]:
    """Everything that decides the result, in the words of the counting engine; people by their names."""
    tie = case.tie or TieRule.LOT
    if case.paper.kind == PollKind.A_AGAINST_B and tie == TieRule.STATUS_QUO:
        tie = TieRule.LOT  # neither of two new proposals is how things are
    found: dict[str, Any] = {"register": case.register, "present": case.register, "tie": str(tie)}
    if case.seed:
        found["seed"] = case.seed
    if case.paper_lot:
        found["paper_lot"] = list(case.paper_lot)
    if case.chair is not None:
        opinion = str(case.chair.get("opinion"))
        found["chair"] = {**case.chair, "opinion": case.names.get(opinion, opinion)}
    kind = case.paper.kind
    if kind == PollKind.YES_NO:
        if case.chair is not None:
            found["chair"] = dict(case.chair)
        return found | _majority(case.rule) | {"method": "majority", "counts": _counts(votes, "yes", "no")}
    if kind == PollKind.A_AGAINST_B:
        return found | _majority(case.rule) | _pair(case, votes)
    return found | _election(case, votes)


def _majority(rule: Mapping[str, Any]) -> dict[str, Any]:
    return {rule["threshold"]: rule["fraction"], "base": rule["base"]} if rule else {}


def _counts(votes: Votes, *options: str) -> dict[str, int]:
    return {**{o: votes.tally[o] for o in options}, "blank": votes.blank, "invalid": votes.invalid}


def _pair(case: Case, votes: Votes) -> dict[str, Any]:
    a, b = case.names["a"], case.names["b"]
    counts = {a: votes.tally["a"], b: votes.tally["b"], "blank": votes.blank, "invalid": votes.invalid}
    return {"method": "contraproposition", "candidates": [a, b], "counts": counts}


def _election(case: Case, votes: Votes) -> dict[str, Any]:
    paper, names = case.paper, case.names
    found: dict[str, Any] = {
        "method": paper.method,
        "seats": min(paper.seats, len(paper.ids)),
        "candidates": [names[i] for i in paper.ids],
        "blank": votes.blank,
        "invalid": votes.invalid,
    }
    if paper.kind == PollKind.RANKED:
        found["ballots"] = [
            {"n": n, "rank": [names[i] for i in ranking.split(">")]}
            for ranking, n in sorted(votes.patterns.items())
        ]
        return found
    if paper.method != PollMethod.PLURALITY:
        found |= _majority(case.rule)
    if paper.method == PollMethod.YES_NO:
        found["tally"] = {names[i]: _answers(votes, i) for i in paper.ids}
        return found
    if paper.method != PollMethod.TWO_ROUND:
        found["validity"], found["max"] = paper.validity, paper.marks
    if votes.by_hand:
        found["valid"] = votes.valid
        found["tally"] = {names[i]: votes.tally[i] for i in paper.ids}
    else:
        found["ballots"] = [
            {"n": n, "marks": [names[i] for i in marks.split(",")]}
            for marks, n in sorted(votes.patterns.items())
        ]
    return found


def _answers(votes: Votes, name: str) -> dict[str, int]:
    yes, no = votes.tally[f"{name}:yes"], votes.tally[f"{name}:no"]
    return {"yes": yes, "no": no, "blank": votes.cast - votes.invalid - yes - no}
