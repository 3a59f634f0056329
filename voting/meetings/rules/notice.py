"""Whether the notice went out in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kernel.errors import Obstacle


@dataclass(frozen=True)
class Notice:
    """The day the notice went out, the last day for it, and the first day a meeting could be held."""

    days: int | None
    latest: date | None
    sent: date | None
    source_sv: str
    source_en: str

    def findings(self, *, today: date) -> list[Obstacle]:
        """What the meeting must judge when it asks whether it was duly convened. It stops nothing."""
        if self.days is None or self.latest is None:
            return []
        if (self.sent or today) <= self.latest:
            return []
        earliest = (self.sent or today) + timedelta(days=self.days)
        params = {
            "date": self.latest.isoformat(),
            "rule": self.source_sv,
            "earliest_date": earliest.isoformat(),
        }
        return [Obstacle("voting.meetings.obstacle_notice_late", params)]


def notice_of(
    rule: Mapping[str, Any] | None,
    *,
    kind: str,
    held_on: date,
    sent: date | None,
    source: tuple[str, str] = ("", ""),
) -> Notice:
    """``rule`` is days by kind of meeting: {"annual": 28, "extra": 14}. No rule, no last day."""
    days = (rule or {}).get(kind)
    if days is None:
        return Notice(None, None, sent, "", "")
    return Notice(int(days), held_on - timedelta(days=int(days)), sent, source[0], source[1])
