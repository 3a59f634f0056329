"""The demo's pretended time: it begins an hour before the meeting of 2016 and goes on where it stopped."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

FIRST_START = datetime(2016, 10, 11, 12, 15, tzinfo=ZoneInfo("Europe/Stockholm"))
# Noted every few seconds; after a crash time may jump forward by this much, but never back.
AFTER_A_CRASH = timedelta(seconds=15)


class DemoClock:
    """Kept in one small file. ``offset`` is what STADGA_CLOCK_OFFSET should say for this run."""

    def __init__(self, file: Path) -> None:
        """Continue the time that the file knows, or begin."""
        self._file = file
        try:
            noted = json.loads(file.read_text(encoding="ascii"))
            pretended = datetime.fromisoformat(noted["pretended"])
            if not noted["stopped"]:
                pretended += AFTER_A_CRASH
        except (OSError, ValueError, KeyError):
            pretended = FIRST_START
        self.offset = round((pretended - datetime.now(UTC)).total_seconds())

    def note(self, *, stopped: bool = False) -> None:
        """Write down what time it pretends to be."""
        now = datetime.now(UTC) + timedelta(seconds=self.offset)
        text = json.dumps({"offset": self.offset, "pretended": now.isoformat(), "stopped": stopped})
        half = self._file.with_suffix(".half")
        half.write_text(text, encoding="ascii")
        half.replace(self._file)
