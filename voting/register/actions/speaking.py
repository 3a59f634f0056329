"""What people have written down, where it matters whether they have a vote."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kernel.actor import Actor
from kernel.errors import Missing, Obstacle, refuse_if
from voting.meetings import actions as meetings
from voting.meetings import queries as meeting_queries
from voting.meetings.actions import Speaker
from voting.meetings.enums import NoteKind
from voting.meetings.models import Meeting, Note, Registration
from voting.register import queries
from voting.register.actions import conflicts
from voting.register.models import Entry


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
    """The secretary writes something down, for a delegate or for nobody in particular.

    Not a conflict of interest, which takes a vote: ``exclude`` does.
    """
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
        return conflicts.declare(meeting, item_no, found, speaker, reason=text_sv, by=by, at=at)
    return meetings.write_note(
        meeting_id=meeting_id, item_no=item_no, kind=kind, text_sv=text_sv, speaker=speaker, by=by, at=at
    )


@transaction.atomic
def withdraw(*, meeting_id: UUID, note_id: UUID, by: Actor, at: datetime) -> Note:
    """The secretary strikes a note at its owner's word. Again, it changes nothing.

    A conflict of interest that is taken back is none any more: the member votes in the item.
    """
    meeting = meetings.lock_meeting(meeting_id)
    return _withdraw(meeting, note_id, by=by, at=at)


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
    return _withdraw(meeting, note_id, name=name, by=by, at=at)


def _withdraw(meeting: Meeting, note_id: UUID, *, name: str = "", by: Actor, at: datetime) -> Note:
    stood = meeting.notes.filter(pk=note_id, withdrawn_at=None).exists()
    note = meetings.withdraw_note(meeting_id=meeting.pk, note_id=note_id, by=by, at=at, name=name)
    if stood and note.kind == NoteKind.CONFLICT:
        conflicts.take_back(meeting, note, by=by, at=at)
    return note


def _speaker(meeting: Meeting, found: Registration, user: UUID, name: str, *, is_own: bool) -> Speaker:
    """With a vote: in any version of this meeting's register; before the first one, present with a vote."""
    entries = Entry.objects.filter(register__meeting=meeting, delegate=user)
    if queries.current_register(meeting.pk) is None:
        has_vote = any(v.delegate == user for v in queries.votes_present(meeting.pk))
    else:
        has_vote = entries.exists()
    label = f"{name} ({found.member.name})"
    return Speaker(label, member=found.member_id, has_vote=has_vote, is_own=is_own)
