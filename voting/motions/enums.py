"""Names of the motions room."""

from __future__ import annotations

from enum import StrEnum


class MotionKind(StrEnum):
    """What a motion (yrkande) asks for."""

    CHANGE = "change"
    INSERT = "insert"
    APPEND = "append"
    DELETE = "delete"
    PROPOSAL = "proposal"
    REJECT = "reject"
    TABLE = "table"
    REFER_BACK = "refer_back"
    ADJOURN = "adjourn"
    CLOSE_LIST = "close_list"


FORMAL = frozenset({MotionKind.TABLE, MotionKind.REFER_BACK})
"""Bordläggning and återremiss: taken before the matter itself."""

AT_ONCE = frozenset({MotionKind.ADJOURN, MotionKind.CLOSE_LIST})
"""Put when they are moved, outside the order of propositions."""


class MotionState(StrEnum):
    """A motion's course."""

    FILED = "filed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    FALLEN = "fallen"
    CARRIED = "carried"
    REJECTED = "rejected"


class Word(StrEnum):
    """What the working group or the board says of a motion."""

    CARRY = "bifall"
    REJECT = "avslag"
    NONE = "ingen"
    ADJUST = "jämkning"


class MatterKind(StrEnum):
    """What an item decides about."""

    STATUTES = "statutes"
    FEES = "fees"
    GENERAL = "general"


class Mode(StrEnum):
    """How far the statutes have come when a meeting takes them up."""

    CONSTITUTIVE = "constitutive"  # there are none: the proposed text, by simple majority
    REVISION = "revision"  # a whole new text is proposed beside the one in force
    AMENDMENT = "amendment"  # the text in force is changed at single places
    SECOND_READING = "second_reading"  # what one meeting adopted comes back, word for word


class SlotKind(StrEnum):
    """Where proposals compete."""

    FORMAL = "formal"
    CLAUSE = "clause"
    NEW = "new"
    CLASS = "class"
    MATTER = "matter"
    SUB = "sub"
    WHOLE = "whole"


class StepKind(StrEnum):
    """What a step of the order asks."""

    TODAY = "today"
    FORMAL = "formal"
    COUNTER = "counter"
    ROUND = "round"
    MAIN = "main"
    SINGLE = "single"
    OWN = "own"
    SUB = "sub"
    WHOLE = "whole"


class Way(StrEnum):
    """How a step is put: two against each other, or yes and no."""

    PAIR = "pair"
    YES_NO = "yes_no"


class Taken(StrEnum):
    """By what means a step was decided."""

    ACCLAMATION = "acclamation"
    TRIAL_VOTE = "trial_vote"
    POLL = "poll"


class Ending(StrEnum):
    """What came of an item's order."""

    ADOPTED = "adopted"
    FIRST_READING = "first_reading"
    REJECTED = "rejected"
    POSTPONED = "postponed"
    DECIDED = "decided"


OUTCOMES: dict[str, tuple[str, ...]] = {Way.PAIR: ("a", "b"), Way.YES_NO: ("carried", "rejected")}

MAIN = "H"
"""The mark of the main proposal (huvudförslag)."""
