"""Doors to reminders."""

from billing.reminders.api.treasurer import (
    AgainDoor,
    LadderDoor,
    OfInvoiceDoor,
    PauseDoor,
    RemindersDoor,
    SampleDoor,
    SendDoor,
    StrikingDoor,
)

__all__ = [
    "AgainDoor",
    "LadderDoor",
    "OfInvoiceDoor",
    "PauseDoor",
    "RemindersDoor",
    "SampleDoor",
    "SendDoor",
    "StrikingDoor",
]
