"""Names of the speakers list."""

from __future__ import annotations

from enum import StrEnum


class RequestKind(StrEnum):
    """Why somebody asks for the floor. The first three break the list, in this order."""

    POINT_OF_ORDER = "point_of_order"
    INFORMATION = "information"
    REPLY = "reply"
    SPEECH = "speech"


class RequestState(StrEnum):
    """How far a request has come."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    SKIPPED = "skipped"


class Policy(StrEnum):
    """In what order the list itself is taken."""

    FIFO = "fifo"
    FIRST_SPEAKERS_FIRST = "first_speakers_first"
    ROUND_ROBIN_BY_VENUE = "round_robin_by_venue"
