"""Votes between names that no election asked for, such as one held on paper: question, names, count."""

from __future__ import annotations

from collections.abc import Iterator

from voting.minutes.rules.elections import lot_told, names_told
from voting.minutes.rules.facts import ItemFacts, MeetingFacts
from voting.minutes.rules.given import held_text
from voting.minutes.rules.sealed import seal_told
from voting.minutes.rules.shapes import Block, said
from voting.minutes.rules.swedish import joined, tidy


def name_votes_told(item: ItemFacts, meeting: MeetingFacts) -> Iterator[Block]:
    """Each under its question: the tables, the lot if there was one, and whom it chose."""
    for ballot in item.name_votes:
        if ballot.held:
            yield said(held_text(ballot.held, meeting), ballot.events, "På papper")
        yield from names_told(ballot)
        yield from seal_told(ballot.seal, ballot.events)
        if ballot.lot:
            yield from lot_told(ballot)
        yield said(tidy(_came_to(ballot.title, [r.name for r in ballot.rows if r.is_elected])), ballot.events)


def _came_to(title: str, chosen: list[str]) -> str:
    if not chosen:
        return f"Ingen fick tillräckligt många röster i voteringen ”{title}”."
    return f"Voteringen ”{title}” utföll på {joined(chosen)}."
