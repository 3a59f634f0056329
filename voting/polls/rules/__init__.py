"""When a poll can be opened, closed, declared and voted in, and what its count means. Plain Python."""

from voting.polls.rules.course import (
    MeetingNow,
    obstacles_to_closing,
    obstacles_to_declaring,
    obstacles_to_moving_on,
    obstacles_to_opening,
    obstacles_to_preparing,
)
from voting.polls.rules.majority import (
    OUTCOMES,
    RULES_OF_PROCEDURE,
    counting_rule,
    faults_in_rule,
    result_of,
    rule_shape,
)

__all__ = [
    "OUTCOMES",
    "RULES_OF_PROCEDURE",
    "MeetingNow",
    "counting_rule",
    "faults_in_rule",
    "obstacles_to_closing",
    "obstacles_to_declaring",
    "obstacles_to_moving_on",
    "obstacles_to_opening",
    "obstacles_to_preparing",
    "result_of",
    "rule_shape",
]
