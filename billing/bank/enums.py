"""Names of the bank room."""

from __future__ import annotations

from enum import StrEnum


class FileState(StrEnum):
    """Read: shown and not booked. Booking: its payments are kept and are being matched."""

    READ = "read"
    BOOKING = "booking"
    DONE = "done"


class PaymentState(StrEnum):
    """Where a payment stands: not looked at, in the queue, put aside, or wholly accounted for."""

    NEW = "new"
    WAITING = "waiting"
    ASIDE = "aside"
    DONE = "done"


class MatchKind(StrEnum):
    """What a payment, or a part of it, was. Known: the same money as payments that another file told of."""

    INVOICE = "invoice"
    INCOME = "income"
    RETURNED = "returned"
    KNOWN = "known"


class Outcome(StrEnum):
    """What booking a file would do with a row."""

    KNOWN = "known"
    MATCHED = "matched"
    WAITING = "waiting"


class SourceKind(StrEnum):
    """What a voucher of ours came from; beside it stands the id of the payment or of the match."""

    ARRIVAL = "bank_arrival"
    MATCH = "bank_match"
    CREDIT_BACK = "bank_credit_back"
