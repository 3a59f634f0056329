"""Reads of polls, and of the meeting composed with its polls and register."""

from voting.polls.queries.auditing import digest_of_ballots, digest_of_hands, faults_of
from voting.polls.queries.counts import boxes_of, case_of, document, is_open_box, per_venue, votes_of
from voting.polls.queries.desk import roll_call, turnout_by_name, watch
from voting.polls.queries.facts import Facts, chair_choices, facts_of, turnouts
from voting.polls.queries.fallback import fallback
from voting.polls.queries.meetings import (
    events_after,
    live_state,
    meeting_view,
    poll_list,
)
from voting.polls.queries.next_acts import next_acts
from voting.polls.queries.polls import (
    meeting_now,
    poll_of,
    polls_of,
    polls_underway,
    shape_of,
    visible_poll,
    waiting_for_the_key,
)
from voting.polls.queries.shapes import obstacles_of_hands, options, poll_shape
from voting.polls.queries.voters import Voter, entry_of_member, voter_in, votes_held

__all__ = [
    "Facts",
    "Voter",
    "boxes_of",
    "case_of",
    "chair_choices",
    "digest_of_ballots",
    "digest_of_hands",
    "document",
    "entry_of_member",
    "events_after",
    "facts_of",
    "fallback",
    "faults_of",
    "is_open_box",
    "live_state",
    "meeting_now",
    "meeting_view",
    "next_acts",
    "obstacles_of_hands",
    "options",
    "per_venue",
    "poll_list",
    "poll_of",
    "poll_shape",
    "polls_of",
    "polls_underway",
    "roll_call",
    "shape_of",
    "turnout_by_name",
    "turnouts",
    "visible_poll",
    "voter_in",
    "votes_held",
    "votes_of",
    "waiting_for_the_key",
    "watch",
]
