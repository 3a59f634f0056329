"""A member names who serves when its delegate is not here, until the meeting ends."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kernel.actor import Actor
from kernel.errors import Missing
from voting.meetings import queries, rules
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.actions.registering import Outcome, Wish, own_member, write_registration


@transaction.atomic
def name_substitute(*, meeting_id: UUID, name: str, email: str, by: Actor, at: datetime) -> Outcome:
    """One's own organisation's substitute, by its contact or its delegate; an empty address names nobody.

    Also after the last day to register: nothing but the substitute changes. The same again changes nothing.
    Missing for an organisation that has registered no delegate.
    """
    meeting = lock_meeting(meeting_id)
    member, _ = own_member(meeting, by)
    before = queries.registration_of_member(meeting.pk, member.pk)
    if before is None:
        raise Missing
    wish = Wish(
        delegate_name=before.delegate.name, delegate_email=before.delegate.email, venue=before.venue_id,
        lunch=before.lunch, diet=before.diet, access_needs=before.access_needs,
        substitute_name=name, substitute_email=email,
    )  # fmt: skip
    allowed = queries.rules_of_the_register(meeting).substitute is not False or not email
    present = queries.substitute_here(meeting.pk, member.pk)
    obstacles = rules.obstacles_to_substituting(meeting.state, allowed=allowed, present=present)
    return write_registration(meeting, member, before, wish, by=by, at=at, at_desk=True, obstacles=obstacles)
