"""Names and bounds of the reminders room."""

from __future__ import annotations

from enum import StrEnum

EARLIEST, LATEST = -30, 365  # days from the day an invoice is due
MOST_STEPS = 6
MOST_GRACE = 60


class Held(StrEnum):
    """Why an invoice is left alone though its day has come."""

    PAUSED = "paused"
    EXEMPT = "exempt"
    DISPUTED = "disputed"
    IN_DOUBT = "in_doubt"  # the money may have come: Stripe was silent, or the bank's queue may hold it
    UNSENT = "unsent"  # the invoice itself has not reached anybody
    NO_ADDRESS = "no_address"
    ON_ITS_WAY = "on_its_way"  # the reminder before this one waits for the mail server
    NOT_DELIVERED = "not_delivered"  # the reminder before this one was refused for good
