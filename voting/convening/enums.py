"""Names of the convening room."""

from __future__ import annotations

from enum import StrEnum


class Sending(StrEnum):
    """How far a letter has come: to be sent, taken by the mail server, or refused by it."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
