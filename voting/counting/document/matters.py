"""Questions: a proposal alone, and several proposals two at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from voting.counting.contraproposition import Pair, Round, count_contraproposition
from voting.counting.document import reading
from voting.counting.document.common import (
    Document,
    Rows,
    all_of_the_lot,
    base_for,
    blanks_of,
    check_rows,
    rule_of,
    ties_of,
    whole_of,
)
from voting.counting.document.papers import Paper, candidates_of, papers_of, votes_of
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
from voting.counting.document.shapes import lot_shape, rule_shape, tie_shape
from voting.counting.majority import Outcome
from voting.counting.names import NO_CANDIDATE, twin
from voting.counting.two_options import Wins

SUMS = ("counts", "votes", "tally")
ROUND_FIELDS = (*SUMS, "between", *NO_CANDIDATE, "chair", "tie", "seed", "paper_lot", "title", "note")
YES_NO = ("yes", "no")
OUTCOME = {"yes": Outcome.CARRIED, "no": Outcome.REJECTED}


def majority(document: Document) -> dict[str, Any]:
    """Yes against no. The count stands as it was; who prevails at equal numbers is told beside it."""
    rule = rule_of(document)
    votes, rows = _yes_and_no(document)
    base = base_for(document, rule.base, rows)
    needed = rule.needed_of(base)
    shape: dict[str, Any] = {"base": base, "needed": needed, "rule": rule_shape(rule), "resolved_by": None}
    ties = ties_of(document, YES_NO)
    if votes["yes"] >= needed:
        outcome = Outcome.CARRIED
    elif rule.is_simple and votes["yes"] == votes["no"] and base == 2 * votes["yes"]:
        resolution = ties.matter(YES_NO, status_quo="no")
        outcome = OUTCOME[resolution.winners[0]] if resolution.winners else Outcome.TIED
        shape |= tie_shape(1, YES_NO, resolution)
    else:
        outcome = Outcome.REJECTED
    all_of_the_lot(ties)
    return {"outcome": outcome.value} | shape | {"counts": votes} | rows.to_json(document)


def contraproposition(document: Document) -> dict[str, Any]:
    """Proposals two at a time. ``decision`` is the one that is left when every vote has been held."""
    rule = rule_of(document)
    if not rule.is_simple:
        name = "at_least" if "at_least" in document else "more_than"
        raise refuse(name, "two proposals against each other are decided by more than half")
    held = _Held(document)
    register = whole_of(document, "register") if "register" in document else None
    present = whole_of(document, "present") if "present" in document else None
    base_for(document, rule.base, Rows(0, 0, 0))
    found = count_contraproposition(held.candidates, held.main, held.votes, rule=rule, register=register,
                                    present=present)  # fmt: skip
    rounds = [_round_shape(number, r, register) for number, r in enumerate(found.rounds, 1)]
    all_of_the_lot(held.ties)
    last = found.rounds[-1] if found.rounds else None
    outcome = (
        "carried"
        if found.decision
        else "tied"
        if found.is_tied
        else "unfinished"
        if found.next
        else "rejected"
    )
    shape: dict[str, Any] = {"outcome": outcome, "decision": found.decision}
    if last:
        shape |= {"base": last.count.base, "needed": last.count.needed}
    shape |= {"rule": rule_shape(rule), "resolved_by": None}
    equal = [r for r in found.rounds if r.count.wins is Wins.TIED]
    if equal:
        shape |= tie_shape(1, equal[-1].between, equal[-1].resolution)
    if found.next:
        shape["next"] = list(found.next)
    if held.held > len(rounds):
        shape["not_counted"] = held.held - len(rounds)
    return shape | {"rounds": rounds}


class _Held:
    """The votes that were held, as rounds of sums or to be read from ranked papers."""

    def __init__(self, document: Document) -> None:
        given = [name for name in ("rounds", "ballots", "counts", "tally") if name in document]
        if len(given) != 1:
            raise refuse("rounds", "give one of rounds, counts (of the only round) and ballots")
        self._document, self._papers = document, list[Paper]()
        name = given[0]
        raw = document.get("rounds", [{"counts": document[name]}] if name in {"counts", "tally"} else [])
        self._rounds = [
            (where if name == "rounds" else "", fields(r, where, ROUND_FIELDS))
            for where, r in items(raw, "rounds")
        ]
        self.main = a_text(document["main"], "main") if "main" in document else None
        if "candidates" not in document and name == "rounds":
            document = {**document, "candidates": self._in_the_order_of_the_rounds()}
        self.candidates = self._with_main(candidates_of(document))
        if name == "ballots":
            self._papers = papers_of(document, self.candidates)
        self.ties = ties_of(document, self.candidates, ranked=True)
        self._pairs = [self._pair_of(where, r) for where, r in self._rounds]

    @property
    def held(self) -> int:
        """How many votes the document has sums of."""
        return len(self._rounds)

    def votes(self, number: int, between: tuple[str, str]) -> Pair | None:
        """The vote of a round, if it was held and between those two."""
        if self._papers:
            return self._from_papers(between)
        if number >= len(self._pairs):
            return None
        pair = self._pairs[number]
        if set(pair.votes) == set(between):
            return pair
        if self._can_follow(number):
            return None
        stood = " and ".join(sorted(quoted(n) for n in pair.votes))
        raise refuse(
            f"rounds[{number}].counts", f"is between {stood}; it must be between {' and '.join(between)}"
        )

    def _can_follow(self, number: int) -> bool:
        """After a tie the next vote may have been held with the other one; then it does not count."""
        return any(len(set(pair.votes.values())) == 1 for pair in self._pairs[:number])

    def _in_the_order_of_the_rounds(self) -> tuple[str, ...]:
        found: list[str] = []
        for where, held in self._rounds:
            at, counts = _sums(where, held)
            found += [a_text(n, at) for n in counts if n not in NO_CANDIDATE and n not in found]
        return tuple(found)

    def _with_main(self, candidates: tuple[str, ...]) -> tuple[str, ...]:
        """The main proposal last, whether it stands among the others or not."""
        main = () if self.main is None else (self.main,)
        everyone = (*(name for name in candidates if name != self.main), *main)
        if twin(everyone) is not None:
            raise refuse("main", f"{quoted(self.main)} looks like another name")
        if len(everyone) < 2:  # noqa: PLR2004  a pair
            raise refuse("candidates", "must be two or more")
        return everyone

    def _pair_of(self, where: str, held: Document) -> Pair:
        at, given = _sums(where, held)
        counts = dict(given)
        beside = {row: counts.pop(row) for row in NO_CANDIDATE if row in counts}
        for row in NO_CANDIDATE:
            if row in held and (row in beside or (row != "invalid" and blanks_of(beside, at))):
                raise refuse(f"{where}.{row}", "stands twice")
            beside |= {row: held[row]} if row in held else {}
        for name in counts:
            if name not in self.candidates:
                raise refuse(at, f"{quoted(name)} is not a candidate")
        if len(counts) != 2:  # noqa: PLR2004  a pair
            raise refuse(at, f"must have two proposals, not {len(counts)}")
        if "between" in held and set(reading.names(held["between"], f"{where}.between")) != set(counts):
            raise refuse(f"{where}.between", f"must be the two in {at}")
        votes = {name: a_number(number, f"{at}.{name}") for name, number in counts.items()}
        blank, invalid = blanks_of(beside, at), whole_of(beside, "invalid", where=at)
        check_rows(self._document, Rows(sum(votes.values()), blank, invalid))
        means = ("tie", "chair", "seed", "paper_lot")
        own = {name: held[name] for name in means if name in held}
        both = {name: self._document[name] for name in means if name in self._document}
        if "seed" in own or "paper_lot" in own:
            both = {name: value for name, value in both.items() if name not in {"seed", "paper_lot"}}
        ties = ties_of(both | own, self.candidates, where=where, ranked=True) if own else self.ties
        return Pair(votes, ties, blank, invalid)

    def _from_papers(self, between: tuple[str, str]) -> Pair:
        votes, blank = dict.fromkeys(between, 0), blanks_of(self._document)
        for paper in self._papers:
            first = next(
                (set(between) & set(equals) for equals in paper.rank if set(between) & set(equals)), set()
            )
            if len(first) == 1:
                votes[first.pop()] += paper.votes
            else:
                blank += paper.votes
        invalid = whole_of(self._document, "invalid")
        check_rows(self._document, Rows(sum(votes.values()), blank, invalid))
        return Pair(votes, self.ties, blank, invalid)


def _sums(where: str, held: Document) -> tuple[str, Document]:
    """The sums of a round and where they stand."""
    named = [name for name in SUMS if name in held]
    if len(named) != 1:
        raise refuse(f"{where}.counts" if where else "counts", "must be given, once")
    at = f"{where}.{named[0]}" if where else named[0]
    return at, an_object(held[named[0]], at)


def _round_shape(number: int, held: Round, register: int | None) -> dict[str, Any]:
    pair, resolution = held.pair, held.resolution
    shape: dict[str, Any] = {"round": number, "between": list(held.between)}
    shape |= {
        "votes": {name: pair.votes[name] for name in held.between},
        "blank": pair.blank,
        "invalid": pair.invalid,
    }
    if register is not None:
        shape["not_voted"] = held.count.not_voted
    shape |= {"base": held.count.base, "needed": held.count.needed, "tied": held.count.wins is Wins.TIED}
    shape |= {"wins": held.wins, "resolved_by": resolution.by.value if resolution.by else None}
    if resolution.open_to:
        shape["open_to"] = list(resolution.open_to)
    lot = lot_shape(resolution, held.between)
    return shape | ({"lot": lot} if lot else {})


def _yes_and_no(document: Document) -> tuple[dict[str, int], Rows]:
    if ("counts" in document) == ("ballots" in document):
        raise refuse("counts", "give either counts or ballots")
    if "counts" in document:
        counts = fields(document["counts"], "counts", (*YES_NO, *NO_CANDIDATE))
        for name in YES_NO:
            if name not in counts:
                raise refuse(f"counts.{name}", "must be given")
        votes = {name: a_number(counts[name], f"counts.{name}") for name in YES_NO}
        rows = Rows(
            sum(votes.values()), blanks_of(counts, "counts"), whole_of(counts, "invalid", where="counts")
        )
        return votes, rows
    votes, blank = dict.fromkeys(YES_NO, 0), 0
    for where, item in items(document["ballots"], "ballots"):
        paper = fields(item, where, ("n", "weight", "marks"))
        marks: Sequence[str] = reading.names(paper.get("marks"), f"{where}.marks", (*YES_NO, "blank"))
        if len(marks) > 1:
            raise refuse(f"{where}.marks", "must have one answer")
        answer = one_of(marks[0], f"{where}.marks", (*YES_NO, "blank")) if marks else "blank"
        if answer == "blank":
            blank += votes_of(paper, where)
        else:
            votes[answer] += votes_of(paper, where)
    rows = Rows(sum(votes.values()), blank + blanks_of(document), whole_of(document, "invalid"))
    return votes, rows
