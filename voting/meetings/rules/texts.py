"""Whether a text of the statutes can be adopted by a decision in plain words. Plain Python."""

from __future__ import annotations

from kernel.errors import Obstacle
from tenants.statutes.enums import WAITING, Status


def obstacles_to_adopting_in_words(
    *, status: str, is_of_this_meeting: bool, has_statutes: bool
) -> list[Obstacle]:
    """The first statutes can be adopted as they were laid out; those that hold are changed step by step.

    A text that this meeting has adopted by its order of decisions is only named.
    """
    if is_of_this_meeting and status in {Status.ADOPTED, *WAITING}:
        return []
    if has_statutes or status != Status.PROPOSED:
        return [Obstacle("voting.meetings.obstacle_statutes_by_their_item")]
    return []
