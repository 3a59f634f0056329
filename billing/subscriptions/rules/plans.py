"""The plans, as data: what they cost and the one thing that may limit them, the number of members."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data" / "plans.json"


@dataclass(frozen=True)
class Plan:
    """``price`` in whole öre without VAT for each ``every``; ``most_members`` None: as many as there are."""

    code: str
    name_sv: str
    name_en: str
    price: int
    every: str
    most_members: int | None

    def holds(self, members: int) -> bool:
        """Whether an association of so many members may choose it."""
        return self.most_members is None or members <= self.most_members


@cache
def _read() -> tuple[str, tuple[Plan, ...]]:
    told = json.loads(DATA.read_text("utf-8"))
    found = tuple(
        Plan(
            code=one["code"], name_sv=one["name"]["sv"], name_en=one["name"]["en"], price=one["price"],
            every=one["every"], most_members=one["most_members"],
        )
        for one in told["plans"]
    )  # fmt: skip
    return told["currency"], found


def plans() -> tuple[Plan, ...]:
    """All of them, the smallest first."""
    return _read()[1]


def currency() -> str:
    """What they are priced in."""
    return _read()[0]


def plan(code: str) -> Plan | None:
    """By its code."""
    return next((one for one in plans() if one.code == code), None)
