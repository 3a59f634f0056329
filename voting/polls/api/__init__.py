"""Doors to polls and to the meeting as the screens see it."""

from voting.polls.api.ballots import BallotDoor
from voting.polls.api.meetings import (
    CloseMeetingDoor,
    EventsDoor,
    ItemDoor,
    ProjectorCodeDoor,
    ProjectorDoor,
    ProjectorEventsDoor,
    StateDoor,
)
from voting.polls.api.polls import CloseDoor, DeclareDoor, OpenDoor, PollDoor, PollsDoor

__all__ = [
    "BallotDoor",
    "CloseDoor",
    "CloseMeetingDoor",
    "DeclareDoor",
    "EventsDoor",
    "ItemDoor",
    "OpenDoor",
    "PollDoor",
    "PollsDoor",
    "ProjectorCodeDoor",
    "ProjectorDoor",
    "ProjectorEventsDoor",
    "StateDoor",
]
