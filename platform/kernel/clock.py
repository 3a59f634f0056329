"""The only place that reads the clock; everything below a door is handed the time.

``STADGA_CLOCK_OFFSET`` (seconds) shifts it, so that the demo can hold a meeting of 2016 with
the right times in its minutes. Sessions and cookies keep real time.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta


def now() -> datetime:
    """The present moment in UTC, shifted by the installation's offset."""
    return datetime.now(UTC) + timedelta(seconds=float(os.environ.get("STADGA_CLOCK_OFFSET", "0")))
