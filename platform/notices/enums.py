"""Names of the notices room."""

from __future__ import annotations

from enum import StrEnum


class LetterState(StrEnum):
    """How far a letter has come: to be sent, taken by the mail server, or refused by it for good."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
