"""The words around a decision as they stand, who wrote them, and what is in the way of changing them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from journal.models import Entry
from kernel.actor import Actor
from voting.meetings import queries as meetings
from voting.meetings.enums import MeetingKind
from voting.meetings.models import Item, Meeting
from voting.minutes.enums import SignerRole
from voting.minutes.events import ItemWorded
from voting.minutes.queries.signers import role_at
from voting.minutes.queries.working import minutes_of
from voting.minutes.rules.wording import WORDS, obstacles_to_wording


def words_of(item: Item) -> dict[str, str]:
    """Each of its words by name."""
    return {name: getattr(item, name) for name in WORDS}


def may_word(meeting: Meeting, by: Actor) -> bool:
    """A board meeting's words are its own secretary's alone; the house's are never in doubt."""
    if meeting.kind != MeetingKind.BOARD or by == Actor.system():
        return True
    return role_at(meeting, by) is SignerRole.SECRETARY


def writers_of(meeting_id: UUID, no: int) -> dict[str, str]:
    """Who wrote each of an item's words as they stand; nothing for those that nobody has written."""
    told = Entry.objects.filter(kind=ItemWorded.kind, subject=meeting_id, body__no=no).order_by("pk")
    return {name: entry.by_name for entry in told for name in entry.body["words"]}


def wording_shape(meeting_id: UUID, no: int) -> dict[str, Any]:
    """As the secretary's editor asks for it; Missing where there is no such item."""
    item = meetings.item(meeting_id, no)
    last = Entry.objects.filter(kind=ItemWorded.kind, subject=meeting_id, body__no=no).order_by("-pk").first()
    return {
        "no": no,
        **words_of(item),
        "by": last.by_name if last else "",
        "at": last.at if last else None,
        "obstacles": [one.to_json() for one in obstacles_to_wording(minutes_of(meeting_id), item_no=no)],
    }
