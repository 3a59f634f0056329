"""Files laid under an item: what they may be, what they are called, and which annex they become."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from kernel.errors import Malformed, Obstacle

MAX_BYTES: Final = 20 * 1024 * 1024
MOST: Final = 20  # under one item
PDF: Final = b"%PDF-"
MEDIA_TYPE: Final = "application/pdf"
OF_DUTY: Final = {"budget": "budget", "accounts": "accounts"}
"""Duties whose own annex a file fills, instead of being one more."""


def must_be_pdf(content: bytes) -> None:
    """Malformed for an empty file, one too large, or one of another kind; told by what is in it."""
    if len(content) > MAX_BYTES:
        raise too_large()
    if not content.startswith(PDF):
        raise Malformed({"file": [Obstacle("voting.minutes.file_not_a_pdf")]})


def too_large() -> Malformed:
    """The file is larger than an annex may be."""
    found = Obstacle("voting.minutes.file_annex_too_large", {"megabytes": MAX_BYTES // 2**20})
    return Malformed({"file": [found]})


def obstacles_to_one_more(there: int) -> list[Obstacle]:
    """So many files lie under one item at most."""
    return [Obstacle("voting.minutes.obstacle_too_many_files", {"most": MOST})] if there >= MOST else []


def file_name(title: str, sha256: str) -> str:
    """``verksamhetsplan-och-budget-1a2b3c4d.pdf``: plain letters, and never the same for two files."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "bilaga"
    return f"{words}-{sha256[:8]}.pdf"


def kind_of_annex(duty: str, attachment: str, *, is_first: bool) -> str:
    """The first file of the budget or the accounts is that annex; any other is one of its own."""
    own = OF_DUTY.get(duty) if is_first else None
    return own or f"file_{attachment[:8]}"
