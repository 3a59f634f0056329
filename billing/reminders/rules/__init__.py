"""When a reminder is due, what holds it, and how its letter is worded. Plain Python."""

from billing.reminders.rules.letter import LetterFacts, letter_key, letter_of
from billing.reminders.rules.stepping import (
    DEFAULT_STEPS,
    FIRST_HOUR,
    HOLDS_A_LETTER,
    LAST_HOUR,
    Facts,
    Rung,
    Turn,
    faults_in_steps,
    held_of,
    is_morning,
    months_after,
    numbered,
    turn_of,
)
from billing.reminders.rules.striking import Debt, obstacles_to_proposing

__all__ = [
    "DEFAULT_STEPS",
    "FIRST_HOUR",
    "HOLDS_A_LETTER",
    "LAST_HOUR",
    "Debt",
    "Facts",
    "LetterFacts",
    "Rung",
    "Turn",
    "faults_in_steps",
    "held_of",
    "is_morning",
    "letter_key",
    "letter_of",
    "months_after",
    "numbered",
    "obstacles_to_proposing",
    "turn_of",
]
