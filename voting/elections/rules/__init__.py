"""Who can be chosen, how, for how long, and how the minutes say so. Plain Python: no query, no clock."""

from voting.elections.rules.ballots import (
    WITH_A_MAJORITY,
    BallotPlan,
    elected_in,
    is_adopted_by,
    lot_order,
    next_ballot,
    usual_method,
    votes_in,
)
from voting.elections.rules.course import (
    obstacles_to_acclamation,
    obstacles_to_answer,
    obstacles_to_ballot,
    obstacles_to_cancelling,
    obstacles_to_closing,
    obstacles_to_deciding,
    obstacles_to_next_round,
    obstacles_to_nominating,
    obstacles_to_opening,
    obstacles_to_reopening,
    obstacles_to_terms,
    obstacles_to_voiding,
    obstacles_to_withdrawing,
)
from voting.elections.rules.findings import county_rule, findings_of, is_same, should_be_secret
from voting.elections.rules.lots import drawn, labels, obstacles_to_lot
from voting.elections.rules.proposing import Proposed, board_seats, proposed
from voting.elections.rules.race import Laws, Name, Race, RoundNow, Win
from voting.elections.rules.seating import Seat, seats_of, unordered, usual_terms
from voting.elections.rules.tables import round_table
from voting.elections.rules.wording import decision_text, question, title

__all__ = [
    "WITH_A_MAJORITY",
    "BallotPlan",
    "Laws",
    "Name",
    "Proposed",
    "Race",
    "RoundNow",
    "Seat",
    "Win",
    "board_seats",
    "county_rule",
    "decision_text",
    "drawn",
    "elected_in",
    "findings_of",
    "is_adopted_by",
    "is_same",
    "labels",
    "lot_order",
    "next_ballot",
    "obstacles_to_acclamation",
    "obstacles_to_answer",
    "obstacles_to_ballot",
    "obstacles_to_cancelling",
    "obstacles_to_closing",
    "obstacles_to_deciding",
    "obstacles_to_lot",
    "obstacles_to_next_round",
    "obstacles_to_nominating",
    "obstacles_to_opening",
    "obstacles_to_reopening",
    "obstacles_to_terms",
    "obstacles_to_voiding",
    "obstacles_to_withdrawing",
    "proposed",
    "question",
    "round_table",
    "seats_of",
    "should_be_secret",
    "title",
    "unordered",
    "usual_method",
    "usual_terms",
    "votes_in",
]
