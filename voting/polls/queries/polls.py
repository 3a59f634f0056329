"""Polls as everybody may see them: before the gavel only how many have voted, never how."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kernel.errors import Missing
from voting.ceremony.queries import with_a_key
from voting.meetings import queries as meetings
from voting.meetings.enums import Duty, ItemState
from voting.meetings.models import Item, Meeting
from voting.meetings.rules import obstacles_of_quorum
from voting.polls import rules
from voting.polls.enums import UNDER_WAY, PollState, Secrecy
from voting.polls.models import Poll
from voting.polls.queries.facts import facts_of
from voting.polls.queries.shapes import poll_shape
from voting.register.models import Register

UNFINISHED = (*UNDER_WAY, PollState.CLOSED)
NEVER_PUT = Q(state=PollState.PREPARED) | Q(state=PollState.VOIDED, opened_at=None)


def polls_of(meeting_id: UUID, *, officer: bool) -> QuerySet[Poll]:
    """A meeting's polls in order; those that were never put are the officers' own."""
    polls = Poll.objects.filter(meeting_id=meeting_id).select_related("register")
    return polls if officer else polls.exclude(NEVER_PUT)


def poll_of(poll_id: UUID) -> Poll:
    """The poll, or Missing."""
    poll = Poll.objects.select_related("register").filter(pk=poll_id).first()
    if poll is None:
        raise Missing
    return poll


def visible_poll(poll_id: UUID, *, officer: bool) -> dict[str, Any]:
    """One poll as this kind of reader sees it; what is not for them is not here."""
    poll = poll_of(poll_id)
    if poll.opened_at is None and not officer:
        raise Missing
    return shape_of(poll, officer=officer)


def shape_of(poll: Poll, *, officer: bool, now: rules.MeetingNow | None = None) -> dict[str, Any]:
    """The poll as it is now."""
    now = now or meeting_now(poll.meeting_id)
    return poll_shape(poll, now, facts_of([poll])[poll.pk], officer=officer)


def polls_underway(meeting_id: UUID) -> list[Poll]:
    """Polls that are open or paused, or closed and not yet declared."""
    return list(Poll.objects.filter(meeting_id=meeting_id, state__in=UNFINISHED))


def waiting_for_the_key(meeting_id: UUID) -> list[str]:
    """Questions of secret votes that are under way or not opened yet: no other key opens them."""
    ended = [poll for poll in polls_underway(meeting_id) if poll.secrecy == Secrecy.SECRET]
    return [p.question for p in ended if p.state in UNDER_WAY or rules.is_sealed(p.result)]


def meeting_now(meeting_id: UUID) -> rules.MeetingNow:
    """What the rules need to know of the meeting, in a handful of reads."""
    meeting = Meeting.objects.annotate(has_key=with_a_key()).get(pk=meeting_id)
    duties: dict[str, int] = {}
    current: Item | None = None
    for item in Item.objects.filter(meeting=meeting):
        if item.duty:
            duties[item.duty] = item.no
        if item.state == ItemState.NOW:
            current = item
    open_poll = Poll.objects.filter(meeting=meeting, state__in=UNDER_WAY).only("id", "question").first()
    venues = list(meeting.venues.values_list("pk", "name", "lost_at"))
    return rules.MeetingNow(
        state=meeting.state,
        current_item=current.no if current else None,
        register_approved=Register.objects.filter(meeting=meeting, approved_at__isnull=False).exists(),
        register_item=duties.get(Duty.REGISTER),
        rules_adopted=meeting.rules_adopted_at is not None,
        rules_item=duties.get(Duty.RULES_OF_PROCEDURE),
        open_poll=open_poll.pk if open_poll else None,
        open_question=open_poll.question if open_poll else "",
        is_rehearsal=meeting.is_rehearsal,
        has_key=meeting.has_key,
        venues=tuple((pk, name) for pk, name, _ in venues),
        lost=tuple(name for _, name, lost_at in venues if lost_at is not None),
        more=tuple(obstacles_of_quorum(meetings.quorum(meeting, current))),
    )
