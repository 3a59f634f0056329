"""Every rule of the floor. Plain Python: no query, no clock, no web."""

from voting.floor.rules.course import (
    FloorNow,
    obstacles_to_calling,
    obstacles_to_moving,
    obstacles_to_skipping,
    obstacles_to_undoing,
    obstacles_to_withdrawing,
)
from voting.floor.rules.order import Ask, Turn, order
from voting.floor.rules.speaking import MAX_REPLIES, Exchange, Person, obstacles_to_asking

__all__ = [
    "MAX_REPLIES",
    "Ask",
    "Exchange",
    "FloorNow",
    "Person",
    "Turn",
    "obstacles_to_asking",
    "obstacles_to_calling",
    "obstacles_to_moving",
    "obstacles_to_skipping",
    "obstacles_to_undoing",
    "obstacles_to_withdrawing",
    "order",
]
