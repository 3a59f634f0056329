"""When a box may be opened, and what is plain of it meanwhile. Plain Python: no query, no clock, no web."""

from __future__ import annotations

from datetime import datetime

from kernel.errors import Obstacle

FEWEST_OPENED = 5
"""Ballots: with fewer, the sums alone would come near to saying who voted how."""
TRACKER = 12
"""Characters of a tracker that are shown and compared."""


def obstacles_to_opening(
    *, ended_at: datetime | None, counted: int | None, given: int, threshold: int
) -> list[Obstacle]:
    """Not before the vote has ended, not with too few ballots, not by fewer officers than the threshold."""
    if ended_at is None:
        return [Obstacle("voting.ballotbox.obstacle_not_ended")]
    if (counted or 0) < FEWEST_OPENED:
        params = {"counted": counted or 0, "fewest": FEWEST_OPENED}
        return [Obstacle("voting.ballotbox.obstacle_too_few", params)]
    if given < threshold:
        params = {"given": given, "threshold": threshold}
        return [Obstacle("voting.ballotbox.obstacle_officers_missing", params)]
    return []


def obstacles_to_card(*, is_here: bool, has_key: bool, reason: str, member: str) -> list[Obstacle]:
    """Only for a vote that somebody here holds; in the place of another key, with the reason."""
    if not is_here:
        return [Obstacle("voting.ballotbox.obstacle_nobody_holds_it", {"member": member})]
    if has_key and not reason.strip():
        return [Obstacle("voting.ballotbox.obstacle_card_reason_missing", {"member": member})]
    return []


def obstacles_to_signature(*, expected: object | None, found: object | None, member: str) -> list[Obstacle]:
    """Of a ballot cast at the kiosk: the vote's key when it opened, and the one that has signed.

    A card that was made or replaced afterwards signs from the next vote on.
    """
    no = {"member": member, "received": False}
    if expected is None:
        return [Obstacle("voting.ballotbox.obstacle_no_key_in_vote", no)]
    if found is not None and found != expected:
        return [Obstacle("voting.ballotbox.obstacle_another_card", no)]
    return []
