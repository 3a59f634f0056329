"""Names of the statutes room."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """How far a text has come."""

    PROPOSED = "proposed"
    ADOPTED_FIRST_READING = "adopted_first_reading"
    ADOPTED = "adopted"
    SUPERSEDED = "superseded"
