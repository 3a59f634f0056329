"""Reads of polls, and of the meeting composed with its polls and register."""

from voting.polls.queries.meetings import (
    events_after,
    live_state,
    meeting_view,
    poll_list,
)
from voting.polls.queries.polls import (
    meeting_now,
    poll_of,
    poll_shape,
    polls_of,
    polls_underway,
    turnout,
    turnouts,
    visible_poll,
)
from voting.polls.queries.voters import Voter, voter_in

__all__ = [
    "Voter",
    "events_after",
    "live_state",
    "meeting_now",
    "meeting_view",
    "poll_list",
    "poll_of",
    "poll_shape",
    "polls_of",
    "polls_underway",
    "turnout",
    "turnouts",
    "visible_poll",
    "voter_in",
]
