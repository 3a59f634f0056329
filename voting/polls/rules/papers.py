"""The ballot paper: what can be written on it, and what that means. Plain Python.

An electronic ballot cannot be invalid: what could not be counted is refused before it is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kernel.errors import Obstacle
from voting.polls.enums import BLANK, CHOICES, PollKind, PollMethod, Validity

ANSWERS = ("yes", "no")
INK = 2000  # the longest choice that is stored


@dataclass(frozen=True)
class Paper:
    """What a ballot of one poll looks like. ``ids`` are the candidates' in the order of the ballot."""

    kind: str
    method: str
    ids: tuple[str, ...] = ()
    seats: int = 1
    max_marks: int | None = None
    validity: str = Validity.AT_MOST

    @property
    def marks(self) -> int:
        """How many may be marked, or must be."""
        most = self.max_marks
        if self.method == PollMethod.TWO_ROUND:
            most = 1
        elif most is None:
            most = self.seats if self.method == PollMethod.PLURALITY else len(self.ids)
        return min(most, len(self.ids))


def paper_of(poll: Any) -> Paper:  # noqa: ANN401  a poll, or the question it will be
    """The paper of a poll."""
    ids = tuple(candidate["id"] for candidate in poll.candidates)
    return Paper(poll.kind, poll.method, ids, poll.seats, poll.max_marks, poll.validity)


def canonical(paper: Paper, choice: str) -> str | None:
    """The choice as it is stored, the same for the same marks; None when it cannot be read."""
    if paper.kind in CHOICES:
        return choice if choice in CHOICES[paper.kind] else None
    if choice == BLANK:
        return choice
    if paper.kind == PollKind.RANKED:
        ranks = [part.strip() for part in choice.split(">")]
        return ">".join(ranks) if _known_once(paper, ranks) else None
    if paper.method == PollMethod.YES_NO:
        return _answers(paper, choice)
    marks = [part.strip() for part in choice.split(",")]
    return ",".join(sorted(marks, key=paper.ids.index)) if _known_once(paper, marks) else None


def obstacles_to_choice(paper: Paper, choice: str) -> list[Obstacle]:
    """Too many marks, or too few. ``choice`` is canonical."""
    if paper.kind != PollKind.CANDIDATES or choice == BLANK:
        return []
    marked, most = sum(1 for _ in marked_in(paper, choice)), paper.marks
    if marked > most:
        params = {"marked": marked, "max": most, "over": marked - most, "received": False}
        return [Obstacle("voting.polls.obstacle_too_many_marks", params)]
    if paper.validity == Validity.EXACTLY and marked < most:
        params = {"marked": marked, "exact": most, "left": most - marked, "received": False}
        return [Obstacle("voting.polls.obstacle_too_few_marks", params)]
    return []


def marked_in(paper: Paper, choice: str) -> Iterator[str]:
    """The candidates whom a canonical choice speaks for."""
    if choice == BLANK:
        return
    for part in choice.split(","):
        name, _, answer = part.partition(":")
        if paper.method != PollMethod.YES_NO or answer == "yes":
            yield name


def answers_in(choice: str) -> Mapping[str, str]:
    """Candidate → yes or no, of a canonical choice."""
    return dict(part.split(":", 1) for part in choice.split(",")) if choice != BLANK else {}


def _answers(paper: Paper, choice: str) -> str | None:
    given = [part.strip().partition(":")[::2] for part in choice.split(",")]
    names = [name for name, _ in given]
    if not _known_once(paper, names) or any(answer not in ANSWERS for _, answer in given):
        return None
    return ",".join(f"{name}:{answer}" for name, answer in sorted(given, key=lambda g: paper.ids.index(g[0])))


def _known_once(paper: Paper, names: list[str]) -> bool:
    return len(set(names)) == len(names) and set(names) <= set(paper.ids)
