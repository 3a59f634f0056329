"""A secret vote: its question as it is encrypted, its sums as the officers opened them. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kernel.errors import Obstacle
from voting.belenios.questions import Question
from voting.polls.enums import ABSTAIN, CHOICES, SEALED, PollKind, PollMethod, Secrecy, Validity
from voting.polls.rules.gathering import Votes
from voting.polls.rules.papers import Paper
from voting.polls.rules.results import Case

ADDED_UP = frozenset({PollMethod.MAJORITY, PollMethod.PLURALITY, PollMethod.APPROVAL, PollMethod.TWO_ROUND})
"""Methods that need nothing but sums; the others would need single ballots, which nobody can open."""


def faults_in_secrecy(kind: str, method: str, secrecy: str) -> list[Obstacle]:
    """What can be voted on in secret."""
    if secrecy == Secrecy.SECRET and (kind == PollKind.RANKED or method not in ADDED_UP):
        return [Obstacle("voting.polls.error_not_in_secret")]
    return []


def obstacles_of_plain(poll: Any, *, sealed: bool) -> list[Obstacle]:  # noqa: ANN401  whatever has a secrecy
    """Nothing in plain text goes into a secret vote, and nothing encrypted into an open one."""
    if (poll.secrecy == Secrecy.SECRET) == sealed:
        return []
    code = "is_open" if sealed else "is_secret"
    return [Obstacle(f"voting.polls.obstacle_{code}", {"received": False})]


def answers_of(paper: Paper) -> tuple[str, ...]:
    """The answers in the order in which they are encrypted, after the blank vote."""
    if paper.kind in CHOICES:
        return tuple(value for value in CHOICES[paper.kind] if value != ABSTAIN)
    return paper.ids


def question_of(paper: Paper, text: str, names: Mapping[str, str]) -> Question:
    """The question of the election: one of two, or so many of the candidates; always with a blank vote."""
    answers = tuple(names[value] for value in answers_of(paper))
    most = 1 if paper.kind in CHOICES else paper.marks
    least = most if paper.kind in CHOICES or paper.validity == Validity.EXACTLY else 1
    return Question(text, answers, least, most, blank=True)


def opened(paper: Paper, counts: Sequence[int], *, weight: int) -> Votes:
    """The votes behind the decrypted sums, the blank one first; ``weight``: all that were cast."""
    blank, *others = counts
    votes = Votes(valid=weight - blank, blank=blank, by_hand=True)
    votes.tally.update(dict(zip(answers_of(paper), others, strict=True)))
    return votes


def sealed_result(case: Case, cast: int) -> dict[str, Any]:
    """What is known when the vote has ended: how many have voted, and nothing of how."""
    return {
        "method": case.paper.method,
        "counts": {SEALED: cast},
        "not_voted": case.register - cast,
        "register": case.register,
        "tally": {},
        "valid": 0,
        "blank": 0,
        "invalid": 0,
        "elected": [],
        "tied": None,
        "resolved_by": None,
        "prevails": [],
        "lot": None,
        "base": cast,
        "needed": None,
        "outcome": SEALED,
    }


def is_sealed(result: Mapping[str, Any] | None) -> bool:
    """Whether the officers have not opened it yet."""
    return bool(result) and result is not None and result["outcome"] == SEALED
