"""``stadga beat``: the timetable of work that comes again."""

from __future__ import annotations

import argparse

from config.commands.serve import alone

HELP = "run the timetable alone; exactly one of it in an installation"


def run(arguments: list[str]) -> int:
    """Become the timetable."""
    argparse.ArgumentParser(prog="stadga beat", description=HELP).parse_args(arguments)
    return alone("beat")
