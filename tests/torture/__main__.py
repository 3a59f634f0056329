"""``make torture``: every torture test in full, its figures printed and written to docs/torture.md."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "torture.md"
HEAD = """# What the torture tests saw

Written by `make torture`. Each test names what it does to the house in its first line (`tests/torture`);
races have a naive twin that must fail. A figure that must be 0 is asserted, not only printed.

"""


def main(arguments: list[str]) -> int:
    """Run them; 0 when all passed. The page is written only by a whole run that passed."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures"
        environment = {**os.environ, "STADGA_TORTURE": "full", "STADGA_TORTURE_FIGURES": str(figures)}
        command = [sys.executable, "-m", "pytest", "-m", "torture", *(arguments or ["tests"])]
        code = subprocess.run([*command, "--timeout=1800"], cwd=ROOT, env=environment, check=False).returncode
        if code == 0 and not arguments and figures.is_file():
            PAGE.write_text(page(figures.read_text(encoding="utf-8").splitlines()), encoding="utf-8")
            sys.stdout.write(f"The figures are in {PAGE.relative_to(ROOT)}.\n")
    return code


def page(lines: list[str]) -> str:
    """A section for each test, a list for each time it told something."""
    told: dict[str, list[dict[str, object]]] = defaultdict(list)
    for line in lines:
        one = json.loads(line)
        told[one.pop("test")].append(one)
    parts = [HEAD]
    for test in sorted(told, key=lambda name: (len(name), name)):
        parts.append(f"## {test}\n\n")
        for one in told[test]:
            figures = ", ".join(f"{k.replace('_', ' ')}: {v}" for k, v in one.items())
            parts.append(f"* {figures}\n")
        parts.append("\n")
    return "".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
