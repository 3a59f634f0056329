"""Doors to payments: the treasurer's, the member's, the letter's link, and Stripe's own."""

from billing.payments.api.account import AccountDoor, OnboardingDoor
from billing.payments.api.doubts import DoubtDoor
from billing.payments.api.letters import LettersDoor
from billing.payments.api.links import LinkedLookDoor, LinkedPageDoor, LinkedPaperDoor, LinkedPayingDoor
from billing.payments.api.paying import (
    ConsentDoor,
    LinkDoor,
    PageDoor,
    PayingDoor,
    SavedDoor,
    SendDoor,
)
from billing.payments.api.treasurer import AssignDoor, CatchUpDoor, DeskDoor, RefundsDoor

__all__ = [
    "AccountDoor",
    "AssignDoor",
    "CatchUpDoor",
    "ConsentDoor",
    "DeskDoor",
    "DoubtDoor",
    "LettersDoor",
    "LinkDoor",
    "LinkedLookDoor",
    "LinkedPageDoor",
    "LinkedPaperDoor",
    "LinkedPayingDoor",
    "OnboardingDoor",
    "PageDoor",
    "PayingDoor",
    "RefundsDoor",
    "SavedDoor",
    "SendDoor",
]
