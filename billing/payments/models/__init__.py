"""What we know of Stripe: accounts and payers, attempts and money, letters. The books stay the truth."""

from billing.payments.models.accounts import ConnectedAccount, Payer
from billing.payments.models.inbox import WebhookEvent
from billing.payments.models.money import Charge, Dispute, Payout, PayoutRow, Refund
from billing.payments.models.paying import Attempt

__all__ = [
    "Attempt",
    "Charge",
    "ConnectedAccount",
    "Dispute",
    "Payer",
    "Payout",
    "PayoutRow",
    "Refund",
    "WebhookEvent",
]
