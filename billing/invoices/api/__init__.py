"""Doors to invoices: the treasurer's list and verbs, the settings, and what a member does with its own."""

from billing.invoices.api.by_hand import DraftPaperDoor, PayingOutDoor, PaymentsByHandDoor, TakingBackDoor
from billing.invoices.api.e_invoice import EInvoiceDoor, EInvoiceObstaclesDoor
from billing.invoices.api.keeping import BuyersDoor, DetailsDoor, SettingsDoor, StatementDoor
from billing.invoices.api.own import OwnInvoicesDoor, PaperDoor
from billing.invoices.api.treasurer import (
    CreditDoor,
    InvoiceCountsDoor,
    InvoiceDoor,
    InvoicesDoor,
    IssueDoor,
    LettersDoor,
    WriteOffDoor,
)

__all__ = [
    "BuyersDoor",
    "CreditDoor",
    "DetailsDoor",
    "DraftPaperDoor",
    "EInvoiceDoor",
    "EInvoiceObstaclesDoor",
    "InvoiceCountsDoor",
    "InvoiceDoor",
    "InvoicesDoor",
    "IssueDoor",
    "LettersDoor",
    "OwnInvoicesDoor",
    "PaperDoor",
    "PayingOutDoor",
    "PaymentsByHandDoor",
    "SettingsDoor",
    "StatementDoor",
    "TakingBackDoor",
    "WriteOffDoor",
]
