"""``stadga doctor``: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import argparse

from config import doctor
from config.demo_folder import DemoFolder

HELP = "say in words what is wrong with this installation; exit 1 if something must be fixed"
MARKS = {"well": "✓", "look": "◇", "fix": "■"}


def run(arguments: list[str]) -> int:
    """Print every finding as it is made."""
    parser = argparse.ArgumentParser(prog="stadga doctor", description=HELP)
    parser.add_argument(
        "--demo", action="store_true", help="examine the demo that was started in this folder"
    )
    if parser.parse_args(arguments).demo:
        DemoFolder.here().enter()
    to_fix = 0
    for finding in doctor.examine():
        print(f"{MARKS[finding.level]} {finding.what}: {finding.found}", flush=True)
        if finding.todo:
            print(f"    → {finding.todo}", flush=True)
        to_fix += finding.level == "fix"
    print(f"\n{to_fix} to fix." if to_fix else "\nNothing to fix.")
    return 1 if to_fix else 0
