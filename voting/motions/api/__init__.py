"""Doors to motions and to the order of propositions."""

from voting.motions.api.motions import (
    MainDoor,
    MergeDoor,
    MotionDoor,
    MotionsAtDeskDoor,
    MotionsDoor,
    RecommendDoor,
    SettleDoor,
    WithdrawDoor,
)
from voting.motions.api.orders import (
    AcclamationDoor,
    ApproveDoor,
    LaterDayDoor,
    LineDoor,
    OrderDoor,
    ReadingWordsDoor,
    StepPollDoor,
    UndoDoor,
    UntouchedDoor,
)
from voting.motions.api.projector import ProjectorMotionDoor, ProjectorMotionsDoor, ProjectorOrderDoor

__all__ = [
    "AcclamationDoor",
    "ApproveDoor",
    "LaterDayDoor",
    "LineDoor",
    "MainDoor",
    "MergeDoor",
    "MotionDoor",
    "MotionsAtDeskDoor",
    "MotionsDoor",
    "OrderDoor",
    "ProjectorMotionDoor",
    "ProjectorMotionsDoor",
    "ProjectorOrderDoor",
    "ReadingWordsDoor",
    "RecommendDoor",
    "SettleDoor",
    "StepPollDoor",
    "UndoDoor",
    "UntouchedDoor",
    "WithdrawDoor",
]
