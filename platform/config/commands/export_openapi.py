"""``stadga export-openapi``: docs/openapi.json, drawn from the code."""

from __future__ import annotations

import argparse
import os

HELP = "write docs/openapi.json, from which the typed client is made; --check compares"


def run(arguments: list[str]) -> int:
    """Write or compare; no database and no secret is needed."""
    parser = argparse.ArgumentParser(prog="stadga export-openapi", description=HELP)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when it is stale")
    options = parser.parse_args(arguments)
    os.environ.setdefault("STADGA_WITHOUT_SECRETS", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config import openapi  # noqa: PLC0415  needs the settings of the lines above

    return openapi.run(check=options.check)
