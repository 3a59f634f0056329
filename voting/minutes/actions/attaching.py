"""A file is laid under an item, to be an annex of the minutes; or taken away again."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Forbidden, Malformed, Missing, Obstacle, refuse_if
from voting.meetings import queries as meetings
from voting.meetings.actions.locks import lock_meeting
from voting.minutes import queries
from voting.minutes.events import AnnexAttached, AnnexRemoved
from voting.minutes.models import Attachment
from voting.minutes.rules import attaching
from voting.minutes.rules.wording import obstacles_to_wording


@transaction.atomic
def attach_file(
    *, meeting_id: UUID, no: int, content: bytes, title: str = "", by: Actor, at: datetime
) -> Attachment:
    """Lay a PDF under an item; without a title of its own it has the item's. The same file again is one.

    Until the text is frozen or the § approved at once: what was read stays what it was. Holds the meeting.
    """
    if not content:
        raise Malformed({"file": [Obstacle("platform.kernel.field_required")]})
    attaching.must_be_pdf(content)
    meeting = lock_meeting(meeting_id)
    item = meetings.item(meeting_id, no)
    if not queries.may_word(meeting, by):
        raise Forbidden("items.word")
    checksum = hashlib.sha256(content).hexdigest()
    there = Attachment.objects.filter(meeting=meeting, item_no=no, removed_at=None)
    same = there.filter(sha256=checksum).first()
    if same is not None:
        return same
    refuse_if([
        *obstacles_to_wording(queries.minutes_of(meeting_id), item_no=no),
        *attaching.obstacles_to_one_more(there.count()),
    ])  # fmt: skip
    made = Attachment.objects.create(
        meeting=meeting, item_no=no, title=title.strip() or item.title_sv, content=content, sha256=checksum,
        by_name=by.name, at=at,
    )  # fmt: skip
    fact = AnnexAttached(subject=meeting.pk, attachment=made.pk, no=no, title=made.title, sha256=checksum)
    record(fact, by=by, at=at)
    return made


@transaction.atomic
def remove_file(*, attachment_id: UUID, by: Actor, at: datetime) -> Attachment:
    """Take it away, until it is frozen into the minutes. Again changes nothing. Holds the meeting."""
    found = Attachment.objects.defer("content").filter(pk=attachment_id).first()
    if found is None:
        raise Missing
    meeting = lock_meeting(found.meeting_id)
    found.refresh_from_db(fields=["removed_at"])
    if not queries.may_word(meeting, by):
        raise Forbidden("items.word")
    if found.removed_at is not None:
        return found
    refuse_if(obstacles_to_wording(queries.minutes_of(meeting.pk), item_no=found.item_no))
    found.removed_at = at
    found.save(update_fields=["removed_at"])
    fact = AnnexRemoved(
        subject=meeting.pk, attachment=found.pk, no=found.item_no, title=found.title, sha256=found.sha256
    )
    record(fact, by=by, at=at)
    return found
