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
