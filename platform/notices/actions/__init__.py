"""Verbs on letters: writing one, and seeing to it that one that is kept goes out once, with proof."""

from notices.actions.delivering import Outbox, hand_over, held
from notices.actions.writing import Attachment, calendar_attachment, send_letter

__all__ = ["Attachment", "Outbox", "calendar_attachment", "hand_over", "held", "send_letter"]
