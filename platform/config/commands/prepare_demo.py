"""``stadga prepare-demo``: the database part of the demo, run by ``stadga demo`` as a process of its own.

The seed is ``config.demo.seed(say=…)``. It is called at every start, so it keeps what is there, adds
what is missing, and returns a one-click sign-in per role as a list of (label in Swedish, address).
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import io
import json
import time
from pathlib import Path

from config import env

HELP = ""  # not for people
SEED = "config.demo"
EMPTY = "STADGA_DEMO_EMPTY"


def run(arguments: list[str]) -> int:
    """Migrate, seed, and write the links as JSON."""
    parser = argparse.ArgumentParser(prog="stadga prepare-demo", description=__doc__)
    parser.add_argument("links", type=Path, help="file to write the sign-in links to")
    options = parser.parse_args(arguments)
    progress = _Progress()
    import django  # noqa: PLC0415  the environment is ready only now
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate_tenants", stdout=io.StringIO())
    progress.say("database brought up to date")
    links: list[tuple[str, str]] = []
    if not env.flag(EMPTY) and importlib.util.find_spec(SEED) is not None:
        links = importlib.import_module(SEED).seed(say=progress.say)
    options.links.write_text(json.dumps(links), encoding="utf-8")
    return 0


class _Progress:
    """A line for each step with the seconds since the one before."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def say(self, sentence: str) -> None:
        """Tell what was just finished."""
        now = time.monotonic()
        print(f"  {now - self._last:5.1f} s  {sentence}", flush=True)
        self._last = now
