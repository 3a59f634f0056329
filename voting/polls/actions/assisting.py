"""The secretary or a teller enters a vote for somebody whose phone does not work, or in a roll call."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Missing, Obstacle, refuse_if
from tenants.members.models import Member
from voting.polls.actions.casting import Attempt, received
from voting.polls.enums import Channel
from voting.polls.events import BallotAssisted
from voting.polls.models import Poll

NOBODY = UUID(int=0)
HELPED = (Channel.DESK.value, Channel.ROLL_CALL.value)


@transaction.atomic
def assist(
    *,
    poll_id: UUID,
    choice: str,
    key: UUID,
    replaces: str | None,
    reason: str,
    by: Actor,
    at: datetime,
    registration_id: UUID | None = None,
    member_id: UUID | None = None,
    channel: str = Channel.DESK.value,
) -> dict[str, Any]:
    """Cast a member's vote at the desk, by the same rules and into the same box as from their phone.

    A vote that is there is only changed by naming its receipt, which its owner has: nobody at the desk
    learns how somebody voted. Told in the record as help, never with the choice.
    """
    if channel not in HELPED:
        raise Malformed({"channel": [Obstacle("platform.kernel.field_invalid_choice")]})
    poll = Poll.objects.filter(pk=poll_id).only("id", "no", "meeting_id").first()
    if poll is None:
        raise Missing
    member = _member(poll, registration_id, member_id)
    if channel == Channel.DESK and not reason.strip():
        refuse_if([Obstacle("voting.polls.obstacle_help_reason_missing", {"received": False})])
    receipt = received(
        Attempt(
            poll_id=poll_id,
            voter=member.pk,
            choice=choice,
            key=key,
            replaces=replaces,
            at=at,
            channel=channel,
            helper=by.id or NOBODY,
        )
    )
    if not receipt["repeated"]:
        fact = BallotAssisted(
            subject=poll.meeting_id, poll_id=str(poll.pk), no=poll.no, member=member.name,
            channel=channel, is_change=receipt["number"] > 1, reason=reason.strip(),
        )  # fmt: skip
        record(fact, by=by, at=at)
    return receipt


def _member(poll: Poll, registration_id: UUID | None, member_id: UUID | None) -> Member:
    """By its registration; or by itself, when it votes by proxy and has none."""
    if registration_id is not None:
        found = Member.objects.filter(registrations=registration_id, registrations__meeting=poll.meeting_id)
    else:
        found = Member.objects.filter(pk__in=[member_id] if member_id else [])
    member = found.first()
    if member is None:
        raise Missing
    return member
