"""``stadga story``: a whole day played over HTTP, every delegate a client of its own."""

from __future__ import annotations

import importlib
import importlib.util

HELP = "play a whole day over HTTP and write what happened: stadga story iec --out story.json"
PLAYER = "config.stories"


def run(arguments: list[str]) -> int:
    """Hand over to the player: ``config.stories.run(arguments)``."""
    if importlib.util.find_spec(PLAYER) is None:
        print("This installation has no stories.")
        return 1
    return int(importlib.import_module(PLAYER).run(arguments))
