"""What an item of the agenda is there to elect, as the rules in force give it. Plain Python.

Nothing of it binds: the chair lays out what the meeting elects. It is what one press lays out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from voting.elections.enums import ElectionPost
from voting.elections.rules.ballots import usual_method
from voting.elections.rules.race import Laws, Race
from voting.elections.rules.seating import usual_terms
from voting.elections.rules.wording import title
from voting.meetings.enums import Duty

ADJUSTERS, AUDITORS, COMMITTEE = 2, 1, 3
"""Where the rules give no number: two adjusters, an auditor, and a committee of three."""


@dataclass(frozen=True)
class Proposed:
    """A post to fill under an item."""

    item_no: int
    post: str
    seats: int
    title_sv: str
    method: str
    terms: Sequence[dict[str, Any]]
    method_rule_sv: str


def usual_posts(duty: str, laws: Laws, *, board_seats: int) -> list[tuple[ElectionPost, int]]:
    """The posts of an item with this duty, each with its number of seats."""
    if duty == Duty.AUDITORS:
        found = [(ElectionPost.AUDITOR, laws.auditors or AUDITORS)]
        if laws.deputy_auditors:
            found.append((ElectionPost.DEPUTY_AUDITOR, laws.deputy_auditors))
        return found
    return {
        Duty.MEETING_OFFICERS: [(ElectionPost.MEETING_CHAIR, 1), (ElectionPost.MEETING_SECRETARY, 1)],
        Duty.ADJUSTERS: [(ElectionPost.ADJUSTER, ADJUSTERS)],
        Duty.CHAIR_ELECTION: [(ElectionPost.BOARD_CHAIR, 1)],
        Duty.BOARD_ELECTION: [(ElectionPost.BOARD_MEMBER, max(board_seats, 1))],
        Duty.NOMINATING_COMMITTEE: [
            (ElectionPost.NOMINATING_COMMITTEE, laws.nominating_committee or COMMITTEE)
        ],
    }.get(Duty(duty), []) if duty else []  # fmt: skip


def board_seats(laws: Laws, *, decided: int | None, sitting: int) -> int:
    """How many members beside the chair: as the meeting decided, or the fewest that the statutes allow.

    Those whose term goes on are not elected again.
    """
    whole = decided if decided is not None else (laws.board_min or 1) - 1
    return max(whole - sitting, 1)


def proposed(
    items: Iterable[tuple[int, str]], laws: Laws, *, opened: Iterable[tuple[int, str]], board_seats: int
) -> list[Proposed]:
    """For each item what is left to lay out. ``items``: (number, duty); ``opened``: (number, post)."""
    known = set(opened)
    return [
        _proposed(no, post, seats, laws)
        for no, duty in items
        for post, seats in usual_posts(duty, laws, board_seats=board_seats)
        if (no, str(post)) not in known
    ]


def _proposed(no: int, post: str, seats: int, laws: Laws) -> Proposed:
    race = Race(post=post, meeting="", item="", item_no=no, laws=laws, seats=seats)
    method = usual_method(race)
    rule = "election_chair" if method == "two_round" else "election_seats"
    return Proposed(
        item_no=no,
        post=str(post),
        seats=seats,
        title_sv=f"Val av {title(post, seats)}",
        method=method,
        terms=usual_terms(post, seats, laws),
        method_rule_sv=laws.sources.get(rule, ("", ""))[0],
    )
