"""Verbs on dues. Lock order: schedule → run → the invoices' own → journal."""

from billing.dues.actions.keeping import change_class, change_terms, take_over_fees, treat_member
from billing.dues.actions.running import bill_late_joiners, carry_on, start_run

__all__ = [
    "bill_late_joiners",
    "carry_on",
    "change_class",
    "change_terms",
    "start_run",
    "take_over_fees",
    "treat_member",
]
