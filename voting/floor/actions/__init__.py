"""Verbs on the floor. Every one locks the meeting's row first, and records last."""

from voting.floor.actions.asking import Guest, Wish, add_at_desk, add_in_venue, ask_for_floor
from voting.floor.actions.leading import extend, move, next_speaker, skip, stop_speaker
from voting.floor.actions.leaving import forget, withdraw, withdraw_in_venue
from voting.floor.actions.rules_of_floor import draw_line, lift_line, set_limits, set_policy, turn_list
from voting.floor.actions.undoing import undo

__all__ = [
    "Guest",
    "Wish",
    "add_at_desk",
    "add_in_venue",
    "ask_for_floor",
    "draw_line",
    "extend",
    "forget",
    "lift_line",
    "move",
    "next_speaker",
    "set_limits",
    "set_policy",
    "skip",
    "stop_speaker",
    "turn_list",
    "undo",
    "withdraw",
    "withdraw_in_venue",
]
