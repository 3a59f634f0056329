"""What happens between an association and the platform. Days and moments are written as ISO 8601."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class StandingChanged(Event):
    """The association's subscription stands otherwise: trial, active, unpaid or read_only."""

    kind: ClassVar[str] = "billing.subscriptions.standing_changed"
    audience: ClassVar[Audience] = Audience.OFFICERS
    was: str
    standing: str


@dataclass(frozen=True)
class TimeGiven(Event):
    """The platform's staff moved the last day of the trial or of the grace."""

    kind: ClassVar[str] = "billing.subscriptions.time_given"
    audience: ClassVar[Audience] = Audience.OFFICERS
    standing: str
    until: str
