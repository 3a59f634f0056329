"""Doors to reminders."""

from billing.reminders.api.treasurer import (
    AgainDoor,
    LadderDoor,
    OfInvoiceDoor,
    PauseDoor,
    RemindersDoor,
    SampleDoor,
    SendDoor,
)

__all__ = [
    "AgainDoor",
    "LadderDoor",
    "OfInvoiceDoor",
    "PauseDoor",
    "RemindersDoor",
    "SampleDoor",
    "SendDoor",
]
