"""What people have written down, where it matters whether they have a vote; and conflicts of interest."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, Obstacle, refuse_if
from voting.meetings import actions as meetings
from voting.meetings import queries as meeting_queries
from voting.meetings.actions import Speaker
from voting.meetings.enums import NoteKind
from voting.meetings.models import Meeting, Note, Registration
from voting.meetings.rules import obstacles_to_change
from voting.register import queries
from voting.register.events import ConflictLifted, ConflictNoted
from voting.register.models import Conflict, Entry


@transaction.atomic
def note(
    *,
    meeting_id: UUID,
    item_no: int,
    kind: NoteKind,
    text_sv: str,
    registration_id: UUID | None,
    by: Actor,
    at: datetime,
    outcome: str = "",
) -> Note:
    """The secretary writes something down, for a delegate or for nobody in particular."""
    meeting = meetings.lock_meeting(meeting_id)
    speaker = None
    if registration_id is not None:
        found = meeting_queries.registration(meeting.pk, registration_id)
        if found is None:
            raise Missing
        speaker = _speaker(meeting, found, found.delegate_id, found.delegate.name, is_own=False)
    return meetings.write_note(
        meeting_id=meeting_id, item_no=item_no, kind=kind, text_sv=text_sv, speaker=speaker, outcome=outcome,
        by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def note_own(
    *, meeting_id: UUID, item_no: int, kind: NoteKind, text_sv: str, by: Actor, at: datetime
) -> Note:
    """A delegate, or the substitute who serves, has their own words written down."""
    meeting = meetings.lock_meeting(meeting_id)
    found = meeting_queries.registration_of_delegate(
        meeting.pk, by.id
    ) or meeting_queries.registration_of_substitute(meeting.pk, by.id)
    if found is None or by.id is None:
        refuse_if([Obstacle("voting.register.obstacle_not_a_delegate", {"name": by.name})])
        raise Missing
    speaker = _speaker(meeting, found, by.id, by.name, is_own=True)
    if kind == NoteKind.CONFLICT:
        _exclude(meeting, item_no, found, reason=text_sv, is_declared=True, by=by, at=at)
    return meetings.write_note(
        meeting_id=meeting_id, item_no=item_no, kind=kind, text_sv=text_sv, speaker=speaker, by=by, at=at
    )


@transaction.atomic
def withdraw(*, meeting_id: UUID, note_id: UUID, by: Actor, at: datetime) -> Note:
    """The secretary strikes a note at its owner's word. Again, it changes nothing.

    A conflict of interest that is taken back is none any more: the member votes in the item.
    """
    meeting = meetings.lock_meeting(meeting_id)
    note = meetings.withdraw_note(meeting_id=meeting_id, note_id=note_id, by=by, at=at)
    _lift_with(meeting, note, by=by, at=at)
    return note


@transaction.atomic
def withdraw_own(*, meeting_id: UUID, note_id: UUID, by: Actor, at: datetime) -> Note:
    """One's own note is taken back, a conflict of interest with it; somebody else's is missing."""
    meeting = meetings.lock_meeting(meeting_id)
    found = meeting_queries.registration_of_delegate(
        meeting.pk, by.id
    ) or meeting_queries.registration_of_substitute(meeting.pk, by.id)
    if found is None:
        raise Missing
    name = f"{by.name} ({found.member.name})"
    note = meetings.withdraw_note(meeting_id=meeting_id, note_id=note_id, by=by, at=at, name=name)
    _lift_with(meeting, note, by=by, at=at)
    return note


@transaction.atomic
def exclude(
    *, meeting_id: UUID, item_no: int, registration_id: UUID, reason: str, by: Actor, at: datetime
) -> Conflict:
    """The meeting finds, or is told, that a member has a conflict of interest: it does not vote in the item.

    A vote that is open keeps its register; those opened afterwards are without the member.
    """
    meeting = meetings.lock_meeting(meeting_id)
    found = meeting_queries.registration(meeting.pk, registration_id)
    if found is None:
        raise Missing
    return _exclude(meeting, item_no, found, reason=reason, is_declared=False, by=by, at=at)


@transaction.atomic
def readmit(*, meeting_id: UUID, item_no: int, registration_id: UUID, by: Actor, at: datetime) -> None:
    """It has none after all, and what it declared is taken back. Again, it changes nothing."""
    meeting = meetings.lock_meeting(meeting_id)
    found = meeting_queries.registration(meeting.pk, registration_id)
    if found is None:
        raise Missing
    declared = meeting.notes.filter(
        item_no=item_no, kind=NoteKind.CONFLICT, member_id=found.member_id, withdrawn_at=None
    )
    _lift(meeting, item_no, found.member_id, by=by, at=at)
    for one in list(declared):
        meetings.withdraw_note(meeting_id=meeting_id, note_id=one.pk, by=by, at=at)


def _lift_with(meeting: Meeting, note: Note, *, by: Actor, at: datetime) -> None:
    if note.kind == NoteKind.CONFLICT and note.member_id is not None:
        _lift(meeting, note.item_no, note.member_id, by=by, at=at)


def _lift(meeting: Meeting, item_no: int, member: UUID, *, by: Actor, at: datetime) -> None:
    same = Conflict.objects.filter(meeting=meeting, item_no=item_no, member=member, lifted_at=None)
    row = same.select_related("member").first()
    if row is None:
        return
    refuse_if(obstacles_to_change(meeting.state))
    row.lifted_at = at
    row.save(update_fields=["lifted_at"])
    record(ConflictLifted(subject=meeting.pk, item_no=item_no, member=row.member.name), by=by, at=at)


def _exclude(
    meeting: Meeting,
    item_no: int,
    found: Registration,
    *,
    reason: str,
    is_declared: bool,
    by: Actor,
    at: datetime,
) -> Conflict:
    if not meeting.items.filter(no=item_no).exists():
        raise Missing
    same = Conflict.objects.filter(meeting=meeting, item_no=item_no, member=found.member_id, lifted_at=None)
    if (before := same.first()) is not None:
        return before
    refuse_if(obstacles_to_change(meeting.state))
    row = Conflict.objects.create(
        meeting=meeting, item_no=item_no, member=found.member, reason=reason.strip()[:300],
        is_declared=is_declared, at=at,
    )  # fmt: skip
    fact = ConflictNoted(
        subject=meeting.pk, item_no=item_no, member=found.member.name, reason=row.reason,
        is_declared=is_declared,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return row


def _speaker(meeting: Meeting, found: Registration, user: UUID, name: str, *, is_own: bool) -> Speaker:
    """With a vote: in any version of this meeting's register; before the first one, present with a vote."""
    entries = Entry.objects.filter(register__meeting=meeting, delegate=user)
    if queries.current_register(meeting.pk) is None:
        has_vote = any(v.delegate == user for v in queries.votes_present(meeting.pk))
    else:
        has_vote = entries.exists()
    label = f"{name} ({found.member.name})"
    return Speaker(label, member=found.member_id, has_vote=has_vote, is_own=is_own)
