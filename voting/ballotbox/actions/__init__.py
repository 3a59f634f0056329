"""Verbs of the boxes. The polls' own come first in every lock: meeting, gate, poll, then the box."""

from voting.ballotbox.actions.checking import Checked, check_sealed
from voting.ballotbox.actions.keys import give_card, give_key
from voting.ballotbox.actions.opening import decrypt_part, end_box, open_box
from voting.ballotbox.actions.sealing import put_in, seal_box

__all__ = [
    "Checked",
    "check_sealed",
    "decrypt_part",
    "end_box",
    "give_card",
    "give_key",
    "open_box",
    "put_in",
    "seal_box",
]
