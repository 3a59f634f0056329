"""Verbs on the subscription of the association at work.

Stripe is asked outside transactions; what it says is written in short ones under the row's lock, and an
answer to an older question never overwrites a newer one's. Lock order: subscription → its letters.
"""

from billing.subscriptions.actions.beginning import begin
from billing.subscriptions.actions.giving_time import give_time
from billing.subscriptions.actions.inbox import receive, waiting, work_on
from billing.subscriptions.actions.letters import OUTBOX
from billing.subscriptions.actions.looking import look, look_for_somebody, step
from billing.subscriptions.actions.subscribing import open_page, open_portal

__all__ = [
    "OUTBOX", "begin", "give_time", "look", "look_for_somebody", "open_page", "open_portal", "receive",
    "step", "waiting", "work_on",
]  # fmt: skip
