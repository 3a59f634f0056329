"""What may be done, and what follows from what Stripe says. Plain Python: no query, no clock, no web."""

from billing.subscriptions.rules.letter import letter_key, letter_of
from billing.subscriptions.rules.plans import Plan, currency, plan, plans
from billing.subscriptions.rules.standing import (
    GRACE,
    GRACE_ENDS_SOON,
    TRIAL,
    TRIAL_ENDS_SOON,
    Days,
    Told,
    best,
    due_tidings,
    is_time_to_look,
    next_days,
    started,
)
from billing.subscriptions.rules.writing import (
    COMING,
    MEETING_ROOM,
    Held,
    obstacles_to_subscribing,
    obstacles_to_the_portal,
    obstacles_to_writing,
    resting,
    rests,
)

__all__ = [
    "COMING", "GRACE", "GRACE_ENDS_SOON", "MEETING_ROOM", "TRIAL", "TRIAL_ENDS_SOON", "Days", "Held", "Plan",
    "Told", "best", "currency", "due_tidings", "is_time_to_look", "letter_key", "letter_of", "next_days",
    "obstacles_to_subscribing", "obstacles_to_the_portal", "obstacles_to_writing", "plan", "plans", "resting",
    "rests", "started",
]  # fmt: skip
