"""Doors to registrations and to a meeting's course. The meeting itself opens a room up, with its register."""

from voting.meetings.api.board import (
    BoardAnswersDoor,
    BoardChoicesDoor,
    BoardCloseDoor,
    BoardDecideDoor,
    BoardFatesDoor,
    BoardItemDoor,
    BoardMatterDoor,
    BoardMattersDoor,
    BoardMeetingDoor,
    BoardMeetingsDoor,
    BoardOpenDoor,
    BoardTableDoor,
    BoardUndoDoor,
)
from voting.meetings.api.book import DecisionBookDoor, JourneyDoor
from voting.meetings.api.course import ConfirmDoor, DecisionsDoor
from voting.meetings.api.registrations import (
    MyOrganisationDoor,
    MyRegistrationDoor,
    RegistrationDoor,
    RegistrationsDoor,
)

__all__ = [
    "BoardAnswersDoor",
    "BoardChoicesDoor",
    "BoardCloseDoor",
    "BoardDecideDoor",
    "BoardFatesDoor",
    "BoardItemDoor",
    "BoardMatterDoor",
    "BoardMattersDoor",
    "BoardMeetingDoor",
    "BoardMeetingsDoor",
    "BoardOpenDoor",
    "BoardTableDoor",
    "BoardUndoDoor",
    "ConfirmDoor",
    "DecisionBookDoor",
    "DecisionsDoor",
    "JourneyDoor",
    "MyOrganisationDoor",
    "MyRegistrationDoor",
    "RegistrationDoor",
    "RegistrationsDoor",
]
