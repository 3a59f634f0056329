"""Pure rules of the bank: what a payment was for, what may be done with it, and what makes it itself."""

from billing.bank.rules.judging import (
    Bill,
    Book,
    Known,
    Seen,
    Suggestion,
    Verdict,
    judge,
    suggest,
    written_in,
)
from billing.bank.rules.keeping import (
    Key,
    account_of,
    key_of,
    obstacles_to_booking,
    obstacles_to_placing,
    obstacles_to_returning_credit,
    obstacles_to_stating,
    obstacles_to_undoing,
)

__all__ = [
    "Bill",
    "Book",
    "Key",
    "Known",
    "Seen",
    "Suggestion",
    "Verdict",
    "account_of",
    "judge",
    "key_of",
    "obstacles_to_booking",
    "obstacles_to_placing",
    "obstacles_to_returning_credit",
    "obstacles_to_stating",
    "obstacles_to_undoing",
    "suggest",
    "written_in",
]
