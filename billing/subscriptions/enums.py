"""Names of the subscriptions room."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    """How an association stands with the platform."""

    TRIAL = "trial"
    ACTIVE = "active"
    UNPAID = "unpaid"  # the time of grace: everything works, and the board is told
    READ_ONLY = "read_only"


class Rest(StrEnum):
    """What a meeting keeps open while nothing else may be changed: the widest that holds."""

    EVERYTHING = "everything"
    MEETING = "meeting"
    COMING = "coming"


class Tidings(StrEnum):
    """What a letter to the board and the treasurer says."""

    TRIAL_ENDS = "trial_ends"
    UNPAID = "unpaid"
    GRACE_ENDS = "grace_ends"
    READ_ONLY = "read_only"
    PAID_AGAIN = "paid_again"


STATES_GOOD = frozenset({"active", "trialing"})
"""Stripe's words for a subscription that is paid."""
STATES_WAITING = frozenset({"past_due", "unpaid"})
"""Stripe's words for one whose open invoice can still be paid."""
STATES_NEVER = frozenset({"incomplete", "incomplete_expired"})
"""Stripe's words for one whose first payment never came: nobody has subscribed."""
