"""The way to whoever takes cards and Swish for the association. Behind it stands Stripe.

The rooms above speak of accounts, pay pages, charges, refunds, disputes and payouts, and of nothing that is
Stripe's alone. Amounts are whole öre (or the currency's smallest coin), moments are in UTC.
"""

from billing.payments.gateway.letters import is_signed, read_letter, said_in
from billing.payments.gateway.protocol import (
    Account,
    Balance,
    Charge,
    Declined,
    Dispute,
    Gateway,
    GatewayError,
    Happening,
    Intent,
    NoAccess,
    Order,
    Payout,
    PayPage,
    Refund,
    Rejected,
    SentInvoice,
    Unreachable,
)
from billing.payments.gateway.subscribing import Billing, Subscribed, Wish
from billing.payments.gateway.through_stripe import current, is_configured, mode, own

__all__ = [
    "Account", "Balance", "Billing", "Charge", "Declined", "Dispute", "Gateway", "GatewayError", "Happening",
    "Intent", "NoAccess", "Order", "PayPage", "Payout", "Refund", "Rejected", "SentInvoice", "Subscribed",
    "Unreachable", "Wish", "current", "is_configured", "is_signed", "mode", "own", "read_letter",
    "said_in",
]  # fmt: skip
