"""When a poll can be opened, closed, declared and voted in, and what its count means. Plain Python."""

from voting.polls.rules.candidates import faults_in_candidates, swedish
from voting.polls.rules.course import (
    MeetingNow,
    obstacle_of_pause,
    obstacles_to_channel,
    obstacles_to_closing,
    obstacles_to_deciding_by,
    obstacles_to_declaring,
    obstacles_to_moving_on,
    obstacles_to_opening,
    obstacles_to_pausing,
    obstacles_to_preparing,
    obstacles_to_resuming,
    obstacles_to_voiding,
    waiting_for,
)
from voting.polls.rules.documents import document_of
from voting.polls.rules.gathering import Votes, counts_of, gathered, lines
from voting.polls.rules.hands import (
    Counted,
    agreed,
    is_readable,
    newest_of_each,
    obstacles_to_hands,
    obstacles_to_sheet,
    slips,
)
from voting.polls.rules.majority import (
    OUTCOMES,
    RULES_OF_PROCEDURE,
    faults_in_rule,
    rule_shape,
    usual_rule,
    usual_tie,
)
from voting.polls.rules.papers import Paper, canonical, obstacles_to_choice, paper_of
from voting.polls.rules.results import Case, counting_rule, result_after_lot, result_of
from voting.polls.rules.ties import Tie, obstacle_of, obstacles_to_resolving, resolved, unresolved
from voting.polls.rules.words import way_shape

__all__ = [
    "OUTCOMES",
    "RULES_OF_PROCEDURE",
    "Case",
    "Counted",
    "MeetingNow",
    "Paper",
    "Tie",
    "Votes",
    "agreed",
    "canonical",
    "counting_rule",
    "counts_of",
    "document_of",
    "faults_in_candidates",
    "faults_in_rule",
    "gathered",
    "is_readable",
    "lines",
    "newest_of_each",
    "obstacle_of",
    "obstacle_of_pause",
    "obstacles_to_channel",
    "obstacles_to_choice",
    "obstacles_to_closing",
    "obstacles_to_deciding_by",
    "obstacles_to_declaring",
    "obstacles_to_hands",
    "obstacles_to_moving_on",
    "obstacles_to_opening",
    "obstacles_to_pausing",
    "obstacles_to_preparing",
    "obstacles_to_resolving",
    "obstacles_to_resuming",
    "obstacles_to_sheet",
    "obstacles_to_voiding",
    "paper_of",
    "resolved",
    "result_after_lot",
    "result_of",
    "rule_shape",
    "slips",
    "swedish",
    "unresolved",
    "usual_rule",
    "usual_tie",
    "waiting_for",
    "way_shape",
]
