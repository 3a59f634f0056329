"""Verbs on invoices. Lock order: invoices by id → the series of numbers → the books → journal."""

from billing.invoices.actions.by_hand import pay_out, record_payment, take_back_payment
from billing.invoices.actions.crediting import credit_invoice, write_off
from billing.invoices.actions.ending import follow_endings
from billing.invoices.actions.exporting import EInvoice, e_invoice, obstacles_to_e_invoice
from billing.invoices.actions.following import follow_all_fees, follow_fees
from billing.invoices.actions.issuing import (
    NewInvoice,
    change_draft,
    discard_draft,
    draft_invoice,
    issue_invoice,
)
from billing.invoices.actions.keeping import change_billing_details, change_settings
from billing.invoices.actions.locks import lock_invoice
from billing.invoices.actions.sending import (
    OUTBOX,
    deliver,
    keep_paper,
    order_first_letter,
    print_draft,
    send_again,
)
from billing.invoices.actions.settling import (
    Settlement,
    move_overpayment,
    refund_invoice,
    settle_invoice,
    unsettle_invoice,
)
from billing.invoices.rules import NewLine

__all__ = [
    "OUTBOX",
    "EInvoice",
    "NewInvoice",
    "NewLine",
    "Settlement",
    "change_billing_details",
    "change_draft",
    "change_settings",
    "credit_invoice",
    "deliver",
    "discard_draft",
    "draft_invoice",
    "e_invoice",
    "follow_all_fees",
    "follow_endings",
    "follow_fees",
    "issue_invoice",
    "keep_paper",
    "lock_invoice",
    "move_overpayment",
    "obstacles_to_e_invoice",
    "order_first_letter",
    "pay_out",
    "print_draft",
    "record_payment",
    "refund_invoice",
    "send_again",
    "settle_invoice",
    "take_back_payment",
    "unsettle_invoice",
    "write_off",
]
