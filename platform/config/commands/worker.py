"""``stadga worker``: work outside the request."""

from __future__ import annotations

import argparse

from config.commands.serve import alone

HELP = "run the worker alone: provisioning, letters, everything outside a request"


def run(arguments: list[str]) -> int:
    """Become the worker."""
    argparse.ArgumentParser(prog="stadga worker", description=HELP).parse_args(arguments)
    return alone("worker")
