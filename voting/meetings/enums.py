"""Names of the meetings room."""

from __future__ import annotations

from enum import StrEnum


class MeetingState(StrEnum):
    """The meeting's course."""

    PLANNED = "planned"
    OPEN = "open"
    ADJOURNED = "adjourned"
    CLOSED = "closed"


LEFT_OFF = frozenset({MeetingState.OPEN, MeetingState.ADJOURNED})
"""Begun and not ended."""


class ItemKind(StrEnum):
    """What sort of item it is."""

    INFORMATION = "information"
    DECISION = "decision"
    ELECTION = "election"
    STATUTES = "statutes"
    ROLL_CALL = "roll_call"


class ItemState(StrEnum):
    """Whether the item has been dealt with."""

    LATER = "later"
    NOW = "now"
    DONE = "done"


class ItemOutcome(StrEnum):
    """What became of an item that is done."""

    DECIDED = "decided"
    TABLED = "tabled"  # bordlagd: taken up another time, as it is
    REFERRED_BACK = "referred_back"  # återremiss: sent back, with what is to be looked into
    LEFT = "left"  # gone on from without a decision, or not reached


class NoteKind(StrEnum):
    """What somebody has had written down."""

    RESERVATION = "reservation"
    PROTEST = "protest"
    STATEMENT = "statement"
    MOTION = "motion"  # yrkande
    CONFLICT = "conflict"  # jäv
    POINT_OF_ORDER = "point_of_order"
    COUNT_DEMANDED = "count_demanded"  # votering begärd
    QUORUM = "quorum"
    ADJOURNMENT = "adjournment"
    OTHER = "other"


class Step(StrEnum):
    """How far the chair has come in finding out what the meeting wants."""

    ACCLAMATION = "acclamation"
    TRIAL_VOTE = "trial_vote"


class Heard(StrEnum):
    """What the chair found, before the gavel."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


class MeetingKind(StrEnum):
    """What sort of meeting it is; each has its own agenda template."""

    CONSTITUTING = "constituting"
    ANNUAL = "annual"
    EXTRA = "extra"
    BOARD = "board"


class Duty(StrEnum):
    """What an agenda's item is there for: what its decision does to the meeting or to the association."""

    OPENING = "opening"
    MEETING_OFFICERS = "meeting_officers"
    ADJUSTERS = "adjusters"
    RULES_OF_PROCEDURE = "rules_of_procedure"
    REGISTER = "register"
    CONVENED = "convened"
    FORM = "form"
    NAME = "name"
    STATUTES = "statutes"
    JOINING = "joining"
    FEES = "fees"
    BUDGET = "budget"
    BOARD_SIZE = "board_size"
    CHAIR_ELECTION = "chair_election"
    BOARD_ELECTION = "board_election"
    AUDITORS = "auditors"
    NOMINATING_COMMITTEE = "nominating_committee"
    SIGNATORIES = "signatories"
    MANDATE = "mandate"
    IMMEDIATE_APPROVAL = "immediate_approval"
    ACCOUNTS = "accounts"
    DISCHARGE = "discharge"
    BOARD_OFFICERS = "board_officers"
    BOARD_SIGNATORIES = "board_signatories"
    BANK = "bank"
    REGISTRATION = "registration"
    BENEFICIAL_OWNER = "beneficial_owner"
    VAT = "vat"
    ADMISSIONS = "admissions"
    STRIKINGS = "strikings"
    NEXT_MEETING = "next_meeting"
    CLOSING = "closing"
