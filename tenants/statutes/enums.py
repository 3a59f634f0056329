"""Names of the statutes room."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """How far a text has come.

    Only an adopted text holds, and only a superseded one has held. A text that waits for the minutes is
    decided: nothing more is asked but that they are approved; one that waits for a day, which the meeting
    chose, asks for nothing. A first reading ends confirmed or fallen.
    """

    PROPOSED = "proposed"
    ADOPTED_FIRST_READING = "adopted_first_reading"
    AWAITING_MINUTES = "adopted_awaiting_minutes"
    AWAITING_DAY = "adopted_awaiting_day"
    ADOPTED = "adopted"
    SUPERSEDED = "superseded"
    CONFIRMED = "confirmed"
    FALLEN = "fallen"


WAITING = (Status.AWAITING_MINUTES, Status.AWAITING_DAY)
"""Those that are decided and do not hold yet."""

HELD = (Status.ADOPTED, Status.SUPERSEDED)
"""Those with a day from which they hold or held."""
