"""Verbs on elections. Each holds the meeting first and records last; repeated, it answers the same."""

from voting.elections.actions.balloting import Ballot, next_round, put_round
from voting.elections.actions.deciding import acclaim, answer, answer_oneself, decide, draw_order
from voting.elections.actions.following import poll_declared, poll_voided
from voting.elections.actions.nominating import NewName, nominate, nominate_at_desk, withdraw
from voting.elections.actions.opening import (
    NewElection,
    approve_terms,
    cancel,
    close_nominations,
    open_election,
    reopen_nominations,
)

__all__ = [
    "Ballot",
    "NewElection",
    "NewName",
    "acclaim",
    "answer",
    "answer_oneself",
    "approve_terms",
    "cancel",
    "close_nominations",
    "decide",
    "draw_order",
    "next_round",
    "nominate",
    "nominate_at_desk",
    "open_election",
    "poll_declared",
    "poll_voided",
    "put_round",
    "reopen_nominations",
    "withdraw",
]
