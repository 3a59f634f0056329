"""A vote that was held on paper while the house was out of reach, typed in afterwards by two people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kernel.actor import Actor
from kernel.errors import Malformed, Obstacle
from voting.meetings.actions.locks import lock_meeting
from voting.polls.actions.hands import write_sheet
from voting.polls.actions.locking import locked_poll
from voting.polls.actions.opening import open_poll
from voting.polls.actions.preparing import Question, prepare_poll
from voting.polls.models import Poll


@transaction.atomic
def enter_paper_poll(
    *,
    meeting_id: UUID,
    question: Question,
    counts: Mapping[UUID, Mapping[str, int]],
    held: tuple[datetime | None, datetime | None],
    by: Actor,
    at: datetime,
) -> Poll:
    """The first of two people types in what was counted in each place.

    It becomes an open poll in which every place votes by hands; a teller types the numbers in again
    (:func:`count_hands`), and when the two agree it is closed and declared as any other.
    """
    meeting = lock_meeting(meeting_id)
    venues = [str(pk) for pk in meeting.venues.values_list("pk", flat=True)]
    if {str(venue) for venue in counts} - set(venues):
        raise Malformed({"counts": [Obstacle("platform.kernel.field_invalid_choice")]})
    hands = dict.fromkeys(venues, "hands")
    question = replace(question, channels=hands)
    poll = prepare_poll(meeting_id=meeting_id, question=question, by=by, at=at)
    poll.held = {"from": _iso(held[0]), "to": _iso(held[1])}
    poll.save(update_fields=["held"])
    open_poll(poll_id=poll.pk, by=by, at=at)
    poll = locked_poll(poll.pk, gate=True)
    for venue, sheet in counts.items():
        write_sheet(poll, venue_id=venue, counts=sheet, by=by, at=at)
    return poll


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
