"""Who stands on a ballot, and in what order. Plain Python."""

from __future__ import annotations

import re
from typing import Any

from kernel.errors import Obstacle
from tenants.members.enums import SWEDISH_FROM, SWEDISH_TO
from voting.counting.names import can_stand, twin
from voting.polls.enums import BLANK, CHOICES, PollKind, PollMethod, Secrecy, TieRule, Validity
from voting.polls.rules.papers import INK

_FOLD = str.maketrans(SWEDISH_FROM, SWEDISH_TO)
ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
MOST = 60


def swedish(name: str) -> str:
    """What a name is sorted by: a to z, then å ä ö."""
    return name.lower().translate(_FOLD)


def faults_in_candidates(question: Any) -> dict[str, list[Obstacle]]:  # noqa: ANN401  a question
    """Whatever makes a ballot of these people impossible: field → faults."""
    fields: dict[str, list[Obstacle]] = {}
    no = [Obstacle("platform.kernel.field_invalid")]
    names = [candidate["name"] for candidate in question.candidates]
    ids = [candidate["id"] for candidate in question.candidates]
    stands = question.kind not in CHOICES
    if (
        bool(names) != stands
        or len(set(names)) != len(names)
        or len(set(ids)) != len(ids)
        or not all(map(can_stand, names))
        or twin(names) is not None
        or not all(ID.fullmatch(i) and i != BLANK for i in ids)
        or len(names) > MOST
        or sum(len(i) + 5 for i in ids) > INK
    ):
        fields["candidates"] = no
    if question.seats < 1 or (question.kind == PollKind.A_AGAINST_B and question.seats != 1):
        fields["seats"] = no
    most = question.max_marks
    if most is not None and not 1 <= most <= max(len(names), 1):
        fields["max_marks"] = no
    if question.validity not in set(Validity) or (
        question.validity == Validity.EXACTLY and question.method == PollMethod.YES_NO
    ):
        fields["validity"] = no
    if question.secrecy not in set(Secrecy):
        fields["secrecy"] = no
    if question.tie and question.tie not in set(TieRule):
        fields["tie"] = no
    return fields
