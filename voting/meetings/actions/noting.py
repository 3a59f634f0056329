"""What people have written down, what the chair hears before the gavel, and a quorum that is waived."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Missing, Obstacle, refuse_if
from voting.meetings import queries, rules
from voting.meetings.actions.leading import item_of
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.enums import Heard, ItemState, NoteKind, Step
from voting.meetings.events import Noted, NoteWithdrawn, QuorumWaived, Sounded
from voting.meetings.models import Meeting, Note, Sounding


@dataclass(frozen=True)
class Speaker:
    """Whose note it is, and whether they have a vote at this meeting."""

    name: str
    member: UUID | None = None
    has_vote: bool = False
    is_own: bool = False


@transaction.atomic
def write_note(
    *,
    meeting_id: UUID,
    item_no: int,
    kind: NoteKind,
    text_sv: str,
    speaker: Speaker | None,
    by: Actor,
    at: datetime,
    outcome: str = "",
) -> Note:
    """Write something down under an item. The same words from the same one give the same note.

    A conflict of interest is told to the record by the register, which takes the vote, and by nobody else.
    """
    meeting = lock_meeting(meeting_id)
    item_of(meeting, item_no)
    text, name = text_sv.strip(), speaker.name if speaker else ""
    if not text and kind != NoteKind.COUNT_DEMANDED:
        raise Malformed({"text_sv": [Obstacle("platform.kernel.field_required")]})
    same = meeting.notes.filter(item_no=item_no, kind=kind, text_sv=text, name=name, withdrawn_at=None)
    if (before := same.filter(settled_at=None).first()) is not None:
        return before
    state = next(i for i in queries.agenda_states(meeting) if i.no == item_no)
    has_vote = speaker.has_vote if speaker else None
    found = rules.obstacles_to_noting(kind, state=meeting.state, item=state, has_vote=has_vote)
    if kind == NoteKind.COUNT_DEMANDED:
        gavel_at, is_sounding = queries.gavel(meeting, item_no)
        found += rules.obstacles_to_demanding(state, gavel_at=gavel_at, is_sounding=is_sounding)
    refuse_if(found)
    note = Note.objects.create(
        meeting=meeting, item_no=item_no, kind=kind, text_sv=text, name=name, outcome=outcome,
        member_id=speaker.member if speaker else None, is_own=bool(speaker and speaker.is_own), at=at,
    )  # fmt: skip
    if kind != NoteKind.CONFLICT:
        record(Noted(subject=meeting.pk, note=queries.note_shape(note)), by=by, at=at)
    return note


@transaction.atomic
def withdraw_note(*, meeting_id: UUID, note_id: UUID, by: Actor, at: datetime, name: str = "") -> Note:
    """Take a note back; with ``name``, only that person's own. Withdrawing again changes nothing."""
    meeting = lock_meeting(meeting_id)
    note = meeting.notes.filter(pk=note_id).first()
    if note is None or (name and note.name != name):
        raise Missing
    if note.withdrawn_at is not None:
        return note
    refuse_if(rules.obstacles_to_change(meeting.state))
    note.withdrawn_at = at
    note.save(update_fields=["withdrawn_at"])
    if note.kind != NoteKind.CONFLICT:
        record(NoteWithdrawn(subject=meeting.pk, note=queries.note_shape(note)), by=by, at=at)
    return note


@transaction.atomic
def sound(
    *,
    meeting_id: UUID,
    item_no: int,
    step: Step,
    heard: Heard,
    question_sv: str = "",
    venues: Sequence[Mapping[str, Any]] = (),
    by: Actor,
    at: datetime,
) -> Sounding:
    """The chair puts the question and tells what was heard, place by place in a trial vote.

    It decides nothing: until the gavel falls anybody with a vote may demand a count.
    """
    meeting = lock_meeting(meeting_id)
    item = item_of(meeting, item_no)
    found = rules.obstacles_to_leading(meeting.state)
    if not found and item.state != ItemState.NOW:
        found = [Obstacle("voting.meetings.obstacle_item_not_now", {"item_no": item_no})]
    refuse_if(found)
    row = Sounding.objects.create(
        meeting=meeting, item_no=item_no, step=step, heard=heard, question_sv=question_sv.strip(),
        venues=_heard_where(meeting, venues), at=at,
    )  # fmt: skip
    record(Sounded(subject=meeting.pk, sounding=queries.sounding_shape(row)), by=by, at=at)
    return row


@transaction.atomic
def waive_quorum(*, meeting_id: UUID, reason: str, by: Actor, at: datetime) -> Meeting:
    """Log the meeting's decision to go on without its quorum; it holds while no more leave."""
    meeting = lock_meeting(meeting_id)
    refuse_if(rules.obstacles_to_leading(meeting.state))
    item = meeting.items.get(state=ItemState.NOW)
    quorum = queries.quorum(meeting, item)
    if quorum is not None and not quorum.is_met and quorum.lets_decide:
        return meeting
    refuse_if(rules.obstacles_to_waiving(quorum))
    assert quorum is not None
    why = reason.strip()
    if not why:
        raise Malformed({"reason": [Obstacle("platform.kernel.field_required")]})
    meeting.quorum_waiver = {"present": quorum.present, "needed": quorum.needed, "reason": why}
    meeting.save(update_fields=["quorum_waiver"])
    fact = QuorumWaived(
        subject=meeting.pk, item_no=item.no, present=quorum.present, needed=quorum.needed, reason=why
    )
    record(fact, by=by, at=at)
    return meeting


def settle_demands(meeting: Meeting, item_no: int, *, at: datetime) -> None:
    """A counted vote has been held: demands for one are met. The caller holds the meeting."""
    demands = meeting.notes.filter(item_no=item_no, kind=NoteKind.COUNT_DEMANDED)
    demands.filter(settled_at=None, withdrawn_at=None).update(settled_at=at)


def _heard_where(meeting: Meeting, venues: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    names = {str(pk): name for pk, name in meeting.venues.values_list("pk", "name")}
    if any(str(v["venue"]) not in names for v in venues):
        raise Missing
    return [
        {"venue": str(v["venue"]), "name": names[str(v["venue"])], "heard": Heard(v["heard"])} for v in venues
    ]
