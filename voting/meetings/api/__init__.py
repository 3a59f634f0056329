"""Doors to registrations and to a meeting's course. The meeting itself opens a room up, with its register."""

from voting.meetings.api.course import ConfirmDoor, DecisionsDoor
from voting.meetings.api.registrations import (
    MyOrganisationDoor,
    MyRegistrationDoor,
    RegistrationDoor,
    RegistrationsDoor,
)

__all__ = [
    "ConfirmDoor",
    "DecisionsDoor",
    "MyOrganisationDoor",
    "MyRegistrationDoor",
    "RegistrationDoor",
    "RegistrationsDoor",
]
