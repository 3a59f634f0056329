"""The meeting as desk, phone and projector need it: with its register, its polls and what is mine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, Subquery

from journal import queries as journal
from kernel.actor import Actor
from kernel.permissions import Role
from voting.floor.queries import floor_shape
from voting.meetings import queries as meetings
from voting.meetings.models import Meeting, Registration
from voting.polls import rules
from voting.polls.enums import UNDER_WAY, PollState, VenueChannel
from voting.polls.models import Poll
from voting.polls.queries.facts import facts_of, turnouts
from voting.polls.queries.polls import meeting_now, polls_of, polls_underway
from voting.polls.queries.shapes import poll_shape
from voting.polls.queries.voters import Voter, votes_held
from voting.register import queries as register
from voting.register.models import Conflict, Entry, Register

OFFICER = "officer"
KEY_HOLDERS = frozenset({Role.OFFICE, Role.CHAIR})


def poll_list(meeting_id: UUID, *, roles: frozenset[str]) -> list[dict[str, Any]]:
    """A meeting's polls as this reader sees them."""
    return _shapes(meetings.meeting(meeting_id), roles=roles)


def meeting_view(meeting: Meeting, *, roles: frozenset[str]) -> dict[str, Any]:
    """The meeting with every item's polls, the register, and what stands in the way of closing it."""
    return _composed(meeting, _shapes(meeting, roles=roles), roles=roles)


def live_state(meeting: Meeting, *, by: Actor | None) -> dict[str, Any]:
    """Everything a screen shows, and the journal's number from which to follow on.

    The number is read first, and the meeting again after it, however lately it was found: what happens
    meanwhile is then told again, never missed. ``by`` is None for the projector, which sees what is public
    and has nothing of its own.
    """
    last_event_id = journal.last_id()
    meeting = meetings.meeting(meeting.pk)
    roles = by.roles if by else frozenset()
    polls = _shapes(meeting, roles=roles)
    composed = _composed(meeting, polls, roles=roles)
    poll = _poll_in_focus(polls, composed["current_item"])
    return {
        "last_event_id": last_event_id,
        "meeting": composed,
        "poll": poll,
        "floor": floor_shape(meeting),
        "my": _mine(meeting, poll, by.id) if by and by.id else None,
    }


def events_after(meeting: Meeting, *, after: int, roles: frozenset[str]) -> dict[str, Any]:
    """What happened since, for those who cannot hold a stream; and how many have voted by now."""
    entries = journal.entries_after(subject=meeting.pk, after=after, reach=journal.reach_of(roles))
    found = list(Poll.objects.filter(meeting=meeting, state__in=UNDER_WAY))
    return {
        "entries": [journal.to_json(entry) for entry in entries],
        "turnout": turnouts(found)[found[0].pk] if found else None,
        "last_event_id": entries[-1].pk if entries else max(after, 0),
    }


def _shapes(meeting: Meeting, *, roles: frozenset[str]) -> list[dict[str, Any]]:
    officer = journal.reach_of(roles) == OFFICER
    polls = list(polls_of(meeting.pk, officer=officer))
    now, facts = meeting_now(meeting.pk), facts_of(polls)
    return [poll_shape(poll, now, facts[poll.pk], officer=officer) for poll in polls]


def _composed(meeting: Meeting, polls: Sequence[dict[str, Any]], *, roles: frozenset[str]) -> dict[str, Any]:
    extra = rules.obstacles_to_moving_on(polls_underway(meeting.pk))
    shape = meetings.meeting_shape(meeting, with_key=bool(roles & KEY_HOLDERS), extra_to_closing=extra)
    shape["register"] = register.summary(meeting.pk)
    for item in shape["items"]:
        item["polls"] = [poll for poll in polls if poll["item_no"] == item["no"]]
    return shape


def _poll_in_focus(polls: Sequence[dict[str, Any]], item_no: int | None) -> dict[str, Any] | None:
    """The poll under way, paused or not; without one, the newest of this item that has been put."""
    opened = [poll for poll in polls if poll["state"] in UNDER_WAY]
    if opened:
        return opened[0]
    done = [p for p in polls if p["item_no"] == item_no and p["opened_at"] is not None]
    return max(done, key=lambda poll: (poll["opened_at"], poll["no"])) if done else None


def _mine(meeting: Meeting, poll: dict[str, Any] | None, user_id: UUID) -> dict[str, Any]:
    held = votes_held(UUID(poll["id"]), user_id) if poll else []
    voter = held[0] if held else None
    underway = poll is not None and poll["state"] in UNDER_WAY
    newest = Register.objects.filter(meeting=meeting).order_by("-version").values("pk")[:1]
    holds = Entry.objects.filter(register=Subquery(newest), delegate_id=user_id).count()
    return {
        "registration": meetings.my_registration(meeting.pk, user_id),
        "in_register": voter is not None if underway else holds > 0,
        "conflicts": _conflicts(meeting, poll if underway and voter else None, user_id),
        "receipt": voter.receipt if voter else None,
        "may_vote": _may_vote(poll, voter),
        "holds": holds,
        "votes": [
            {
                "hold": vote.hold,
                "authority": vote.authority,
                "member": vote.member,
                "venue": vote.venue,
                "receipt": vote.receipt,
                "may_vote": _may_vote(poll, vote),
            }
            for vote in held
        ],
    }


def _conflicts(meeting: Meeting, voted_on: dict[str, Any] | None, user_id: UUID) -> list[int]:
    """Items in which the own member has a conflict of interest.

    Not that of ``voted_on``: a vote that was open already keeps its register, and so this voter.
    """
    mine = Registration.objects.filter(Q(delegate=user_id) | Q(substitute=user_id), meeting=meeting)
    found = Conflict.objects.filter(meeting=meeting, member__in=mine.values("member"), lifted_at=None)
    items = found.order_by("item_no").values_list("item_no", flat=True)
    return [no for no in items if voted_on is None or no != voted_on["item_no"]]


def _may_vote(poll: dict[str, Any] | None, voter: Voter | None) -> bool:
    """In an open poll, by somebody in its register whose place votes by phone."""
    if poll is None or voter is None or poll["state"] != PollState.OPEN:
        return False
    by_phone = {place["venue"] for place in poll["channels"] if place["channel"] == VenueChannel.PHONES}
    return voter.venue_id in by_phone
