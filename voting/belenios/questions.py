"""Questions: k of n answers, with a blank vote or without. Yes / no / blank is one of two, with blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from voting.belenios.canonical import Malformed, a_count, a_list, a_text, members

MOST_ANSWERS = 1000


@dataclass(frozen=True, slots=True)
class Question:
    """Between ``least`` and ``most`` of the answers; or, with ``blank``, none of them and the blank vote."""

    text: str
    answers: tuple[str, ...]
    least: int
    most: int
    blank: bool = False

    @property
    def width(self) -> int:
        """How many ciphertexts a ballot carries for it."""
        return len(self.answers) + self.blank

    @property
    def overall(self) -> int:
        """How many cases the proof over all the answers has."""
        return self.most - self.least + 1 + self.blank

    def allows(self, marks: Sequence[int]) -> bool:
        """Whether a plaintext, 0 or 1 for the blank vote and each answer, may be cast."""
        if len(marks) != self.width or any(mark not in {0, 1} for mark in marks):
            return False
        if self.blank and marks[0]:
            return not any(marks[1:])
        return self.least <= sum(marks[self.blank :]) <= self.most

    def marks(self, chosen: Sequence[int], *, blank: bool = False) -> list[int]:
        """The plaintext for answers by number, from 0; or for a blank vote."""
        marks = [int(n in chosen) for n in range(len(self.answers))]
        found = [int(blank), *marks] if self.blank else marks
        if not self.allows(found) or len(set(chosen)) != len(chosen) or (blank and not self.blank):
            raise ValueError("the question does not allow this choice")
        return found

    def as_json(self) -> dict[str, Any]:
        """The members in the order of the specification."""
        blank = {"blank": True} if self.blank else {}
        return {
            "answers": list(self.answers),
            **blank,
            "min": self.least,
            "max": self.most,
            "question": self.text,
        }


def read_question(value: object, what: str) -> Question:
    """A homomorphic question; one with ranks is not verified here and is refused."""
    if isinstance(value, dict) and "type" in value:
        raise Malformed(f"{what} is of a kind that is not verified here")
    found = members(value, what, ["answers", "min", "max", "question"], ["blank"])
    answers = [
        a_text(answer, f"an answer of {what}")
        for answer in a_list(found["answers"], f"the answers of {what}")
    ]
    blank = found.get("blank", False)
    if not isinstance(blank, bool):
        raise Malformed(f"“blank” of {what} is neither true nor false")
    least, most = a_count(found["min"], f"min of {what}"), a_count(found["max"], f"max of {what}")
    if not least <= most <= len(answers) <= MOST_ANSWERS or not answers:
        raise Malformed(f"min and max of {what} do not fit its answers")
    return Question(a_text(found["question"], f"the text of {what}"), tuple(answers), least, most, blank)
