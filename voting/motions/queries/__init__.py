"""Reads of motions and of the orders they are decided in."""

from voting.motions.queries.amending import amend_of, awaits_minutes, majority_of
from voting.motions.queries.grounds import matter_kind
from voting.motions.queries.motions import filing_of, motion, motion_list, motion_shape, one_motion
from voting.motions.queries.next_acts import next_acts, obstacles_to_leaving
from voting.motions.queries.orders import (
    debated,
    main_shape,
    main_view,
    order_shape,
    order_view,
    shown_order,
)
from voting.motions.queries.sheets import Sheet, sheet

__all__ = [
    "Sheet",
    "amend_of",
    "awaits_minutes",
    "debated",
    "filing_of",
    "main_shape",
    "main_view",
    "majority_of",
    "matter_kind",
    "motion",
    "motion_list",
    "motion_shape",
    "next_acts",
    "obstacles_to_leaving",
    "one_motion",
    "order_shape",
    "order_view",
    "sheet",
    "shown_order",
]
