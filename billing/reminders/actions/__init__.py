"""Verbs on reminders. Lock order: invoice → reminder → journal."""

from billing.reminders.actions.keeping import NewStep, change_ladder, pause_member, resume_member
from billing.reminders.actions.reminding import OUTBOX, deliver, remind, remind_invoice, send_again
from billing.reminders.actions.striking import propose_striking

__all__ = [
    "OUTBOX",
    "NewStep",
    "change_ladder",
    "deliver",
    "pause_member",
    "propose_striking",
    "remind",
    "remind_invoice",
    "resume_member",
    "send_again",
]
