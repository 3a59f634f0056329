"""Verbs on meetings. Every one locks the meeting's row first, other rows after it, and records last."""

from voting.meetings.actions.board import (
    answer_applicants,
    choose_for_board,
    close_board,
    convene_board,
    decide_for_board,
    go_on,
    open_board,
    prepare_strikings,
    seat_board,
    undo_for_board,
)
from voting.meetings.actions.breaks import adjourn, resume
from voting.meetings.actions.deciding import postpone_item, record_decision
from voting.meetings.actions.items import add_item, take_up_reading
from voting.meetings.actions.leading import (
    close_meeting,
    confirm_venue,
    fulfil,
    open_meeting,
    start_item,
)
from voting.meetings.actions.letters import (
    calendar_uid,
    confirm_by_letter,
    farewells_without_letter,
    registrations_without_letter,
    say_farewell_by_letter,
)
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.actions.noting import (
    Speaker,
    settle_demands,
    sound,
    waive_quorum,
    withdraw_note,
    write_note,
)
from voting.meetings.actions.own_matters import add_matter, remove_matter
from voting.meetings.actions.planning import Matter, Plan, PlannedVenue, change_meeting, create_meeting
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
from voting.meetings.actions.rehearsing import rehearse, remove_rehearsal
from voting.meetings.actions.seating import leave_seat, take_seat
from voting.meetings.actions.substituting import name_substitute
from voting.meetings.actions.texts import let_due_texts_hold
from voting.meetings.actions.undoing import undo

__all__ = [
    "Matter",
    "Outcome",
    "Plan",
    "PlannedVenue",
    "Speaker",
    "Wish",
    "add_item",
    "add_matter",
    "adjourn",
    "answer_applicants",
    "arrive",
    "calendar_uid",
    "cancel_at_desk",
    "cancel_registration",
    "change_at_desk",
    "change_meeting",
    "check_in",
    "check_out",
    "choose_for_board",
    "close_board",
    "close_meeting",
    "confirm_by_letter",
    "confirm_venue",
    "convene_board",
    "create_meeting",
    "decide_for_board",
    "farewells_without_letter",
    "fulfil",
    "go_on",
    "leave_seat",
    "let_due_texts_hold",
    "lock_meeting",
    "name_substitute",
    "open_board",
    "open_meeting",
    "postpone_item",
    "prepare_strikings",
    "record_decision",
    "register_at_desk",
    "register_delegate",
    "registrations_without_letter",
    "rehearse",
    "remove_matter",
    "remove_rehearsal",
    "resume",
    "say_farewell_by_letter",
    "seat_board",
    "settle_demands",
    "sound",
    "start_item",
    "take_seat",
    "take_up_reading",
    "undo",
    "undo_for_board",
    "waive_quorum",
    "withdraw_note",
    "write_note",
]
