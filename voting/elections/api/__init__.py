"""Doors to elections."""

from voting.elections.api.elections import (
    AcceptDoor,
    AcclamationDoor,
    CloseNominationsDoor,
    DecideDoor,
    ElectionDoor,
    ElectionsDoor,
    NextRoundDoor,
    NominateDoor,
    NominationDoor,
    NominationsDoor,
    OrderLotDoor,
    OwnAnswerDoor,
    ReopenNominationsDoor,
    RoundDoor,
    TermsDoor,
)
from voting.elections.api.projector import ProjectorElectionsDoor

__all__ = [
    "AcceptDoor",
    "AcclamationDoor",
    "CloseNominationsDoor",
    "DecideDoor",
    "ElectionDoor",
    "ElectionsDoor",
    "NextRoundDoor",
    "NominateDoor",
    "NominationDoor",
    "NominationsDoor",
    "OrderLotDoor",
    "OwnAnswerDoor",
    "ProjectorElectionsDoor",
    "ReopenNominationsDoor",
    "RoundDoor",
    "TermsDoor",
]
