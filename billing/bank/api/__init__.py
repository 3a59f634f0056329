"""Doors to the bank: its files, the queue of payments, and members' credits."""

from billing.bank.api.credits import CreditMovesDoor, CreditReturnsDoor, CreditsDoor, InvoicesDoor
from billing.bank.api.files import BookingDoor, DeskDoor, FileDoor, FilesDoor, HeadingsDoor
from billing.bank.api.payments import (
    AmountDoor,
    AsideDoor,
    IncomeDoor,
    KnownDoor,
    MatchesDoor,
    PaymentsDoor,
    ReturnsDoor,
    UndoingDoor,
)

__all__ = [
    "AmountDoor",
    "AsideDoor",
    "BookingDoor",
    "CreditMovesDoor",
    "CreditReturnsDoor",
    "CreditsDoor",
    "DeskDoor",
    "FileDoor",
    "FilesDoor",
    "HeadingsDoor",
    "IncomeDoor",
    "InvoicesDoor",
    "KnownDoor",
    "MatchesDoor",
    "PaymentsDoor",
    "ReturnsDoor",
    "UndoingDoor",
]
