"""What a notice says, who gets it, and what stands in the way of sending it. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kernel.errors import Obstacle
from voting.convening.rules.letter import (
    Facts,
    facts_from,
    motion_day,
    opening_of,
    paper_of,
    sections_of,
    what_of,
)

__all__ = [
    "Facts",
    "Recipient",
    "facts_from",
    "motion_day",
    "obstacles_to_sending",
    "opening_of",
    "paper_of",
    "recipients_of",
    "sections_of",
    "what_of",
]


@dataclass(frozen=True)
class Recipient:
    """One address of one member."""

    member: str
    name: str
    email: str


def recipients_of(contacts: Iterable[Recipient], delegates: Iterable[Recipient]) -> list[Recipient]:
    """Every member's contact, and its delegate where that is somebody else; an address once a member."""
    found = {(one.member, one.email.lower()): one for one in (*delegates, *contacts)}
    return list(found.values())


def obstacles_to_sending(
    *,
    state: str,
    kind: str,
    is_rehearsal: bool,
    recipients: int,
    findings: Iterable[Obstacle],
    late_is_known: bool,
) -> list[Obstacle]:
    """Why the notice cannot be sent. Too late is the meeting's to judge: whoever sends it must know."""
    found = []
    if is_rehearsal:
        found.append(Obstacle("voting.convening.obstacle_rehearsal"))
    if kind == "board":
        found.append(Obstacle("voting.convening.obstacle_board"))
    if state != "planned":
        found.append(Obstacle("voting.convening.obstacle_begun"))
    if recipients == 0:
        found.append(Obstacle("voting.convening.obstacle_nobody"))
    return [*found, *(() if late_is_known else findings)]
