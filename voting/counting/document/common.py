"""The parts that several methods share: the rule, the rows beside the votes, and the means against a tie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voting.counting.document import reading
from voting.counting.document.reading import a_flag, a_number, a_text, one_of, refuse
from voting.counting.majority import Base, Rule, base_of
from voting.counting.ties import Chair, TieRule, Ties

FIELDS = tuple(
    "method seats candidates more_than at_least base present register counts ballots tally "
    "valid blank invalid validity max main rounds second_round tie chair seed paper_lot title note".split()
)
CHAIR_FIELDS = ("entitled", "open", "opinion")
NO_OPINION = ("abstain", "blank")

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Rows:
    """The votes handed in. ``abstain`` is another word for blank."""

    valid: int
    blank: int
    invalid: int

    @property
    def handed_in(self) -> int:
        """All of them."""
        return self.valid + self.blank + self.invalid

    def to_json(self, document: Document) -> dict[str, int]:
        """The rows, and who did not vote when the register is known."""
        shape = {"valid": self.valid, "blank": self.blank, "invalid": self.invalid}
        if "register" in document:
            shape["not_voted"] = whole_of(document, "register") - self.handed_in
        return shape


def whole_of(document: Document, name: str, default: int = 0, where: str = "") -> int:
    """A whole number that may be left out."""
    place = f"{where}.{name}" if where else name
    return a_number(document[name], place) if name in document else default


def blanks_of(document: Document, where: str = "") -> int:
    """Blank votes, under either of the two words."""
    if "blank" in document and "abstain" in document:
        raise refuse(
            f"{where}.abstain" if where else "abstain", "is another word for blank; give one of them"
        )
    return whole_of(document, "abstain" if "abstain" in document else "blank", where=where)


def rule_of(document: Document) -> Rule:
    """The majority; more than half of the votes cast when the document does not say."""
    if "more_than" in document and "at_least" in document:
        raise refuse("at_least", "cannot stand beside more_than")
    name = "at_least" if "at_least" in document else "more_than"
    fraction = document.get(name, "1/2")
    if not isinstance(fraction, str) or len(fraction) > reading.LONGEST_QUOTE:
        raise refuse(name, f'must be a fraction in text, as "1/2", not {reading.quoted(fraction)}')
    base = one_of(document.get("base", "cast"), "base", [b.value for b in Base])
    try:
        return Rule.parse(name, fraction, base)
    except ValueError as error:
        raise refuse(name, str(error).removeprefix("fraction: ")) from None


def without_majority(document: Document, method: str) -> None:
    """Refuse a majority where the most votes decide: it would change who is elected."""
    for name in ("more_than", "at_least"):
        if name in document:
            raise refuse(name, f"{method} asks for no majority; approval and two_round do")


def base_for(document: Document, base: Base, rows: Rows) -> int:
    """The denominator, after the rows have been held against those present and the register."""
    check_rows(document, rows)
    present = whole_of(document, "present") if "present" in document else None
    if base is Base.REGISTER and "register" not in document:
        raise refuse("register", "must be given when it is the base")
    if base is Base.PRESENT and present is None:
        raise refuse("present", "must be given when the base is those present")
    register = whole_of(document, "register", max(rows.handed_in, present or 0))
    return base_of(base, for_and_against=rows.valid, abstain=rows.blank, register=register, present=present,
                   handed_in=rows.handed_in)  # fmt: skip


def check_rows(document: Document, rows: Rows) -> None:
    """No more votes than those present or in the register could cast."""
    register = whole_of(document, "register") if "register" in document else None
    present = whole_of(document, "present") if "present" in document else None
    if register is not None and rows.handed_in > register:
        raise refuse("register", f"{rows.handed_in} votes on a register of {register}")
    if present is not None and rows.handed_in > present:
        raise refuse("present", f"{rows.handed_in} votes of {present} present")
    if register is not None and present is not None and present > register:
        raise refuse("present", f"{present} is more than a register of {register}")


def ties_of(
    document: Document, options: Sequence[str] | None, *, where: str = "", ranked: bool = False
) -> Ties:
    """The rule for equal numbers, the chair's opinion and the lot. ``options`` are what an opinion can be."""
    at = f"{where}." if where else ""
    rule = (
        TieRule(one_of(document["tie"], f"{at}tie", [r.value for r in TieRule]))
        if "tie" in document
        else None
    )
    if "seed" in document and "paper_lot" in document:
        raise refuse(f"{at}paper_lot", "cannot stand beside seed: one lot decides")
    seed = a_text(document["seed"], f"{at}seed") if document.get("seed") is not None else ""
    paper = reading.names(document["paper_lot"], f"{at}paper_lot") if "paper_lot" in document else None
    return Ties(rule, chair_of(document, options, at, ranked=ranked), seed, paper)


def chair_of(document: Document, options: Sequence[str] | None, at: str, *, ranked: bool) -> Chair:
    """The chair's part. Opinion null: not asked yet; "abstain": asked, and gave none."""
    if document.get("chair") is None:
        return Chair()
    chair = reading.fields(document["chair"], f"{at}chair", CHAIR_FIELDS)
    entitled, is_open = (a_flag(chair.get(name, False), f"{at}chair.{name}") for name in ("entitled", "open"))
    given = chair.get("opinion")
    if given is None or given in NO_OPINION:
        return Chair(entitled, is_open, asked=given is not None)
    if isinstance(given, list) and ranked:
        return Chair(entitled, is_open, reading.names(given, f"{at}chair.opinion", options), asked=True)
    known = (*(options or ()), *NO_OPINION)
    return Chair(entitled, is_open, (one_of(given, f"{at}chair.opinion", known),), asked=True)


def all_of_the_lot(ties: Ties) -> None:
    """Refuse a paper lot that names more than the ties asked for."""
    if ties.unused():
        raise refuse("paper_lot", f"names {ties.unused()} more than the ties of this count asked for")
