"""``make torture``: every torture test in full; its figures are printed and kept in docs/torture.md.

``make torture ARGS=tests/torture/test_t02_postgres_crashes.py`` holds one alone: of the page only its own
section is written anew, so that the long ones need not be held on the same night.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "torture.md"
HEAD = """# What the torture tests saw

Written by `make torture`, each section on the day it names. Races have a naive twin that must fail.
A figure that must be 0 is asserted, not only printed. `make test` holds the same tests with fewer repeats.

"""
SECTION = re.compile(r"^## (.+?)\n\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def main(arguments: list[str]) -> int:
    """Run them; 0 when all passed. Nothing is written of a run that failed."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures"
        environment = {**os.environ, "STADGA_TORTURE": "full", "STADGA_TORTURE_FIGURES": str(figures)}
        command = [sys.executable, "-m", "pytest", "-m", "torture", *(arguments or ["tests"])]
        code = subprocess.run([*command, "--timeout=1800"], cwd=ROOT, env=environment, check=False).returncode
        if code == 0 and figures.is_file():
            new = sections(figures.read_text(encoding="utf-8").splitlines(), day=datetime.now(UTC).date())
            kept = dict(SECTION.findall(PAGE.read_text(encoding="utf-8"))) if arguments else {}
            PAGE.write_text(page({**kept, **new}), encoding="utf-8")
            sys.stdout.write(f"The figures are in {PAGE.relative_to(ROOT)}.\n")
    return code


def sections(lines: list[str], *, day: date) -> dict[str, str]:
    """Test → its section's text: what it does, the day, and a line for each time it told something."""
    told: dict[str, list[str]] = defaultdict(list)
    about: dict[str, str] = {}
    for line in lines:
        one = json.loads(line)
        name, sentence = one.pop("test"), one.pop("about").partition(": ")[2]
        about[name] = sentence[:1].upper() + sentence[1:]
        told[name].append(", ".join(f"{k.replace('_', ' ')}: {v}" for k, v in one.items()))
    return {
        name: f"{about[name]} Seen {day}.\n\n" + "".join(f"* {one}\n" for one in ones)
        for name, ones in told.items()
    }


def page(found: dict[str, str]) -> str:
    """The whole page, the tests in the order of their numbers."""
    ordered = sorted(found, key=lambda name: (len(name.split()[0]), name))
    return HEAD + "\n".join(f"## {name}\n\n{found[name].strip()}\n" for name in ordered)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
