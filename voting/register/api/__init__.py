"""Doors to the meeting with its register, and to presence."""

from voting.register.api.meetings import MeetingDoor, MeetingsDoor, OpenDoor
from voting.register.api.register import ApproveDoor, ArriveDoor, CheckInDoor, CheckInsDoor, RegisterDoor

__all__ = [
    "ApproveDoor",
    "ArriveDoor",
    "CheckInDoor",
    "CheckInsDoor",
    "MeetingDoor",
    "MeetingsDoor",
    "OpenDoor",
    "RegisterDoor",
]
