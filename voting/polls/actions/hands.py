"""Hands and slips: two tellers count a place, and a place changes the way it votes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Missing, Obstacle, refuse_if
from voting.meetings.models import Venue
from voting.polls import queries, rules
from voting.polls.actions.locking import in_the_members_words, locked_poll
from voting.polls.enums import UNDER_WAY, PollState, VenueChannel
from voting.polls.events import ChannelChanged, HandsCounted
from voting.polls.models import Ballot, HandCount, Poll

NOBODY = UUID(int=0)


@transaction.atomic
def count_hands(*, poll_id: UUID, venue_id: UUID, counts: Mapping[str, int], by: Actor, at: datetime) -> Poll:
    """A teller writes what was counted in one place; two of them must have the same numbers.

    Each count is a new row, and each teller's newest one holds. The same numbers again change nothing.
    Counting may go on while a poll is paused: the hands were already up.
    """
    poll = locked_poll(poll_id, gate=True)
    write_sheet(poll, venue_id=venue_id, counts=counts, by=by, at=at)
    return poll


def write_sheet(poll: Poll, *, venue_id: UUID, counts: Mapping[str, int], by: Actor, at: datetime) -> None:
    """One teller's sheet for one place. The caller holds meeting, gate and poll."""
    now = queries.meeting_now(poll.meeting_id)
    name = dict(now.venues).get(venue_id)
    if name is None:
        raise Missing
    paper = rules.paper_of(poll)
    if not rules.is_readable(paper, counts):
        raise Malformed({"counts": [Obstacle("platform.kernel.field_invalid_choice")]})
    refuse_if(_obstacles_to_counting(poll, venue_id, name))
    facts = queries.facts_of([poll])[poll.pk]
    votes = facts.votes.get(str(venue_id), 0)
    refuse_if(rules.obstacles_to_sheet(paper, counts, venue=name, votes=votes))
    told = {key: n for key, n in sorted(counts.items()) if n}
    teller = by.id or NOBODY
    sheets = facts.sheets[str(venue_id)]
    if sheets and sheets[-1].teller == teller and dict(sheets[-1].counts) == told:
        return
    with in_the_members_words(poll):
        HandCount.objects.create(
            poll=poll, venue_id=venue_id, teller=teller, teller_name=by.name, counts=told,
            total=rules.slips(paper, told), at=at,
        )  # fmt: skip
    agreed = rules.agreed([*sheets, rules.Counted(teller, by.name, told)])
    box = {"counts": agreed, "total": rules.slips(paper, agreed)} if agreed is not None else None
    poll.hands = {key: value for key, value in poll.hands.items() if key != str(venue_id)}
    if box is not None:
        poll.hands[str(venue_id)] = box
    poll.save(update_fields=["hands"])
    fact = HandsCounted(
        subject=poll.meeting_id, poll_id=str(poll.pk), no=poll.no, venue=name, teller=by.name, agreed=box
    )
    record(fact, by=by, at=at)


@transaction.atomic
def change_channel(*, poll_id: UUID, venue_id: UUID, channel: str, by: Actor, at: datetime) -> Poll:
    """A place votes by phones, hands or roll call in this poll; not once anybody there has voted."""
    if channel not in set(VenueChannel):
        raise Malformed({"channel": [Obstacle("platform.kernel.field_invalid_choice")]})
    poll = locked_poll(poll_id, gate=True)
    venue = Venue.objects.filter(meeting_id=poll.meeting_id, pk=venue_id).first()
    if venue is None:
        raise Missing
    if poll.channels.get(str(venue_id), VenueChannel.PHONES.value) == channel:
        return poll
    refuse_if(
        rules.obstacles_to_channel(
            poll,
            venue=venue.name,
            ballots=Ballot.objects.filter(poll=poll, number=1, entry__venue=venue).count(),
            sheets=HandCount.objects.filter(poll=poll, venue=venue).count(),
        )
    )
    others: dict[str, Any] = {key: value for key, value in poll.channels.items() if key != str(venue_id)}
    poll.channels = others | ({} if channel == VenueChannel.PHONES else {str(venue_id): channel})
    poll.save(update_fields=["channels"])
    shape = queries.shape_of(poll, officer=False)
    fact = ChannelChanged(subject=poll.meeting_id, poll=shape, venue=venue.name, channel=channel)
    if poll.state != PollState.PREPARED:
        record(fact, by=by, at=at)
    return poll


def _obstacles_to_counting(poll: Poll, venue_id: UUID, name: str) -> list[Obstacle]:
    if poll.state == PollState.PREPARED:
        return [Obstacle("voting.polls.obstacle_not_open")]
    if poll.state not in UNDER_WAY:
        time = poll.closed_at.isoformat() if poll.closed_at else None
        return [Obstacle("voting.polls.obstacle_already_closed", {"time": time})]
    if poll.channels.get(str(venue_id)) != VenueChannel.HANDS:
        return [Obstacle("voting.polls.obstacle_votes_by_phone", {"venue": name})]
    return []
