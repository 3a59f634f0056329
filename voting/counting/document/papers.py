"""Who stands, and the papers: marks, ranks and their sums, each held against what a valid paper is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from voting.counting.document.common import Document, Rows, blanks_of, whole_of
from voting.counting.document.reading import (
    MOST_CANDIDATES,
    a_name,
    a_number,
    a_text,
    an_object,
    fields,
    items,
    names,
    one_of,
    quoted,
    refuse,
)
from voting.counting.names import NO_CANDIDATE, is_row, twin
from voting.counting.schulze import Rank

PAPER_FIELDS = ("n", "weight", "rank", "marks", "votes")
LARGEST_TOTAL = 10**12


@dataclass(frozen=True)
class Paper:
    """Papers alike: how many votes they are together, and what stands on them, best first."""

    votes: int
    rank: Rank
    where: str

    @property
    def names(self) -> tuple[str, ...]:
        """Everyone on it, in order."""
        return tuple(name for equals in self.rank for name in equals)


@dataclass(frozen=True)
class Sums:
    """Marks for each candidate, and the rows beside them."""

    tally: dict[str, int]
    rows: Rows


def candidates_of(document: Document, *, least: int = 1) -> tuple[str, ...]:
    """Those who stand. Where the document has no list of them, everyone whom it gives votes."""
    if "candidates" in document:
        found = names(document["candidates"], "candidates")
    elif "tally" in document or "counts" in document:
        name = "tally" if "tally" in document else "counts"
        listed = (n for n in an_object(document[name], name) if n not in NO_CANDIDATE)
        found = tuple(a_text(n, name) for n in listed)
    else:
        found = tuple(sorted({n for paper in papers_of(document, None) for n in paper.names}))
    for number, name in enumerate(found):
        if is_row(name):
            raise refuse(f"candidates[{number}]", f"{quoted(name)} is a row of its own and cannot stand")
    if (again := twin(found)) is not None:
        raise refuse(f"candidates[{again}]", f"{quoted(found[again])} looks like another name")
    if not least <= len(found) <= MOST_CANDIDATES:
        raise refuse("candidates", f"must be {least} to {MOST_CANDIDATES} names, not {len(found)}")
    return found


def seats_of(document: Document, candidates: Sequence[str], *, only: int | None = None) -> int:
    """How many are to be elected; one when the document does not say."""
    seats = a_number(document.get("seats", 1), "seats", least=1)
    if only is not None and seats != only:
        raise refuse("seats", f"this method elects {only}, not {seats}")
    if seats > len(candidates):
        raise refuse("seats", f"{seats} seats for {len(candidates)} candidates; nobody has to be counted out")
    return seats


def papers_of(document: Document, candidates: Sequence[str] | None) -> list[Paper]:
    """Every paper. Marks have no order, a rank has; equal places in a rank are a list in the list."""
    if "ballots" not in document:
        raise refuse("ballots", "must be given")
    found = []
    for where, item in items(document["ballots"], "ballots"):
        paper = fields(item, where, PAPER_FIELDS)
        votes = votes_of(paper, where)
        if ("rank" in paper) == ("marks" in paper):
            raise refuse(where, "must have either rank or marks")
        if "marks" in paper:
            marks = names(paper["marks"], f"{where}.marks", candidates)
            found.append(Paper(votes, (marks,) if marks else (), where))
        else:
            found.append(Paper(votes, rank_of(paper["rank"], f"{where}.rank", candidates), where))
    return found


def votes_of(paper: Document, where: str) -> int:
    """How many votes: papers alike, times the weight of each voter's."""
    if "n" not in paper:
        raise refuse(f"{where}.n", "must be given")
    votes = a_number(paper["n"], f"{where}.n") * a_number(paper.get("weight", 1), f"{where}.weight", least=1)
    if votes > LARGEST_TOTAL:
        raise refuse(f"{where}.weight", "makes more votes than can be counted here")
    return votes


def rank_of(value: Any, where: str, candidates: Sequence[str] | None) -> Rank:  # noqa: ANN401  unread JSON
    """The names, best first; nobody stands twice."""
    rank, seen = [], set()
    for place, item in items(value, where):
        equals = (
            names(item, place, candidates) if isinstance(item, list) else (a_name(item, place, candidates),)
        )
        for name in equals:
            if name in seen:
                raise refuse(place, f"{quoted(name)} stands twice")
            seen.add(name)
        if not equals:
            raise refuse(place, "is an empty place")
        rank.append(equals)
    return tuple(rank)


def strict(papers: Sequence[Paper]) -> list[tuple[tuple[str, ...], int]]:
    """Ranks without equal places, as a method needs that moves whole papers."""
    for paper in papers:
        for number, equals in enumerate(paper.rank):
            if len(equals) > 1:
                raise refuse(f"{paper.where}.rank[{number}]", "this method allows no equal places")
    return [(paper.names, paper.votes) for paper in papers]


def rows_of(document: Document, papers: Sequence[Paper]) -> Rows:
    """The rows of ranked papers: one without a name is blank."""
    empty = sum(paper.votes for paper in papers if not paper.rank)
    valid = sum(paper.votes for paper in papers if paper.rank)
    return Rows(valid, blanks_of(document) + empty, whole_of(document, "invalid"))


def sums_of(document: Document, candidates: Sequence[str], most: int, *, exactly: bool) -> Sums:
    """The marks. From papers, or as sums when nothing else is known."""
    given = [name for name in ("ballots", "tally", "counts") if name in document]
    if len(given) != 1:
        raise refuse("ballots", "give one of ballots, tally and counts")
    if given == ["ballots"]:
        return _from_papers(document, candidates, most, exactly=exactly)
    return _from_sums(document, given[0], candidates, most, exactly=exactly)


def most_marks(document: Document, default: int, candidates: Sequence[str]) -> int:
    """How many names a valid paper may have at most."""
    most = a_number(document.get("max", default), "max", least=1)
    if most > len(candidates):
        raise refuse("max", f"{most} marks for {len(candidates)} candidates")
    return most


def is_exact(document: Document) -> bool:
    """Whether a valid paper has exactly as many names."""
    return one_of(document.get("validity", "at_most"), "validity", ["at_most", "exactly"]) == "exactly"


def _from_papers(document: Document, candidates: Sequence[str], most: int, *, exactly: bool) -> Sums:
    tally = dict.fromkeys(candidates, 0)
    valid, blank, invalid = 0, blanks_of(document), whole_of(document, "invalid")
    for paper in papers_of(document, candidates):
        marks = paper.names
        if len(paper.rank) > 1:
            marks = strict([paper])[0][0][:most]
        if not marks:
            blank += paper.votes
        elif len(marks) > most or (exactly and len(marks) < most):
            invalid += paper.votes
        else:
            valid += paper.votes
            for name in marks:
                tally[name] += paper.votes
    return _agreeing(document, Sums(tally, Rows(valid, blank, invalid)))


def _agreeing(document: Document, sums: Sums) -> Sums:
    """A stated number of valid papers is held against the counted one."""
    if "valid" in document and whole_of(document, "valid") != sums.rows.valid:
        raise refuse("valid", f"{document['valid']} stated, {sums.rows.valid} valid papers counted")
    return sums


def _from_sums(document: Document, name: str, candidates: Sequence[str], most: int, *, exactly: bool) -> Sums:
    given = dict(an_object(document[name], name))
    beside = {row: given.pop(row) for row in NO_CANDIDATE if row in given}
    for row in beside:
        if row in document or (row != "invalid" and ("blank" in document or "abstain" in document)):
            raise refuse(f"{name}.{row}", "stands twice")
    tally = dict.fromkeys(candidates, 0)
    for candidate, votes in given.items():
        if candidate not in tally:
            raise refuse(name, f"{quoted(candidate)} is not a candidate")
        tally[candidate] = a_number(votes, f"{name}.{candidate}")
    marks = sum(tally.values())
    if most > 1 and "valid" not in document:
        raise refuse("valid", "must be given beside sums: a paper may have several marks")
    valid = whole_of(document, "valid", marks)
    for candidate, votes in tally.items():
        if votes > valid:
            raise refuse(f"{name}.{candidate}", f"{votes} votes on {valid} valid papers")
    if marks > valid * most or marks < valid * (most if exactly else 1):
        right = f"{valid * most}" if exactly else f"{valid} to {valid * most}"
        raise refuse(name, f"{marks} marks on {valid} valid papers; there must be {right}")
    rows = Rows(valid, blanks_of(document) + blanks_of(beside, name), whole_of(document, "invalid"))
    return Sums(tally, Rows(rows.valid, rows.blank, rows.invalid + whole_of(beside, "invalid", where=name)))
