"""Locks in one order: the meeting, then the election. Everything is read after them."""

from __future__ import annotations

from uuid import UUID

from kernel.errors import Missing
from voting.elections import queries
from voting.elections.models import Election, Nomination
from voting.meetings.actions.locks import lock_meeting


def locked(election_id: UUID) -> queries.Sheet:
    """The election, held with its meeting until the transaction ends; Missing where there is none."""
    meeting_id = Election.objects.filter(pk=election_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise Missing
    lock_meeting(meeting_id)
    Election.objects.select_for_update(of=("self",), no_key=True).filter(pk=election_id).first()
    return queries.sheet(election_id)


def nominee(on: queries.Sheet, nomination_id: UUID) -> Nomination:
    """One of the election's nominations, or Missing."""
    found = Nomination.objects.filter(pk=nomination_id, election=on.election).first()
    if found is None:
        raise Missing
    return found
