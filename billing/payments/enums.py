"""Names of the payments room."""

from __future__ import annotations

from enum import StrEnum


class AttemptKind(StrEnum):
    """How somebody is asked to pay."""

    PAY_PAGE = "pay_page"
    SENT_INVOICE = "sent_invoice"
    SAVED = "saved"


class AttemptState(StrEnum):
    """Where an attempt stands. The first three may still bring money; an invoice has at most one of those.

    Pending: the payer has done their part and their bank has not answered, as with SEPA debit for some days.
    """

    BEGUN = "begun"
    OPEN = "open"
    PENDING = "pending"
    PAID = "paid"
    ENDED = "ended"


LIVE = (AttemptState.BEGUN.value, AttemptState.OPEN.value, AttemptState.PENDING.value)


class Way(StrEnum):
    """How something is paid at Stripe, in its words."""

    CARD = "card"
    SWISH = "swish"
    SEPA_DEBIT = "sepa_debit"


class RefundState(StrEnum):
    """Where a refund stands. It only moves down this list."""

    ASKED = "asked"
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class Heard(StrEnum):
    """How we came to know of something that happened at Stripe."""

    LETTER = "letter"
    LISTING = "listing"


class Need(StrEnum):
    """What Stripe asks for, as the few things that a treasurer must find."""

    WEBSITE = "website"
    ORG_NUMBER = "org_number"
    BANK_ACCOUNT = "bank_account"
    TERMS = "terms"
    OWNERS = "owners"
    BOARD = "board"
    PAPERS = "papers"
    ADDRESS = "address"
    IDENTITY_DOCUMENT = "identity_document"
    REPRESENTATIVE = "representative"
    OTHER = "other"


class SourceKind(StrEnum):
    """What a voucher of ours came from; beside it stands Stripe's id."""

    CHARGE = "stripe_charge"
    REFUND = "stripe_refund"
    DISPUTE = "stripe_dispute"
    PAYOUT = "stripe_payout"
