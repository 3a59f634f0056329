"""Names of the dues room."""

from __future__ import annotations

from enum import StrEnum


class Prorata(StrEnum):
    """What a member who joins during the period pays; ``type`` of the statutes' own rule."""

    FULL = "full"
    HALF_AFTER = "half_after"
    MONTHS = "months"
    DAYS = "days"


class Due(StrEnum):
    """Where a member stands in a fee run."""

    READY = "ready"
    BILLED = "billed"
    NOTHING = "nothing"  # its class costs nothing: no invoice, but on the list
    EXEMPT = "exempt"
    LEFT = "left"
    WAITING = "waiting"  # something has to be put right first


class RunState(StrEnum):
    """Where a run stands. A run that was killed is still running, and is carried on."""

    RUNNING = "running"
    DONE = "done"
