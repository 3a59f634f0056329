"""What a poll's votes come to, by the counting engine. A tie stays until somebody breaks it. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from voting.counting.document import count
from voting.counting.majority import Rule, count_majority
from voting.counting.two_options import count_two_options
from voting.polls.enums import PollKind, TieRule
from voting.polls.rules.documents import document_of
from voting.polls.rules.gathering import Votes, counts_of, lines
from voting.polls.rules.papers import Paper

TIED = "tied"


@dataclass(frozen=True)
class Case:
    """One poll as the count needs it. ``names``: option or candidate → what people call it."""

    paper: Paper
    names: Mapping[str, str]
    rule: Mapping[str, Any]
    tie: str
    register: int
    chair: Mapping[str, Any] | None = None
    seed: str = ""
    paper_lot: Sequence[str] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


def result_of(case: Case, votes: Votes) -> dict[str, Any]:
    """The count as it is stored and shown.

    The register is drawn up of those present and frozen at the opening, so it is also "present".
    """
    counts = counts_of(case.paper, votes)
    found = {
        "method": case.paper.method,
        "counts": counts,
        "not_voted": case.register - sum(counts.values()),
        "register": case.register,
        "tally": lines(case.paper, votes),
        "valid": votes.valid,
        "blank": votes.blank,
        "invalid": votes.invalid,
        "elected": [],
        "tied": None,
        "resolved_by": None,
        "prevails": [],
        "lot": None,
    }
    if case.paper.kind == PollKind.YES_NO:
        return found | _yes_or_no(case, votes)
    if case.paper.kind == PollKind.A_AGAINST_B:
        return found | _pair(case, votes)
    return found | _election(case, votes)


def result_after_lot(
    case: Case, votes: Votes, before: Mapping[str, Any], *, means: str, lot: Mapping[str, Any]
) -> dict[str, Any]:
    """An election counted again with a lot at hand.

    A tie on the way changes what comes after it, and not every lot elects: one for the second round's last
    place does not. Where another tie is left the result is still tied.
    """
    found, ids = _election(case, votes), {name: i for i, name in case.names.items()}
    return {
        **before, **found, "resolved_by": means if found["outcome"] != TIED else None,
        "prevails": _ids(list(lot["winners"]), ids), "lot": dict(lot),
    }  # fmt: skip


def counting_rule(rule: Mapping[str, Any]) -> Rule:
    """The stored rule as the counting engine reads it; ValueError when it cannot."""
    return Rule.parse(rule["threshold"], rule["fraction"], rule["base"])


def _yes_or_no(case: Case, votes: Votes) -> dict[str, Any]:
    counted = count_majority(
        counting_rule(case.rule), yes=votes.tally["yes"], no=votes.tally["no"], abstain=votes.blank,
        invalid=votes.invalid, register=case.register, present=case.register,
    )  # fmt: skip
    found: dict[str, Any] = {
        "base": counted.base, "needed": counted.needed, "outcome": counted.outcome.value,
    }  # fmt: skip
    if found["outcome"] != TIED:
        return found
    found["tied"] = {"seats": 1, "between": ["yes", "no"]}
    if case.tie == TieRule.STATUS_QUO:
        found |= {"outcome": "rejected", "resolved_by": "status_quo", "prevails": ["no"]}
    return found


def _pair(case: Case, votes: Votes) -> dict[str, Any]:
    counted = count_two_options(
        a=votes.tally["a"], b=votes.tally["b"], abstain=votes.blank, invalid=votes.invalid,
        register=case.register, present=case.register, rule=counting_rule(case.rule),
    )  # fmt: skip
    outcome = counted.wins.value
    tied = {"seats": 1, "between": ["a", "b"]} if outcome == TIED else None
    return {"base": counted.base, "needed": counted.needed, "outcome": outcome, "tied": tied}


def _election(case: Case, votes: Votes) -> dict[str, Any]:
    said = count(document_of(case, votes))
    ids = {name: i for i, name in case.names.items()}
    tied = said.get("tied")
    found: dict[str, Any] = {
        "base": said.get("base", votes.valid),
        "needed": said.get("needed"),
        "elected": _ids(said.get("elected") or [], ids),
        "tied": {"seats": tied["seats"], "between": _ids(tied["between"], ids)} if tied else None,
        "outcome": said["outcome"],
    }
    if said.get("next_round") is not None:
        found["next_round"] = _ids(said["next_round"], ids)
    for name in ("stages", "rounds", "quota", "questions"):
        if said.get(name) is not None:
            found[name] = said[name]
    return found


def _ids(names: Sequence[str], ids: Mapping[str, str]) -> list[str]:
    return [ids[name] for name in names]
