"""Names of the invoices room."""

from __future__ import annotations

from enum import StrEnum


class InvoiceKind(StrEnum):
    """An invoice, or the credit note that takes some of it back."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class InvoiceState(StrEnum):
    """A draft can still be discarded; what is issued stays for ever. Paid or not is no state: see queries."""

    DRAFT = "draft"
    ISSUED = "issued"


class Standing(StrEnum):
    """How an invoice stands today, computed each time it is asked for."""

    DRAFT = "draft"
    OPEN = "open"
    PARTLY_PAID = "partly_paid"
    OVERDUE = "overdue"
    PAID = "paid"
    OVERPAID = "overpaid"
    CREDITED = "credited"
    WRITTEN_OFF = "written_off"


class Vat(StrEnum):
    """How VAT is treated on a line; a choice of the board's, never a default of ours."""

    NOT_SUBJECT = "not_subject"  # the fee is no consideration for a supply
    EXEMPT = "exempt"
    RATE_25 = "25"
    RATE_12 = "12"
    RATE_6 = "6"


PERCENT: dict[Vat, int] = {Vat.RATE_25: 25, Vat.RATE_12: 12, Vat.RATE_6: 6}


class Channel(StrEnum):
    """How the invoice reaches the member."""

    EMAIL = "email"
    PEPPOL = "peppol"


ORIGIN_BY_HAND = "hand"
"""What the treasurer wrote herself says that it was made for, beside its own key."""


class SourceKind(StrEnum):
    """What of ours posts in the books. Payments name theirs themselves."""

    INVOICE = "invoice"
    WRITE_OFF = "write_off"
    TAKEN_BACK = "taken_back"
    MOVED = "moved"
    HAND = "hand_payment"  # the treasurer saw the money herself
    HAND_BACK = "hand_refund"
