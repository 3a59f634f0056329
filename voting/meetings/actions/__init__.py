"""Verbs on meetings. Every one locks the meeting's row first, other rows after it, and records last."""

from voting.meetings.actions.leading import (
    close_meeting,
    confirm_venue,
    fulfil,
    open_meeting,
    record_decision,
    start_item,
)
from voting.meetings.actions.letters import confirm_by_letter, registrations_without_letter
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.actions.planning import Plan, PlannedVenue, change_meeting, create_meeting
from voting.meetings.actions.presence import arrive, check_in, check_out
from voting.meetings.actions.registering import (
    Outcome,
    Wish,
    cancel_at_desk,
    cancel_registration,
    change_at_desk,
    register_at_desk,
    register_delegate,
)

__all__ = [
    "Outcome",
    "Plan",
    "PlannedVenue",
    "Wish",
    "arrive",
    "cancel_at_desk",
    "cancel_registration",
    "change_at_desk",
    "change_meeting",
    "check_in",
    "check_out",
    "close_meeting",
    "confirm_by_letter",
    "confirm_venue",
    "create_meeting",
    "fulfil",
    "lock_meeting",
    "open_meeting",
    "record_decision",
    "register_at_desk",
    "register_delegate",
    "registrations_without_letter",
    "start_item",
]
