"""What the chair does next with a counted vote: make it ready, open, close, declare, decide."""

from __future__ import annotations

from kernel.errors import Obstacle
from tenants.decisions.queries import decisions_of
from voting.meetings.enums import ItemKind, ItemState, MeetingState
from voting.meetings.models import Item, Meeting
from voting.meetings.rules import Act
from voting.polls import rules
from voting.polls.enums import UNDER_WAY, PollState
from voting.polls.models import Poll
from voting.polls.queries.facts import chair_choices
from voting.polls.queries.polls import meeting_now, polls_underway

UNDER, PREPARED, TO_DECIDE, COULD = 50, 47, 25, 15


def next_acts(found: Meeting) -> list[Act]:
    """A vote under way comes before all else; one that is ready, before what could be done instead of it."""
    if found.state != MeetingState.OPEN:
        return []
    underway = polls_underway(found.pk)
    if underway:
        return [_under_way(underway[0])]
    item = found.items.filter(state=ItemState.NOW.value).first()
    if item is None:
        return []
    polls = list(Poll.objects.filter(meeting=found, item_no=item.no).order_by("no"))
    ready = [poll for poll in polls if poll.state == PollState.PREPARED]
    if ready:
        obstacles = rules.obstacles_to_opening(ready[0], meeting_now(found.pk))
        return [_act(PREPARED, "open", ready[0], obstacles)]
    taken = decisions_of(found.pk).get(item.no, [])
    told = [poll for poll in polls if poll.state == PollState.DECLARED and not poll.purpose]
    if told and told[-1].pk not in {decision.poll for decision in taken}:
        return [] if taken else [_act(TO_DECIDE, "decide", told[-1])]
    is_done = taken or item.outcome or item.fulfilled_at is not None
    return [] if is_done else _could_be_counted(found, item)


def _under_way(poll: Poll) -> Act:
    if poll.state == PollState.PAUSED:
        return _act(UNDER, "resume", poll, rules.obstacles_to_resuming(poll, meeting_now(poll.meeting_id)))
    if poll.state in UNDER_WAY:
        return _act(UNDER, "close", poll)
    tie = rules.unresolved(poll, chair_choice=chair_choices([poll.pk]).get(poll.pk))
    return _act(UNDER, "declare", poll, rules.obstacles_to_declaring(poll, tie))


def _could_be_counted(found: Meeting, item: Item) -> list[Act]:
    """The item's proposal, put to a counted vote: what a demand for one asks for."""
    if item.kind in {ItemKind.INFORMATION, ItemKind.ELECTION}:
        return []
    question = f"Ska mötet bifalla förslaget i §\u00a0{item.no}, {item.title_sv}?"
    body = {
        "item_no": item.no,
        "kind": "yes_no",
        "question": question[:300],
        "detail": item.proposal_sv[:5000],
    }
    action = {"method": "POST", "url": f"/api/meetings/{found.pk}/polls", "body": body}
    return [Act(COULD, "voting.polls.next_prepare", {"item_no": item.no}, action, (), counts=True)]


def _act(priority: int, verb: str, poll: Poll, obstacles: list[Obstacle] | None = None) -> Act:
    params = {"item_no": poll.item_no, "no": poll.no, "question": poll.question, "poll": str(poll.pk)}
    action = (
        None if verb == "decide" else {"method": "POST", "url": f"/api/polls/{poll.pk}/{verb}", "body": {}}
    )
    return Act(priority, f"voting.polls.next_{verb}", params, action, obstacles or ())
