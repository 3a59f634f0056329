"""The words around a decision: when they may be changed, and when somebody else has. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kernel.errors import Obstacle
from voting.minutes.rules.adjusting import Minutes

WORDS: Final = ("background_sv", "moved_sv", "remarks_sv")


def obstacles_to_wording(minutes: Minutes, *, item_no: int) -> list[Obstacle]:
    """Nothing is changed in what the meeting approved at once, nor in a text that is frozen or signed.

    A frozen text is taken back first, so that nobody approves words that move beneath their eyes. In a
    rehearsal the words are practised: they reach no minutes.
    """
    found = []
    if minutes.is_complete:
        found.append(Obstacle("voting.minutes.obstacle_complete"))
    elif minutes.number:
        found.append(Obstacle("voting.minutes.obstacle_frozen", {"number": minutes.number}))
    if item_no in minutes.locked:
        params = {"no": item_no, "approved_in": minutes.locked[item_no]}
        found.append(Obstacle("voting.minutes.obstacle_locked", params))
    return found


def obstacles_of_others(
    stands: Mapping[str, str], *, said: Mapping[str, str], was: Mapping[str, str], by: Mapping[str, str]
) -> list[Obstacle]:
    """Each of the words that somebody changed since they were read. ``by``: who wrote what stands.

    ``was`` is what the writer had before them; what is left out of it was empty. What stands as it is now
    said is no conflict, so that a request can be repeated.
    """
    return [
        Obstacle("voting.minutes.obstacle_words_changed", {"field": name, "name": by.get(name, "")})
        for name, text in said.items()
        if stands[name] not in (text, was.get(name, ""))
    ]
