"""What the minutes are written from: plain facts, each with the journal entries it rests on.

Nothing here is computed or worded. ``events`` are journal ids; an empty tuple means that the fact is
older than the journal (an invitation on paper) or not an event at all (the association's name).
"""

from voting.minutes.rules.facts.course import ConflictFacts, HappeningFacts, SoundingFacts, UndoneFacts
from voting.minutes.rules.facts.elections import (
    BallotFacts,
    ElectionFacts,
    ElectionRowFacts,
    NomineeFacts,
)
from voting.minutes.rules.facts.meeting import (
    AnnexFacts,
    BoardFacts,
    DecisionFacts,
    EffectFacts,
    ItemFacts,
    MeetingFacts,
    MemberFacts,
    NoteFacts,
    NoticeFacts,
    PersonFacts,
    Progress,
    RegisterChangeFacts,
    RegisterEntryFacts,
    RegisterFacts,
    RulesFacts,
    SeatFacts,
    StatutesFacts,
    VenueFacts,
)
from voting.minutes.rules.facts.motions import MotionFacts, OrderFacts, StepFacts
from voting.minutes.rules.facts.polls import (
    ClauseFacts,
    PlaceFacts,
    PollFacts,
    SealFacts,
    Stage,
    TieFacts,
    VoidedFacts,
    VotedFacts,
)
from voting.minutes.rules.facts.words import STOCKHOLM, Events

__all__ = [
    "STOCKHOLM",
    "AnnexFacts",
    "BallotFacts",
    "BoardFacts",
    "ClauseFacts",
    "ConflictFacts",
    "DecisionFacts",
    "EffectFacts",
    "ElectionFacts",
    "ElectionRowFacts",
    "Events",
    "HappeningFacts",
    "ItemFacts",
    "MeetingFacts",
    "MemberFacts",
    "MotionFacts",
    "NomineeFacts",
    "NoteFacts",
    "NoticeFacts",
    "OrderFacts",
    "PersonFacts",
    "PlaceFacts",
    "PollFacts",
    "Progress",
    "RegisterChangeFacts",
    "RegisterEntryFacts",
    "RegisterFacts",
    "RulesFacts",
    "SealFacts",
    "SeatFacts",
    "SoundingFacts",
    "Stage",
    "StatutesFacts",
    "StepFacts",
    "TieFacts",
    "UndoneFacts",
    "VenueFacts",
    "VoidedFacts",
    "VotedFacts",
]
