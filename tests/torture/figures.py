"""What a torture test saw: printed, and kept for docs/torture.md when ``make torture`` asks for it.

``make test`` runs fewer repeats of the long ones; ``make torture`` runs as many as TORTURE asks for.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

LINES: list[str] = []
"""What the run's summary prints (see conftest)."""
FULL = os.environ.get("STADGA_TORTURE") == "full"


def repeats(full: int, short: int) -> int:
    """How often to do it: ``full`` times under ``make torture``."""
    return full if FULL else short


def tell(test: str, **figures: float | str) -> None:
    """Print the figures in a line of the summary; keep them where STADGA_TORTURE_FIGURES says."""
    line = f"{test}: " + ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items())
    LINES.append(line)
    kept = os.environ.get("STADGA_TORTURE_FIGURES")
    if kept:
        about = (sys._getframe(1).f_globals["__doc__"] or "").partition("\n")[0]  # the test's own first line
        with Path(kept).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"test": test, "about": about, **figures}, ensure_ascii=False) + "\n")
