"""Doors to polls and to the meeting as the screens see it."""

from voting.polls.api.ballots import AssistDoor, BallotDoor, RollCallDoor, TurnoutDoor
from voting.polls.api.counting import ChannelDoor, CountDoor, HandsDoor, OnPaperDoor, TieDoor
from voting.polls.api.deciding import DecisionDoor
from voting.polls.api.meetings import (
    AdjournDoor,
    CloseMeetingDoor,
    EventsDoor,
    ItemDoor,
    ProjectorCodeDoor,
    ProjectorDoor,
    ProjectorEventsDoor,
    StateDoor,
)
from voting.polls.api.papers import FallbackDoor
from voting.polls.api.polls import (
    AgainDoor,
    CloseDoor,
    DeclareDoor,
    OpenDoor,
    PauseDoor,
    PollDoor,
    PollsDoor,
    ResumeDoor,
    VoidDoor,
)
from voting.polls.api.sealed import (
    ArchiveDoor,
    BoardDoor,
    CommitmentsDoor,
    DecryptionDoor,
    MarksDoor,
    OpenSealedDoor,
    SealedAssistDoor,
    SealedBallotDoor,
    SideProofsDoor,
)
from voting.polls.api.watching import AliveDoor, LostDoor, RestoredDoor

__all__ = [
    "AdjournDoor",
    "AgainDoor",
    "AliveDoor",
    "ArchiveDoor",
    "AssistDoor",
    "BallotDoor",
    "BoardDoor",
    "ChannelDoor",
    "CloseDoor",
    "CloseMeetingDoor",
    "CommitmentsDoor",
    "CountDoor",
    "DecisionDoor",
    "DeclareDoor",
    "DecryptionDoor",
    "EventsDoor",
    "FallbackDoor",
    "HandsDoor",
    "ItemDoor",
    "LostDoor",
    "MarksDoor",
    "OnPaperDoor",
    "OpenDoor",
    "OpenSealedDoor",
    "PauseDoor",
    "PollDoor",
    "PollsDoor",
    "ProjectorCodeDoor",
    "ProjectorDoor",
    "ProjectorEventsDoor",
    "RestoredDoor",
    "ResumeDoor",
    "RollCallDoor",
    "SealedAssistDoor",
    "SealedBallotDoor",
    "SideProofsDoor",
    "StateDoor",
    "TieDoor",
    "TurnoutDoor",
    "VoidDoor",
]
