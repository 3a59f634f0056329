"""Names of the decisions room."""

from __future__ import annotations

from enum import StrEnum


class Method(StrEnum):
    """How it was decided. A note decides nothing; it says what happened."""

    ACCLAMATION = "acclamation"
    POLL = "poll"
    NOTE = "note"
