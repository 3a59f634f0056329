"""Every reason why the ceremony cannot go on now. Plain Python: no query, no clock, no web."""

from __future__ import annotations

from collections.abc import Collection

from kernel.errors import Obstacle
from voting.ceremony.enums import CeremonyState
from voting.meetings.rules import obstacles_to_change

FEWEST = 2


def obstacles_to_joining(meeting_state: str, state: str, *, is_listed: bool) -> list[Obstacle]:
    """Until the list is frozen; whoever stands in it already has joined."""
    if is_listed:
        return []
    if state != CeremonyState.GATHERING:
        return [Obstacle("voting.ceremony.obstacle_list_frozen")]
    return obstacles_to_change(meeting_state)


def obstacles_to_freezing(
    meeting_state: str, state: str, *, joined: Collection[str], chosen: Collection[str], threshold: int
) -> list[Obstacle]:
    """At least two officers who have joined, of whom more than half and at most all decrypt.

    With half of them or fewer, two groups without a member in common could each be given a box of its own to
    open, and the difference of the two sums could be somebody's vote.
    """
    found = obstacles_to_change(meeting_state)
    if state != CeremonyState.GATHERING:
        return [*found, Obstacle("voting.ceremony.obstacle_list_frozen")]
    if len(joined) < FEWEST:
        return [*found, Obstacle("voting.ceremony.obstacle_too_few", {"joined": len(joined)})]
    if not set(chosen) <= set(joined):
        found.append(Obstacle("voting.ceremony.obstacle_list_changed"))
    elif not suggested_threshold(len(chosen)) <= threshold <= len(chosen):
        span = {"least": suggested_threshold(len(chosen)), "most": len(chosen)}
        found.append(Obstacle("voting.ceremony.obstacle_threshold", span))
    return found


def obstacles_to_answering(meeting_state: str, state: str, *, answered_in: str) -> list[Obstacle]:
    """An answer belongs to its own round; a later one must wait for everybody else's of the earlier."""
    if state == CeremonyState.VOIDED:
        return [Obstacle("voting.ceremony.obstacle_voided")]
    if state != answered_in:
        return [Obstacle("voting.ceremony.obstacle_other_round", {"round": state})]
    return obstacles_to_change(meeting_state)


def obstacles_to_confirming(pin: str, *, frozen: str) -> list[Obstacle]:
    """The hash that the officer compared must be the one of the frozen list."""
    return [] if pin == frozen else [Obstacle("voting.ceremony.obstacle_other_list")]


def obstacles_to_voiding(state: str, waiting: Collection[str]) -> list[Obstacle]:
    """``waiting``: questions of votes that only this key can open."""
    if state != CeremonyState.READY:
        return []
    return [Obstacle("voting.ceremony.obstacle_needed", {"question": question}) for question in waiting]


def suggested_threshold(officers: int) -> int:
    """The least there may be, more than half and at least two: of three one may be lost, of five two."""
    return max(FEWEST, officers // 2 + 1)
