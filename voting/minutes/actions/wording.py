"""The words around a decision: what the agenda says beforehand, and what the secretary adds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Forbidden, refuse_if
from voting.meetings import queries as meetings
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.models import Item
from voting.minutes import queries
from voting.minutes.events import ItemWorded
from voting.minutes.rules import wording


@transaction.atomic
def word_item(
    *,
    meeting_id: UUID,
    no: int,
    words: Mapping[str, str],
    was: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
) -> Item:
    """Say why an item is taken up, who proposed what, and what is to be added. Nothing is decided by it.

    Before, during and after the meeting, until the text is frozen or the § is approved at once. ``was`` is
    what the writer read: words that somebody else has changed since are told of, never overwritten. The
    same words again change nothing. Holds the meeting, as freezing and approving at once do.
    """
    meeting = lock_meeting(meeting_id)
    item = meetings.item(meeting_id, no)
    if not queries.may_word(meeting, by):
        raise Forbidden("items.word")
    stands = queries.words_of(item)
    said = {name: text.strip() for name, text in words.items() if name in stands}
    changed = {name: text for name, text in said.items() if stands[name] != text}
    if not changed:
        return item
    refuse_if([
        *wording.obstacles_to_wording(queries.minutes_of(meeting_id), item_no=no),
        *wording.obstacles_of_others(
            stands, said=changed, was=was or {}, by=queries.writers_of(meeting_id, no)
        ),
    ])  # fmt: skip
    for name, text in changed.items():
        setattr(item, name, text)
    item.save(update_fields=sorted(changed))
    record(ItemWorded(subject=meeting.pk, no=no, words=changed), by=by, at=at)
    return item
