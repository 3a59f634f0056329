"""Verbs on polls: prepare, open, cast, count, close, declare; and what can happen on the way."""

from voting.polls.actions.assisting import assist
from voting.polls.actions.casting import cast_ballot
from voting.polls.actions.closing import close_poll
from voting.polls.actions.deciding import decide_by_poll
from voting.polls.actions.declaring import declare_poll
from voting.polls.actions.hands import change_channel, count_hands
from voting.polls.actions.moving_on import adjourn_meeting, close_meeting, start_item
from voting.polls.actions.on_paper import enter_paper_poll
from voting.polls.actions.opening import open_poll
from voting.polls.actions.pausing import pause_poll, resume_poll
from voting.polls.actions.preparing import Question, prepare_again, prepare_poll, withdraw_poll
from voting.polls.actions.resolving import resolve_tie
from voting.polls.actions.sealed import assist_sealed, cast_sealed, give_decryption, open_sealed
from voting.polls.actions.voiding import void_poll
from voting.polls.actions.watching import alive, lose_venue, restore_venue

__all__ = [
    "Question",
    "adjourn_meeting",
    "alive",
    "assist",
    "assist_sealed",
    "cast_ballot",
    "cast_sealed",
    "change_channel",
    "close_meeting",
    "close_poll",
    "count_hands",
    "decide_by_poll",
    "declare_poll",
    "enter_paper_poll",
    "give_decryption",
    "lose_venue",
    "open_poll",
    "open_sealed",
    "pause_poll",
    "prepare_again",
    "prepare_poll",
    "resolve_tie",
    "restore_venue",
    "resume_poll",
    "start_item",
    "void_poll",
    "withdraw_poll",
]
