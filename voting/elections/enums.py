"""Names of the elections room."""

from __future__ import annotations

from enum import StrEnum


class ElectionPost(StrEnum):
    """What people are chosen for: tasks at the meeting, and posts in the association."""

    MEETING_CHAIR = "meeting_chair"
    MEETING_SECRETARY = "meeting_secretary"
    ADJUSTER = "adjuster"  # justerare tillika rösträknare
    TELLER = "teller"
    REMOTE_TELLER = "remote_teller"
    BOARD_CHAIR = "board_chair"
    BOARD_MEMBER = "board_member"
    AUDITOR = "auditor"
    DEPUTY_AUDITOR = "deputy_auditor"
    NOMINATING_COMMITTEE = "nominating_committee"


AT_THE_MEETING = frozenset(
    {
        ElectionPost.MEETING_CHAIR, ElectionPost.MEETING_SECRETARY, ElectionPost.ADJUSTER,
        ElectionPost.TELLER, ElectionPost.REMOTE_TELLER,
    }
)  # fmt: skip
"""Tasks that end with the meeting: they give a role at it, and no post in the association."""

ON_THE_BOARD = frozenset({ElectionPost.BOARD_CHAIR, ElectionPost.BOARD_MEMBER})


class NominationSource(StrEnum):
    """Where a name came from."""

    COMMITTEE = "committee"  # the nominating committee, or the working group before there is one
    FLOOR = "floor"


class ElectionState(StrEnum):
    """How far an election has come."""

    NOMINATING = "nominating"
    CLOSED = "closed"  # the list of names is closed, seats are free, and nothing is being voted on
    VOTING = "voting"
    FILLED = "filled"  # every seat has somebody, or nobody is left to choose
    DECIDED = "decided"
    CANCELLED = "cancelled"


class RoundKind(StrEnum):
    """Why a ballot is held."""

    FIRST = "first"
    RUNOFF = "runoff"  # between the two with the most votes
    FILL = "fill"  # for seats that are left, or that somebody declined


class ChosenBy(StrEnum):
    """By what means somebody was chosen."""

    ACCLAMATION = "acclamation"
    POLL = "poll"


class SecondRound(StrEnum):
    """What a second round needs: the same majority again, or just more votes than the other."""

    RELATIVE = "relative"
    ABSOLUTE = "absolute"
