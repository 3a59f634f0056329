"""The form encoding that the SDK speaks: ``line_items[0][price_data][currency]=sek``."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

_PART = re.compile(r"\[([^\[\]]*)\]")


def decode(text: str) -> dict[str, Any]:
    """Nested dictionaries of strings; a list is a dictionary whose keys are 0, 1, 2."""
    found: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        head, *rest = [name.partition("[")[0], *_PART.findall(name)]
        place, steps = found, [head, *rest]
        for step in steps[:-1]:
            inner = place.setdefault(step or str(len(place)), {})
            if not isinstance(inner, dict):
                inner = place[step] = {}
            place = inner
        place[steps[-1] or str(len(place))] = value
    return found
