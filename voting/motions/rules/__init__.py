"""Which proposals compete, in what order they are put, and what came of it. Plain Python."""

from voting.motions.rules.arranging import (
    Group,
    Proposal,
    StepPlan,
    arranged,
    faults_in_arrangement,
    groups_of,
    steps_of,
    untouched_by,
)
from voting.motions.rules.book import Book, StepNow
from voting.motions.rules.ground import Clause, FeeClass, Ground, fingerprint, slot_of
from voting.motions.rules.money import kronor
from voting.motions.rules.obstacles import (
    Situation,
    obstacles_to_changing,
    obstacles_to_filing,
    obstacles_to_line,
    obstacles_to_merging,
    obstacles_to_proposing,
    obstacles_to_running,
    obstacles_to_same_text,
    obstacles_to_settling,
    obstacles_to_taking,
    obstacles_to_undoing,
    obstacles_to_untouched,
    obstacles_to_voiding,
    outcome_of,
)

__all__ = [
    "Book",
    "Clause",
    "FeeClass",
    "Ground",
    "Group",
    "Proposal",
    "Situation",
    "StepNow",
    "StepPlan",
    "arranged",
    "faults_in_arrangement",
    "fingerprint",
    "groups_of",
    "kronor",
    "obstacles_to_changing",
    "obstacles_to_filing",
    "obstacles_to_line",
    "obstacles_to_merging",
    "obstacles_to_proposing",
    "obstacles_to_running",
    "obstacles_to_same_text",
    "obstacles_to_settling",
    "obstacles_to_taking",
    "obstacles_to_undoing",
    "obstacles_to_untouched",
    "obstacles_to_voiding",
    "outcome_of",
    "slot_of",
    "steps_of",
    "untouched_by",
]
