"""What an audit finds: a row that is not as it was written, or that is gone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

SEPARATOR = "\x1f"


@dataclass(frozen=True, order=True)
class Fault:
    """``row``: its table and id, or what names it where it is gone. ``reason``: one line."""

    row: str
    reason: str


def seal_of(*fields: object) -> bytes:
    """SHA-256 over a row's fields as the triggers of the database write it (journal_text and its like)."""
    return hashlib.sha256(SEPARATOR.join(_text(one) for one in fields).encode()).digest()


def _text(field: object) -> str:
    if field is None:
        return "-"
    if isinstance(field, datetime):
        return field.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")
    return str(field)
