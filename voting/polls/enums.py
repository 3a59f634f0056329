"""Names of the polls room."""

from __future__ import annotations

from enum import StrEnum


class PollState(StrEnum):
    """A poll's course: prepared, open, closed (the gavel), declared."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"
    DECLARED = "declared"


class PollKind(StrEnum):
    """What is asked: yes or no, or one proposal against another."""

    YES_NO = "yes_no"
    A_AGAINST_B = "a_against_b"


CHOICES: dict[str, tuple[str, ...]] = {
    PollKind.YES_NO: ("yes", "no", "abstain"),
    PollKind.A_AGAINST_B: ("a", "b", "abstain"),
}
