"""Files that lie under the items of a meeting, and the annexes that they become."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from kernel.actor import Actor
from kernel.errors import Missing
from voting.meetings import queries as meetings
from voting.meetings.models import Item, Meeting
from voting.minutes.models import Attachment
from voting.minutes.rules import facts
from voting.minutes.rules.attaching import MEDIA_TYPE, file_name, kind_of_annex
from voting.minutes.rules.documents import Document


def attachments_of(meeting_id: UUID) -> list[Attachment]:
    """Those that lie there, in order, without their contents."""
    return list(Attachment.objects.defer("content").filter(meeting=meeting_id, removed_at=None))


def attachment(attachment_id: UUID) -> Attachment:
    """One with its contents; Missing when it is not there or was taken away."""
    found = Attachment.objects.filter(pk=attachment_id, removed_at=None).first()
    if found is None:
        raise Missing
    return found


def must_read_attachment(by: Actor, *, attachment_id: UUID, **_: object) -> None:
    """Forbidden where the meeting's own papers are; asked by the doors."""
    meetings.must_read(by, meeting_id=attachment(attachment_id).meeting_id)


def attachment_shape(one: Attachment) -> dict[str, Any]:
    """As the API tells it."""
    return {
        "id": str(one.pk),
        "item_no": one.item_no,
        "title": one.title,
        "name": file_name(one.title, one.sha256),
        "sha256": one.sha256,
        "by": one.by_name,
        "at": one.at,
    }


def attached_facts(meeting: Meeting) -> tuple[facts.AnnexFacts, ...]:
    """What the text lists as annexes, each with its file and checksum."""
    return tuple(
        facts.AnnexFacts(
            0, one.title, one.item_no, file=file_name(one.title, one.sha256), sha256=one.sha256, kind=kind,
            ref=f"§ {one.item_no}",
        )
        for one, kind in _with_kinds(meeting, attachments_of(meeting.pk))
    )  # fmt: skip


def attached_documents(meeting: Meeting) -> list[Document]:
    """The files themselves, as they are frozen into a version."""
    rows = list(Attachment.objects.filter(meeting=meeting, removed_at=None))
    return [
        Document(
            kind, one.title, (one.item_no,), file_name(one.title, one.sha256), MEDIA_TYPE, bytes(one.content)
        )
        for one, kind in _with_kinds(meeting, rows)
    ]


def _with_kinds(meeting: Meeting, rows: list[Attachment]) -> list[tuple[Attachment, str]]:
    duties = dict(Item.objects.filter(meeting=meeting).values_list("no", "duty"))
    seen: set[int] = set()
    found = []
    for one in rows:
        is_first = one.item_no not in seen
        seen.add(one.item_no)
        found.append((one, kind_of_annex(duties.get(one.item_no, ""), one.pk.hex, is_first=is_first)))
    return found
