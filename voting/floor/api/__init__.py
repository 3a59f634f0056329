"""Doors to the speakers list."""

from voting.floor.api.asking import DeskDoor, FloorDoor, OwnRequestDoor, VenueFloorDoor, VenueRequestDoor
from voting.floor.api.leading import (
    ExtendDoor,
    LimitDoor,
    LineDoor,
    NextDoor,
    OrderDoor,
    PolicyDoor,
    SkipDoor,
    StopDoor,
    UndoDoor,
)

__all__ = [
    "DeskDoor",
    "ExtendDoor",
    "FloorDoor",
    "LimitDoor",
    "LineDoor",
    "NextDoor",
    "OrderDoor",
    "OwnRequestDoor",
    "PolicyDoor",
    "SkipDoor",
    "StopDoor",
    "UndoDoor",
    "VenueFloorDoor",
    "VenueRequestDoor",
]
