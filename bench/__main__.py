"""``python -m bench``: one JSON on standard output, nothing else; exit code 1 when a limit is missed."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import importlib.util
import io
import json
import os
import sys
from types import ModuleType
from typing import Any

from bench.casting import VOTERS
from bench.house import house

MEASURES = ("bench.casting", "bench.secret", "bench.live", "bench.ballots")


def main() -> int:
    """Measure; each module has ``measure(house)`` that returns figures by name."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("only", nargs="*", help="casting, secret, live, ballots; all of them without")
    wanted = parser.parse_args().only
    os.environ.setdefault("STADGA_LOG_LEVEL", "ERROR")
    figures: dict[str, Any] = {}
    chosen = [
        importlib.import_module(name)
        for name in MEASURES
        if (not wanted or name.removeprefix("bench.") in wanted) and importlib.util.find_spec(name)
    ]
    with contextlib.redirect_stdout(io.StringIO()):
        for module in (one for one in chosen if not _needs_house(one)):
            figures |= module.measure(None)
        if any(map(_needs_house, chosen)):
            with house(voters=VOTERS) as made:
                for module in filter(_needs_house, chosen):
                    figures |= module.measure(made)
    for figure in figures.values():
        figure["holds"] = holds(figure)
    json.dump({"cores": os.cpu_count(), **figures}, sys.stdout, indent=1)
    print()
    return 0 if all(figure["holds"] for figure in figures.values()) else 1


def _needs_house(module: ModuleType) -> bool:
    return bool(getattr(module, "NEEDS_HOUSE", True))


def holds(figure: dict[str, Any]) -> bool:
    """Whether the ratio is on the right side of its limit."""
    if figure["better"] == "more":
        return bool(figure["ratio"] >= figure["limit"])
    return bool(figure["ratio"] <= figure["limit"])


if __name__ == "__main__":
    raise SystemExit(main())
