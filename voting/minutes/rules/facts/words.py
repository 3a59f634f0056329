"""What all facts share."""

from __future__ import annotations

from zoneinfo import ZoneInfo

Events = tuple[int, ...]
STOCKHOLM = ZoneInfo("Europe/Stockholm")
