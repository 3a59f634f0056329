"""Reads of elections."""

from voting.elections.queries.laws import laws_at
from voting.elections.queries.next_acts import next_acts, obstacles_to_leaving
from voting.elections.queries.proposing import proposals
from voting.elections.queries.races import ROOM, Sheet, sheet, sheets
from voting.elections.queries.shapes import (
    election,
    election_list,
    election_shape,
    nomination_shape,
    round_shape,
    told,
    told_at,
)

__all__ = [
    "ROOM",
    "Sheet",
    "election",
    "election_list",
    "election_shape",
    "laws_at",
    "next_acts",
    "nomination_shape",
    "obstacles_to_leaving",
    "proposals",
    "round_shape",
    "sheet",
    "sheets",
    "told",
    "told_at",
]
