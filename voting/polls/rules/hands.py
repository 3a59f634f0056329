"""Hands and slips that two tellers count in a place: what they may write, when they agree. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kernel.errors import Obstacle
from voting.polls.enums import BLANK, CHOICES, INVALID, VALID, PollKind, PollMethod
from voting.polls.rules.papers import ANSWERS, Paper, canonical

SLIPS = (VALID, BLANK, INVALID)
TWO = 2


@dataclass(frozen=True)
class Counted:
    """What one teller wrote."""

    teller: UUID
    name: str
    counts: Mapping[str, int]
    at: Any = None


def is_readable(paper: Paper, counts: Mapping[str, int]) -> bool:
    """Whether every line of the teller's sheet belongs to this ballot."""
    if paper.kind in CHOICES:
        return set(counts) <= {*CHOICES[paper.kind], INVALID}
    if paper.kind == PollKind.RANKED:
        return all(key in {BLANK, INVALID} or canonical(paper, key) == key for key in counts)
    if paper.method == PollMethod.YES_NO:
        return set(counts) <= {*SLIPS, *(f"{i}:{answer}" for i in paper.ids for answer in ANSWERS)}
    return set(counts) <= {*SLIPS, *paper.ids}


def slips(paper: Paper, counts: Mapping[str, int]) -> int:
    """How many hands or slips a sheet tells of; a slip with three marks is one."""
    if paper.kind == PollKind.CANDIDATES:
        return sum(counts.get(key, 0) for key in SLIPS)
    return sum(counts.values())


def obstacles_to_sheet(paper: Paper, counts: Mapping[str, int], *, venue: str, votes: int) -> list[Obstacle]:
    """A sheet that cannot be right: more slips than votes, more marks than the valid slips can bear."""
    total, found = slips(paper, counts), []
    if total > votes:
        params = {"venue": venue, "sum": total, "register": votes}
        found.append(Obstacle("voting.polls.obstacle_more_hands_than_votes", params))
    if paper.kind == PollKind.CANDIDATES:
        valid = counts.get(VALID, 0)
        marks = {key: n for key, n in counts.items() if key not in SLIPS}
        each = _most_for_one(paper, marks)
        if each > valid or (paper.method != PollMethod.YES_NO and sum(marks.values()) > valid * paper.marks):
            params = {"venue": venue, "marks": sum(marks.values()), "valid": valid}
            found.append(Obstacle("voting.polls.obstacle_more_marks_than_slips", params))
    return found


def newest_of_each(sheets: Iterable[Counted]) -> list[Counted]:
    """Each teller's newest sheet, the last one last. ``sheets`` are in the order they came."""
    found: dict[UUID, Counted] = {}
    for sheet in sheets:
        found.pop(sheet.teller, None)
        found[sheet.teller] = sheet
    return list(found.values())


def agreed(sheets: Sequence[Counted]) -> dict[str, int] | None:
    """The counts that the last two tellers agree on; None while there is one teller, or they differ."""
    newest = newest_of_each(sheets)[-TWO:]
    if len(newest) < TWO or _told(newest[0].counts) != _told(newest[1].counts):
        return None
    return _told(newest[1].counts)


def obstacles_to_hands(
    paper: Paper, *, venue: str, sheets: Sequence[Counted], agreed_on: Mapping[str, Any] | None
) -> list[Obstacle]:
    """What stands in the way of closing with this place's count."""
    if agreed_on is not None:
        return []
    newest = newest_of_each(sheets)[-TWO:]
    if not newest:
        return [Obstacle("voting.polls.obstacle_hands_missing", {"venue": venue})]
    if len(newest) < TWO:
        return [Obstacle("voting.polls.obstacle_second_teller_missing", {"venue": venue})]
    params = {
        "venue": venue,
        "first_total": slips(paper, newest[0].counts),
        "second_total": slips(paper, newest[1].counts),
        "differences": differences(newest[0].counts, newest[1].counts),
    }
    return [Obstacle("voting.polls.obstacle_tellers_disagree", params)]


def differences(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, list[int]]:
    """Line → both numbers, where they are not the same."""
    keys = sorted({*one, *other})
    return {k: [one.get(k, 0), other.get(k, 0)] for k in keys if one.get(k, 0) != other.get(k, 0)}


def _told(counts: Mapping[str, int]) -> dict[str, int]:
    return {key: n for key, n in sorted(counts.items()) if n}


def _most_for_one(paper: Paper, marks: Mapping[str, int]) -> int:
    if paper.method != PollMethod.YES_NO:
        return max(marks.values(), default=0)
    return max((sum(marks.get(f"{i}:{answer}", 0) for answer in ANSWERS) for i in paper.ids), default=0)
