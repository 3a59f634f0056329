"""The majority a poll needs: the default rule, the rule in words, and the result by the counting engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kernel.errors import Obstacle
from voting.counting.majority import Base, Rule, count_majority
from voting.counting.rule_text import Question, rule_text
from voting.counting.two_options import count_two_options
from voting.polls.enums import PollKind

RULES_OF_PROCEDURE: dict[str, str] = {
    "threshold": "more_than",
    "fraction": "1/2",
    "base": "cast",
    "source_sv": "mötesordningen (bilaga\u00a01) punkt\u00a08",
    "source_en": "rules of procedure (annex\u00a01) item\u00a08",
}
"""What the meeting adopted under its rules of procedure: more than half of the votes cast."""

OUTCOMES: dict[str, frozenset[str]] = {
    PollKind.YES_NO: frozenset({"carried", "rejected"}),
    PollKind.A_AGAINST_B: frozenset({"a", "b"}),
}
"""Outcomes that decide something. A tie does not: see statutes § 10 mom. 4."""

QUESTIONS: dict[str, Question] = {
    PollKind.YES_NO: "yes_no",
    PollKind.A_AGAINST_B: "a_against_b",
}


def counting_rule(rule: Mapping[str, Any]) -> Rule:
    """The stored rule as the counting engine reads it; ValueError when it cannot."""
    return Rule.parse(rule["threshold"], rule["fraction"], rule["base"])


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
    parsed, question = counting_rule(rule), QUESTIONS[kind]
    return {
        "threshold": rule["threshold"],
        "fraction": rule["fraction"],
        "base": rule["base"],
        "source_sv": rule.get("source_sv", ""),
        "source_en": rule.get("source_en", ""),
        "text_sv": rule_text(parsed, "sv", question=question),
        "text_en": rule_text(parsed, "en", question=question),
    }


def result_of(
    kind: str, rule: Mapping[str, Any], counts: Mapping[str, int], *, register: int
) -> dict[str, Any]:
    """The count as it is stored and shown. A tie stays a tie: nothing here breaks it.

    The register is drawn up of those present and frozen at the opening, so it is also "present".
    """
    parsed, abstain = counting_rule(rule), counts.get("abstain", 0)
    if kind == PollKind.YES_NO:
        majority = count_majority(
            parsed, yes=counts.get("yes", 0), no=counts.get("no", 0), abstain=abstain,
            register=register, present=register,
        )  # fmt: skip
        return _shape(majority, outcome=majority.outcome.value)
    pair = count_two_options(
        a=counts.get("a", 0), b=counts.get("b", 0), abstain=abstain, register=register, rule=parsed
    )
    return _shape(pair, outcome=pair.wins.value)


def _shape(counted: Any, *, outcome: str) -> dict[str, Any]:  # noqa: ANN401  either of the engine's results
    return {
        "counts": dict(counted.counts),
        "not_voted": counted.not_voted,
        "register": counted.register,
        "base": counted.base,
        "needed": counted.needed,
        "outcome": outcome,
    }
