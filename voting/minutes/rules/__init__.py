"""The minutes as text: pure functions from facts to words, in the Swedish of the record."""

from voting.minutes.rules.drafting import draft
from voting.minutes.rules.facts import (
    ClauseFacts,
    DecisionFacts,
    ItemFacts,
    MeetingFacts,
    PersonFacts,
    PollFacts,
    Progress,
    RegisterChangeFacts,
    RegisterEntryFacts,
    RegisterFacts,
    Stage,
    TieFacts,
    VenueFacts,
)
from voting.minutes.rules.paper import paper_of
from voting.minutes.rules.polls import is_mark, mark_in
from voting.minutes.rules.shapes import AnnexRow, AttendanceRow, ItemMinutes, MinuteLine, MinutesDraft

__all__ = [
    "AnnexRow",
    "AttendanceRow",
    "ClauseFacts",
    "DecisionFacts",
    "ItemFacts",
    "ItemMinutes",
    "MeetingFacts",
    "MinuteLine",
    "MinutesDraft",
    "PersonFacts",
    "PollFacts",
    "Progress",
    "RegisterChangeFacts",
    "RegisterEntryFacts",
    "RegisterFacts",
    "Stage",
    "TieFacts",
    "VenueFacts",
    "draft",
    "is_mark",
    "mark_in",
    "paper_of",
]
