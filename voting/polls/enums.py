"""Names of the polls room."""

from __future__ import annotations

from enum import StrEnum


class PollState(StrEnum):
    """A poll's course: prepared, open, perhaps paused, closed (the gavel), declared; or voided."""

    PREPARED = "prepared"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    DECLARED = "declared"
    VOIDED = "voided"


UNDER_WAY = (PollState.OPEN, PollState.PAUSED)
COUNTED = (PollState.CLOSED, PollState.DECLARED)


class PollKind(StrEnum):
    """What is asked: yes or no, one proposal against another, marks for people, or people in order."""

    YES_NO = "yes_no"
    A_AGAINST_B = "a_against_b"
    CANDIDATES = "candidates"
    RANKED = "ranked"


class PollMethod(StrEnum):
    """How the answers become a result."""

    MAJORITY = "majority"
    PLURALITY = "plurality"
    APPROVAL = "approval"
    YES_NO = "yes_no"
    TWO_ROUND = "two_round"
    STV_SCOTTISH = "stv_scottish"
    SCHULZE = "schulze"


METHODS: dict[str, tuple[str, ...]] = {
    PollKind.YES_NO: (PollMethod.MAJORITY,),
    PollKind.A_AGAINST_B: (PollMethod.MAJORITY,),
    PollKind.CANDIDATES: (
        PollMethod.PLURALITY, PollMethod.APPROVAL, PollMethod.YES_NO, PollMethod.TWO_ROUND,
    ),
    PollKind.RANKED: (PollMethod.STV_SCOTTISH, PollMethod.SCHULZE),
}  # fmt: skip
"""The methods of each kind; the first is the usual one."""

WITH_A_MAJORITY = frozenset(
    {PollMethod.MAJORITY, PollMethod.APPROVAL, PollMethod.YES_NO, PollMethod.TWO_ROUND}
)
"""Methods that need a fraction of a base; the others take those who come first."""


class Secrecy(StrEnum):
    """Open; slips of paper that only the tellers see; or encrypted on each voter's own device."""

    OPEN = "open"
    PAPER = "paper"
    SECRET = "secret"  # noqa: S105  no password


class Validity(StrEnum):
    """How many may be marked."""

    AT_MOST = "at_most"
    EXACTLY = "exactly"


class VenueChannel(StrEnum):
    """How a place votes: each on a phone, by hands or slips that two tellers count, or name by name."""

    PHONES = "phones"
    HANDS = "hands"
    ROLL_CALL = "roll_call"


class Channel(StrEnum):
    """How one ballot came in."""

    OWN_PHONE = "own_phone"
    DESK = "desk"
    ROLL_CALL = "roll_call"


class TieRule(StrEnum):
    """Who breaks a tie."""

    CHAIR_THEN_LOT = "chair_then_lot"
    ANY_CHAIR_THEN_LOT = "any_chair_then_lot"
    LOT = "lot"
    STATUS_QUO = "status_quo"


class Means(StrEnum):
    """What a tie was broken by."""

    CHAIR = "chair"
    LOT = "lot"
    PAPER_LOT = "paper_lot"


class Loss(StrEnum):
    """How a place was found to be lost: somebody there or here said so, or its screen fell silent."""

    BUTTON = "button"
    SILENCE = "silence"


ABSTAIN, BLANK, INVALID, VALID = "abstain", "blank", "invalid", "valid"

SEALED = "sealed"
"""What is stored for a ballot of a secret vote, and its outcome until the officers have opened it."""

CHOICES: dict[str, tuple[str, ...]] = {
    PollKind.YES_NO: ("yes", "no", ABSTAIN),
    PollKind.A_AGAINST_B: ("a", "b", ABSTAIN),
}
"""What can be chosen where nobody stands for election."""


LONGEST_OF_A_LOT = 500
"""Letters of a lot's public seed, and of how a lot on paper was drawn: the same wherever a lot is drawn."""
