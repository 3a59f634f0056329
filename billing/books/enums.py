"""Names of the books."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class AccountKind(StrEnum):
    """Where an account stands: on the balance sheet, or in the result."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSE = "expense"


class SourceKind(StrEnum):
    """What a voucher came from. Rooms above name their own kinds as plain words."""

    MANUAL = "manual"
    REVERSAL = "reversal"


class Number(IntEnum):
    """The accounts that the house itself posts on; numbers as in the BAS chart."""

    RECEIVABLES = 1510
    PROVIDER = 1580
    BANK = 1930
    OTHER_BANK = 1940
    ADVANCES = 2420
    UNIDENTIFIED = 2499
    VAT_25 = 2611
    VAT_12 = 2621
    VAT_6 = 2631
    MEMBERSHIP_FEES = 3001
    SERVICE_FEES = 3002
    REMINDER_FEES = 3540
    ROUNDING = 3740
    OTHER_INCOME = 3990
    LOST_RECEIVABLES = 6351
    PROVIDER_FEES = 6570
