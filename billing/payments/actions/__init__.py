"""Verbs on payments through Stripe.

Stripe is asked outside transactions; what it says is written in short ones, each with one fact at most. A row
never moves backwards, so answers may come in any order and twice. Lock order: payer or attempt → charge →
refund or dispute → the invoice and what follows it (see :mod:`billing.invoices`).
"""

from billing.payments.actions.closing import check_doubt
from billing.payments.actions.connecting import connect_account, look_at_account, onboarding_link
from billing.payments.actions.inbox import hear, receive, work_on
from billing.payments.actions.looking import look_again, look_at_attempt, look_at_charge
from billing.payments.actions.paying import charge_saved, end_attempt, open_pay_page, send_through_stripe
from billing.payments.actions.payouts import look_at_payout
from billing.payments.actions.reconciling import reconcile
from billing.payments.actions.refunding import assign_charge, refund_charge
from billing.payments.actions.saving import withdraw_consent

__all__ = [
    "assign_charge",
    "charge_saved",
    "check_doubt",
    "connect_account",
    "end_attempt",
    "hear",
    "look_again",
    "look_at_account",
    "look_at_attempt",
    "look_at_charge",
    "look_at_payout",
    "onboarding_link",
    "open_pay_page",
    "receive",
    "reconcile",
    "refund_charge",
    "send_through_stripe",
    "withdraw_consent",
    "work_on",
]
