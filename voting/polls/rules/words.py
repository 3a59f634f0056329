"""How a poll is decided, in words, for ballot, desk and screen. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from voting.polls.enums import PollKind, PollMethod, Validity
from voting.polls.rules.majority import rule_shape
from voting.polls.rules.papers import Paper

PLAIN: dict[str, tuple[str, str]] = {
    PollMethod.TWO_ROUND: (
        "Annars en andra omgång mellan de två som fått flest.",
        "Otherwise a second round between the two with the most votes.",
    ),
    PollMethod.YES_NO: (
        "Varje namn prövas för sig: fler ja än nej väljer.",
        "Each name is tried alone: more yes than no elects.",
    ),
    PollMethod.SCHULZE: (
        "Rangordna dem du vill. Den vinner som slår varje annan två och två (Schulzes metod).",
        "Rank those you wish. The one wins who beats every other, two by two (Schulze's method).",
    ),
}


def way_shape(paper: Paper, rule: Mapping[str, Any]) -> dict[str, str]:
    """How the result comes about, in both languages: the majority, or who comes first, and the marks."""
    shaped = rule_shape(paper.kind, rule)
    majority = (shaped["text_sv"], shaped["text_en"]) if shaped else ("", "")
    parts = [
        pair
        for pair in (majority if _needs(paper) else ("", ""), _method(paper), marks_text(paper))
        if pair[0]
    ]
    return {"text_sv": " ".join(sv for sv, _ in parts), "text_en": " ".join(en for _, en in parts)}


def marks_text(paper: Paper) -> tuple[str, str]:
    """How many may be marked."""
    if paper.kind != PollKind.CANDIDATES or paper.method == PollMethod.YES_NO:
        return "", ""
    n = paper.marks
    if paper.validity == Validity.EXACTLY:
        names = "namn ska", "name" if n == 1 else "names"
        return f"Exakt {n} {names[0]} markeras.", f"Exactly {n} {names[1]} must be marked."
    return f"Högst {n} namn får markeras.", f"At most {n} {'name' if n == 1 else 'names'} may be marked."


def _needs(paper: Paper) -> bool:
    return paper.method in {
        PollMethod.MAJORITY, PollMethod.TWO_ROUND, PollMethod.YES_NO, PollMethod.APPROVAL,
    }  # fmt: skip


def _method(paper: Paper) -> tuple[str, str]:
    n = paper.seats
    if paper.method == PollMethod.PLURALITY:
        if n == 1:
            return "Den som fått flest röster är vald.", "The one with the most votes is elected."
        return f"De {n} som fått flest röster är valda.", f"The {n} with the most votes are elected."
    if paper.method == PollMethod.APPROVAL:
        if n == 1:
            return "Den som flest godkänt är vald.", "The one approved by the most is elected."
        return f"De {n} som flest godkänt är valda.", f"The {n} approved by the most are elected."
    if paper.method == PollMethod.STV_SCOTTISH:
        return (
            f"Rangordna dem du vill. {n} platser fördelas med enkel överförbar röst (den skotska regeln).",
            f"Rank those you wish. {n} seats are filled by single transferable vote (the Scottish rules).",
        )
    return PLAIN.get(paper.method, ("", ""))
