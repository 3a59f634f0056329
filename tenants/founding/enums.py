"""Names of the founding room."""

from __future__ import annotations

from enum import StrEnum


class Post(StrEnum):
    """Förtroendeuppdrag: what the association, or its board, chooses people for."""

    BOARD_CHAIR = "board_chair"
    BOARD_MEMBER = "board_member"
    BOARD_VICE_CHAIR = "board_vice_chair"
    BOARD_SECRETARY = "board_secretary"
    TREASURER = "treasurer"
    AUDITOR = "auditor"
    DEPUTY_AUDITOR = "deputy_auditor"
    NOMINATING_COMMITTEE = "nominating_committee"
    NOMINATING_CONVENER = "nominating_convener"
    SIGNATORY = "signatory"


BOARD = (Post.BOARD_CHAIR, Post.BOARD_MEMBER)


class FactKind(StrEnum):
    """What must be on record before a network is an association (Skatteverket's legal minimum)."""

    FORMED = "formed"
    NAMED = "named"
    STATUTES_ADOPTED = "statutes_adopted"
    BOARD_ELECTED = "board_elected"
