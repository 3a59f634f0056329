"""Verbs on motions: file, withdraw, merge, recommend; put an order, have it approved, take its steps."""

from voting.motions.actions.debating import Main, draw_line, lift_line, set_main, settle
from voting.motions.actions.filing import Draft, file_motion, file_on_behalf, withdraw, withdraw_for
from voting.motions.actions.following import poll_declared, poll_voided
from voting.motions.actions.merging import Merge, merge, recommend
from voting.motions.actions.ordering import adjust_reading, approve_order, choose_day, propose_order
from voting.motions.actions.stepping import approve_untouched, put_step, take_step, undo_last

__all__ = [
    "Draft",
    "Main",
    "Merge",
    "adjust_reading",
    "approve_order",
    "approve_untouched",
    "choose_day",
    "draw_line",
    "file_motion",
    "file_on_behalf",
    "lift_line",
    "merge",
    "poll_declared",
    "poll_voided",
    "propose_order",
    "put_step",
    "recommend",
    "set_main",
    "settle",
    "take_step",
    "undo_last",
    "withdraw",
    "withdraw_for",
]
