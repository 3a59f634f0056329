"""Elections with yes or no for each name."""

from __future__ import annotations

from typing import Any

from voting.counting.document.common import (
    Document,
    Rows,
    all_of_the_lot,
    base_for,
    blanks_of,
    rule_of,
    ties_of,
    whole_of,
)
from voting.counting.document.papers import candidates_of, seats_of, votes_of
from voting.counting.document.reading import (
    a_number,
    a_text,
    an_object,
    fields,
    items,
    one_of,
    quoted,
    refuse,
)
from voting.counting.document.shapes import chosen_shape, rule_shape
from voting.counting.names import NO_CANDIDATE
from voting.counting.ranking import choose

ANSWERS = ("yes", "no", "blank")

Answers = dict[str, dict[str, int]]


def yes_no(document: Document) -> dict[str, Any]:
    """Each candidate alone against the majority; of those who reach it, the ones with most yes votes."""
    rule = rule_of(document)
    answers = _answers(document)
    seats = seats_of(document, tuple(answers))
    ties = ties_of(document, None)
    shapes, standing = list[dict[str, Any]](), dict[str, int]()
    for name, counts in answers.items():
        rows = Rows(counts["yes"] + counts["no"], counts["blank"], counts["invalid"])
        base = base_for(document, rule.base, rows)
        needed = rule.needed_of(base)
        carried = counts["yes"] >= needed
        if carried:
            standing[name] = counts["yes"]
        row: dict[str, Any] = {"candidate": name, "counts": counts, "base": base, "needed": needed}
        shapes.append(row | {"outcome": "carried" if carried else "rejected"})
    chosen = choose(standing, seats, ties)
    all_of_the_lot(ties)
    shape = chosen_shape(chosen) | {"rule": rule_shape(rule)}
    bases = {s["base"] for s in shapes}
    if len(bases) == 1:
        shape |= {"base": shapes[0]["base"], "needed": shapes[0]["needed"]}
    return shape | {"tally": {name: counts["yes"] for name, counts in answers.items()}, "questions": shapes}


def _answers(document: Document) -> Answers:
    """Yes, no, blank and invalid for each candidate, from papers or as sums."""
    if "ballots" in document:
        return _from_papers(document)
    name = "tally" if "tally" in document else "counts"
    if name not in document:
        raise refuse("ballots", "give one of ballots, tally and counts")
    sums = an_object(document[name], name)
    candidates = candidates_of(document)
    for candidate in sums:
        if candidate not in candidates:
            raise refuse(name, f"{quoted(candidate)} is not a candidate")
    return {candidate: _sums_for(sums, name, candidate) for candidate in candidates}


def _from_papers(document: Document) -> Answers:
    """A candidate whom a paper does not answer for has a blank from it."""
    papers = []
    for where, item in items(document["ballots"], "ballots"):
        paper = fields(item, where, ("n", "weight", "votes"))
        answers = an_object(paper.get("votes"), f"{where}.votes")
        given = {
            a_text(n, f"{where}.votes"): one_of(a, f"{where}.votes.{n}", ANSWERS) for n, a in answers.items()
        }
        papers.append((where, given, votes_of(paper, where)))
    everyone = dict.fromkeys(name for _, given, _ in papers for name in given)
    candidates = candidates_of(document if "candidates" in document else {"candidates": list(everyone)})
    found = {name: dict.fromkeys((*ANSWERS, "invalid"), 0) for name in candidates}
    for where, given, votes in papers:
        for name in given:
            if name not in found:
                raise refuse(f"{where}.votes", f"{quoted(name)} is not a candidate")
        for name, counts in found.items():
            counts[given.get(name, "blank")] += votes
    return found


def _sums_for(sums: Document, name: str, candidate: str) -> dict[str, int]:
    where = f"{name}.{candidate}"
    if candidate not in sums:
        raise refuse(where, "must be given")
    rows = fields(sums[candidate], where, ("yes", "no", *NO_CANDIDATE))
    for answer in ("yes", "no"):
        if answer not in rows:
            raise refuse(f"{where}.{answer}", "must be given")
    found = {answer: a_number(rows[answer], f"{where}.{answer}") for answer in ("yes", "no")}
    return found | {"blank": blanks_of(rows, where), "invalid": whole_of(rows, "invalid", where=where)}
