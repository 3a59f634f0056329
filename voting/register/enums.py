"""Names of the register's room."""

from __future__ import annotations

from enum import StrEnum


class Authority(StrEnum):
    """By what right somebody casts a member's vote. A delegate's authority is no proxy: the cap is apart."""

    DELEGATE = "delegate"
    SUBSTITUTE = "substitute"
    PROXY = "proxy"


class SaidBy(StrEnum):
    """Who says that a member has a conflict of interest, the weakest word first."""

    CHAIR = "chair"  # noted from the chair, and nobody has gone against it
    MEMBER = "member"  # declared by the member itself
    MEETING = "meeting"  # decided, which only the meeting undoes


class KeyWay(StrEnum):
    """How somebody came to the key that signs their secret ballots, where that was not by their own phone."""

    CARD = "card"  # a voting card, made at the kiosk
    CARD_AGAIN = "card_again"  # in the place of another card, or of a device
    DEVICE_AGAIN = "device_again"  # another device in the place of the one before, or of a card


STRENGTH = {said: strength for strength, said in enumerate(SaidBy)}
"""A stronger word takes the place of a weaker one."""
