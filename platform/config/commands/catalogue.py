"""``stadga catalogue``: docs/catalogue, drawn from the code."""

from __future__ import annotations

import argparse
import os

HELP = "write docs/catalogue (verbs, obstacles, permissions, events) from the code; --check compares"


def run(arguments: list[str]) -> int:
    """Write or compare; no database and no secret is needed."""
    parser = argparse.ArgumentParser(prog="stadga catalogue", description=HELP)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is stale")
    options = parser.parse_args(arguments)
    os.environ.setdefault("STADGA_WITHOUT_SECRETS", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config import catalogue  # noqa: PLC0415  needs the settings of the lines above

    return catalogue.run(check=options.check)
