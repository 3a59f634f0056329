"""``stadga serve``: web, live, worker and beat together, or web or live alone."""

from __future__ import annotations

import argparse
import os
import sys

from config import roles
from config.supervisor import Supervisor

HELP = "run web, live, worker and beat together; serve web or serve live: that one alone"


def run(arguments: list[str]) -> int:
    """Run until told to end."""
    parser = argparse.ArgumentParser(prog="stadga serve", description=HELP, epilog=roles.__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("which", nargs="?", choices=("all", "web", "live"), default="all")
    which = parser.parse_args(arguments).which
    return together() if which == "all" else alone(which)


def alone(name: str) -> int:
    """Become this process: signals reach it directly, as a container wants it."""
    role = roles.role(name)
    sys.stdout.flush()
    os.execve(role.argv[0], role.argv, {**os.environ, **role.environment})  # noqa: S606  our own command line


def together() -> int:
    """All four under one supervisor."""
    supervisor = Supervisor([roles.role(name) for name in roles.NAMES], say=_say)
    supervisor.start(os.environ)
    try:
        return supervisor.watch()
    finally:
        supervisor.stop()


def _say(sentence: str) -> None:
    print(f"stadga serve: {sentence}", flush=True)
