"""The majority a poll needs and who breaks a tie: the usual rules, what is wrong with a rule, its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kernel.errors import Obstacle
from voting.counting.majority import Base, Rule
from voting.counting.rule_text import Language, Question, rule_text, threshold_text
from voting.polls.enums import PollKind, Secrecy, TieRule
from voting.polls.rules.results import counting_rule

RULES_OF_PROCEDURE: dict[str, str] = {
    "threshold": "more_than",
    "fraction": "1/2",
    "base": "cast",
    "source_sv": "mötesordningen (bilaga\u00a01) punkt\u00a08",
    "source_en": "rules of procedure (annex\u00a01) item\u00a08",
}
"""What the meeting adopted under its rules of procedure: more than half of the votes cast."""

TIES_OF_PROCEDURE = {
    "source_sv": "mötesordningen (bilaga\u00a01) punkt\u00a011",
    "source_en": "rules of procedure (annex\u00a01) item\u00a011",
}
"""In a matter the chair's opinion, where the vote is open and she gave one; else, and in elections, lot."""

OUTCOMES: dict[str, frozenset[str]] = {
    PollKind.YES_NO: frozenset({"carried", "rejected"}),
    PollKind.A_AGAINST_B: frozenset({"a", "b"}),
    PollKind.CANDIDATES: frozenset({"elected"}),
    PollKind.RANKED: frozenset({"elected"}),
}
"""Outcomes that decide something. A tie does not: see statutes § 10 mom. 4."""

QUESTIONS: dict[str, Question] = {
    PollKind.YES_NO: "yes_no",
    PollKind.A_AGAINST_B: "a_against_b",
}


def usual_rule(in_force: Any, *, is_ruled: bool) -> dict[str, Any]:  # noqa: ANN401  Parameters of the statutes
    """The majority of the rules in force; where they are silent, of the model rules of procedure.

    Nothing when the meeting has no rules of procedure either (``is_ruled``): it must then settle it.
    """
    majority = in_force.majority
    if not majority:
        return dict(RULES_OF_PROCEDURE) if is_ruled else {}
    source_sv, source_en = in_force.source("majority")
    return {
        "threshold": majority["threshold"],
        "fraction": majority["fraction"],
        "base": majority["base"],
        "source_sv": source_sv,
        "source_en": source_en,
    }


def usual_tie(
    kind: str,
    secrecy: str,
    in_force: Any,  # noqa: ANN401  as above
    *,
    is_ruled: bool,
) -> dict[str, str]:
    """Who breaks a tie: in an open matter, in a secret one, in an election."""
    name = "tie_election"
    if kind in QUESTIONS:
        name = "tie_matter_open" if secrecy == Secrecy.OPEN else "tie_matter_secret"
    rule = getattr(in_force, name)
    if rule:
        source_sv, source_en = in_force.source(name)
        return {"rule": str(rule), "source_sv": source_sv, "source_en": source_en}
    if not is_ruled:
        return {}
    by_chair = name == "tie_matter_open"
    return {"rule": str(TieRule.CHAIR_THEN_LOT if by_chair else TieRule.LOT), **TIES_OF_PROCEDURE}


def faults_in_rule(kind: str, rule: Mapping[str, Any]) -> list[Obstacle]:
    """What is wrong with a rule that somebody wrote."""
    try:
        parsed = counting_rule(rule)
    except (KeyError, ValueError) as error:
        return [Obstacle("platform.kernel.field_invalid", {"message": str(error)})]
    if kind == PollKind.A_AGAINST_B and not (parsed.is_simple and parsed.base is Base.CAST):
        message = "two proposals against each other are decided by more than half of the votes cast"
        return [Obstacle("platform.kernel.field_invalid", {"message": message})]
    return []


def rule_shape(kind: str, rule: Mapping[str, Any]) -> dict[str, str] | None:
    """The rule with its words in both languages; None where it is not settled."""
    if not rule:
        return None
    parsed, question = counting_rule(rule), QUESTIONS.get(kind)
    return {
        "threshold": rule["threshold"],
        "fraction": rule["fraction"],
        "base": rule["base"],
        "source_sv": rule.get("source_sv", ""),
        "source_en": rule.get("source_en", ""),
        "text_sv": _text(parsed, "sv", question),
        "text_en": _text(parsed, "en", question),
    }


def _text(rule: Rule, lang: Language, question: Question | None) -> str:
    return rule_text(rule, lang, question=question) if question else f"{threshold_text(rule, lang)}."
