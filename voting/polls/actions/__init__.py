"""Verbs on polls: prepare, open, cast, close, declare; and moving on in the meeting past them."""

from voting.polls.actions.casting import cast_ballot
from voting.polls.actions.closing import close_poll
from voting.polls.actions.declaring import declare_poll
from voting.polls.actions.moving_on import close_meeting, start_item
from voting.polls.actions.opening import open_poll
from voting.polls.actions.preparing import Question, prepare_poll

__all__ = [
    "Question",
    "cast_ballot",
    "close_meeting",
    "close_poll",
    "declare_poll",
    "open_poll",
    "prepare_poll",
    "start_item",
]
