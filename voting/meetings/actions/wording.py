"""The words around a decision: what the agenda says beforehand, and what the secretary adds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from voting.meetings.actions.leading import item_of
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.events import ItemWorded
from voting.meetings.models import Item

WORDS = frozenset({"background_sv", "moved_sv", "remarks_sv"})


@transaction.atomic
def word_item(*, meeting_id: UUID, no: int, words: Mapping[str, str], by: Actor, at: datetime) -> Item:
    """Say why an item is taken up, who proposed what, and what is to be added. Nothing is decided by it.

    Also after the close: minutes are written then. Approved minutes are kept as they were approved. The
    same words again change nothing.
    """
    meeting = lock_meeting(meeting_id)
    item = item_of(meeting, no)
    new = {name: text.strip() for name, text in words.items() if name in WORDS}
    changed = {name: text for name, text in new.items() if getattr(item, name) != text}
    if not changed:
        return item
    for name, text in changed.items():
        setattr(item, name, text)
    item.save(update_fields=sorted(changed))
    record(ItemWorded(subject=meeting.pk, no=no, words=changed), by=by, at=at)
    return item
