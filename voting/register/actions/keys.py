"""The register's line says how a secret vote is signed, where that is not by the phone it began with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from journal.actions import record
from kernel.actor import Actor
from voting.meetings.models import Meeting
from voting.register.enums import KeyWay
from voting.register.events import KeyNoted
from voting.register.models import KeyNote


def note_key(
    meeting: Meeting, *, member_id: UUID, venue_id: UUID, name: str, way: KeyWay, reason: str, by: Actor,
    at: datetime,
) -> KeyNote:  # fmt: skip
    """Add the note and record it. The caller holds the meeting, and has changed the key."""
    note = KeyNote.objects.create(
        meeting=meeting, member_id=member_id, venue_id=venue_id, name=name, way=way, reason=reason, at=at
    )
    fact = KeyNoted(
        subject=meeting.pk, member=note.member.name, name=name, venue=note.venue.name, way=way, reason=reason
    )
    record(fact, by=by, at=at)
    return note
