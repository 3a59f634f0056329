"""Verbs of the ceremony. Every one locks the meeting's row, then the ceremony's, and records last."""

from voting.ceremony.actions.answering import confirm_list, deal, give_key
from voting.ceremony.actions.ending import erase_messages, void_ceremony
from voting.ceremony.actions.gathering import freeze_list, give_certificate

__all__ = [
    "confirm_list",
    "deal",
    "erase_messages",
    "freeze_list",
    "give_certificate",
    "give_key",
    "void_ceremony",
]
