"""Names of the meetings room."""

from __future__ import annotations

from enum import StrEnum


class MeetingState(StrEnum):
    """The meeting's course."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class ItemKind(StrEnum):
    """What sort of item it is."""

    INFORMATION = "information"
    DECISION = "decision"
    ELECTION = "election"
    STATUTES = "statutes"
    ROLL_CALL = "roll_call"


class ItemState(StrEnum):
    """Whether the item has been dealt with."""

    LATER = "later"
    NOW = "now"
    DONE = "done"


class Duty(StrEnum):
    """What the constitutive agenda's item does to the meeting, beside its decision."""

    RULES_OF_PROCEDURE = "rules_of_procedure"
    REGISTER = "register"
