"""Conflicts of interest (jäv): by whose word a member does not vote in an item, and when it does again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, refuse_if
from voting.meetings import actions as meetings
from voting.meetings import queries as meeting_queries
from voting.meetings.enums import NoteKind
from voting.meetings.models import Meeting, Note, Registration
from voting.meetings.rules import obstacles_to_change
from voting.register import rules
from voting.register.enums import SaidBy
from voting.register.events import ConflictLifted, ConflictNoted
from voting.register.models import Conflict


@transaction.atomic
def exclude(
    *,
    meeting_id: UUID,
    item_no: int,
    registration_id: UUID,
    reason: str,
    said_by: SaidBy = SaidBy.CHAIR,
    by: Actor,
    at: datetime,
) -> Conflict:
    """A member does not vote in the item: the chair notes it, the member says so, or the meeting decides.

    A vote that is open keeps its register; those opened afterwards are without the member.
    """
    meeting = meetings.lock_meeting(meeting_id)
    found = _registration(meeting, registration_id)
    return _exclude(meeting, item_no, found, reason=reason, said_by=said_by, by=by, at=at)


@transaction.atomic
def readmit(*, meeting_id: UUID, item_no: int, registration_id: UUID, by: Actor, at: datetime) -> None:
    """It has none after all, and what it declared is taken back. Again, it changes nothing."""
    meeting = meetings.lock_meeting(meeting_id)
    found = _registration(meeting, registration_id)
    _take_back_words(meeting, item_no, found.member_id, by=by, at=at)
    _lift(meeting, item_no, found.member_id, by=by, at=at)


def declare(
    meeting: Meeting, item_no: int, found: Registration, speaker: meetings.Speaker, *,
    reason: str, by: Actor, at: datetime,
) -> Note:  # fmt: skip
    """The member's own word, which it can take back until the meeting has decided. The caller holds the lock.

    The note is what its owner takes back; the record is told once, of the conflict.
    """
    standing = _standing(meeting, item_no, found.member_id)
    refuse_if(rules.obstacles_to_own_word(_word(standing), item_no=item_no))
    own = _words(meeting, item_no, found.member_id).filter(name=speaker.name, text_sv=reason.strip()).first()
    if own is not None:
        return own
    note = meetings.write_note(
        meeting_id=meeting.pk, item_no=item_no, kind=NoteKind.CONFLICT, text_sv=reason, speaker=speaker,
        by=by, at=at,
    )  # fmt: skip
    _take_back_words(meeting, item_no, found.member_id, besides=note, by=by, at=at)
    _exclude(meeting, item_no, found, reason=reason, said_by=SaidBy.MEMBER, by=by, at=at)
    return note


def take_back(meeting: Meeting, note: Note, *, by: Actor, at: datetime) -> None:
    """The member's own word goes, and with it the conflict; not one that the meeting decided."""
    if note.member_id is None:
        return
    standing = _standing(meeting, note.item_no, note.member_id)
    refuse_if(rules.obstacles_to_own_word(_word(standing), item_no=note.item_no))
    _lift(meeting, note.item_no, note.member_id, by=by, at=at)


def _registration(meeting: Meeting, registration_id: UUID) -> Registration:
    found = meeting_queries.registration(meeting.pk, registration_id)
    if found is None:
        raise Missing
    return found


def _standing(meeting: Meeting, item_no: int, member: UUID) -> Conflict | None:
    rows = Conflict.objects.filter(meeting=meeting, item_no=item_no, member=member, lifted_at=None)
    return rows.select_related("member").first()


def _word(standing: Conflict | None) -> SaidBy | None:
    return SaidBy(standing.said_by) if standing else None


def _words(meeting: Meeting, item_no: int, member: UUID) -> QuerySet[Note]:
    return meeting.notes.filter(item_no=item_no, kind=NoteKind.CONFLICT, member_id=member, withdrawn_at=None)


def _take_back_words(
    meeting: Meeting,
    item_no: int,
    member: UUID,
    *,
    besides: Note | None = None,
    by: Actor,
    at: datetime,
) -> None:
    for one in list(_words(meeting, item_no, member)):
        if one != besides:
            meetings.withdraw_note(meeting_id=meeting.pk, note_id=one.pk, by=by, at=at)


def _lift(meeting: Meeting, item_no: int, member: UUID, *, by: Actor, at: datetime) -> None:
    row = _standing(meeting, item_no, member)
    if row is None:
        return
    refuse_if(obstacles_to_change(meeting.state))
    row.lifted_at = at
    row.save(update_fields=["lifted_at"])
    record(ConflictLifted(subject=meeting.pk, item_no=item_no, member=row.member.name), by=by, at=at)


def _exclude(
    meeting: Meeting, item_no: int, found: Registration, *,
    reason: str, said_by: SaidBy, by: Actor, at: datetime,
) -> Conflict:  # fmt: skip
    if not meeting.items.filter(no=item_no).exists():
        raise Missing
    why = reason.strip()[:300]
    row = _standing(meeting, item_no, found.member_id)
    if row is not None and not rules.is_news(
        said_by, why, standing=SaidBy(row.said_by), standing_reason=row.reason
    ):
        return row
    refuse_if(obstacles_to_change(meeting.state))
    if row is None:
        row = Conflict(meeting=meeting, item_no=item_no, member=found.member, at=at)
    row.reason, row.said_by = why or row.reason, said_by
    row.save()
    fact = ConflictNoted(
        subject=meeting.pk, item_no=item_no, member=found.member.name, reason=row.reason, said_by=said_by
    )
    record(fact, by=by, at=at)
    return row
