"""Reads about what was written down and heard, and the record's facts that undoing goes by."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from journal.models import Entry
from tenants.decisions.queries import decisions_of
from voting.meetings import rules
from voting.meetings.enums import NoteKind
from voting.meetings.models import Meeting, Note, Sounding


def note_shape(note: Note) -> dict[str, Any]:
    """A note as the record and the screens tell it."""
    return {
        "id": str(note.pk),
        "item_no": note.item_no,
        "kind": note.kind,
        "text_sv": note.text_sv,
        "name": note.name,
        "member": note.member.name if note.member else None,
        "member_id": str(note.member_id) if note.member_id else None,
        "outcome": note.outcome,
        "own": note.is_own,
        "at": note.at.isoformat(),
        "settled_at": _iso(note.settled_at),
        "withdrawn_at": _iso(note.withdrawn_at),
    }


def sounding_shape(row: Sounding) -> dict[str, Any]:
    """What the chair heard, as the record and the screens tell it."""
    return {
        "id": str(row.pk),
        "item_no": row.item_no,
        "step": row.step,
        "question_sv": row.question_sv,
        "heard": row.heard,
        "venues": row.venues,
        "at": row.at.isoformat(),
        "settled_at": _iso(row.settled_at),
    }


def notes_of(meeting: Meeting) -> list[Note]:
    """What stands, in the order it was made."""
    return list(meeting.notes.filter(withdrawn_at=None).select_related("member"))


def soundings_of(meeting: Meeting) -> list[Sounding]:
    """What stands, in order."""
    return list(meeting.soundings.filter(withdrawn_at=None))


def demanded_by(meeting: Meeting, item_no: int) -> list[str]:
    """Who has demanded a counted vote under the item that has not been held yet."""
    demands = meeting.notes.filter(item_no=item_no, kind=NoteKind.COUNT_DEMANDED)
    return list(demands.filter(settled_at=None, withdrawn_at=None).values_list("name", flat=True))


def gavel(meeting: Meeting, item_no: int) -> tuple[datetime | None, bool]:
    """When the gavel last fell under the item, and whether something is being asked since."""
    taken = [d.taken_at for d in decisions_of(meeting.pk).get(item_no, []) if d.method != "note"]
    asking = meeting.soundings.filter(item_no=item_no, settled_at=None, withdrawn_at=None).exists()
    return (max(taken) if taken else None), asking


def facts(meeting_id: UUID) -> list[rules.Fact]:
    """The meeting's part of the record, in order."""
    rows = Entry.objects.filter(subject=meeting_id).order_by("pk")
    return [rules.Fact(*row) for row in rows.values_list("pk", "kind", "body")]


def last_step_shape(meeting_id: UUID) -> dict[str, Any] | None:
    """What the chair could take back now, and what stands in the way; None when there is nothing."""
    found = facts(meeting_id)
    step, built = rules.last_step(found)
    if step is None:
        return None
    done = [f.id for f in found if f.id < step.id and f.kind == "voting.meetings.item_done"]
    is_first = step.kind == "voting.meetings.item_started" and (not done or done[-1] != step.id - 1)
    obstacles = rules.obstacles_to_undoing(step.id, step, built, is_first_item=is_first)
    no, words = _falls(step, found)
    return {
        "event": step.id,
        "what": step.kind,
        "item_no": no,
        "text_sv": words,
        "obstacles": [o.to_json() for o in obstacles],
    }


def _falls(step: rules.Fact, found: list[rules.Fact]) -> tuple[int, str]:
    """The item whose step it was, and the words that would no longer stand."""
    body = step.body
    if step.kind == "voting.meetings.item_started":
        return body["no"], body["title_sv"]
    if step.kind == "voting.meetings.item_postponed":
        taken = (f.body["decision"] for f in found if f.kind == "tenants.decisions.taken")
        return body["no"], next((d["text_sv"] for d in taken if d["id"] == body["decision"]), "")
    told = body.get("decision") or body.get("note") or body["sounding"]
    return told["item_no"], told.get("text_sv") or told.get("question_sv", "")


def is_decided(meeting: Meeting, item_no: int) -> bool:
    """Something stands recorded under the item."""
    return bool(decisions_of(meeting.pk).get(item_no))


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
