"""What the file is called, how long it is kept, and who may have it. Plain Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import IO

KEPT_FOR = timedelta(days=7)
CLAIM = timedelta(minutes=10)
"""So long after its last sign of life a worker is taken for dead, and another begins anew."""
MOST_TRIES = 3
PIECE = 1_000_000
NOT_HERE = ".could-not-be-had.txt"
"""What the name ends with of a file that stands for one that could not be had, and says why."""


@dataclass(frozen=True)
class File:
    """One file of the export: where it lies in it, and how its bytes are had when their turn comes.

    What can be large is had as an open file at its beginning, which whoever packs it closes.
    """

    path: str
    content: Callable[[], bytes | IO[bytes]]


def file_name(slug: str, *, on: date) -> str:
    """``alfa-2017-01-09.zip``."""
    return f"{slug}-{on.isoformat()}.zip"


def may_have(*, is_on_the_board: bool, has_a_board: bool) -> bool:
    """It is the board's; while there is no board, the office's."""
    return is_on_the_board or not has_a_board


def checksums(sums: list[tuple[str, str]]) -> str:
    """As ``sha256sum --check`` reads them."""
    return "".join(f"{digest}  {path}\n" for path, digest in sums)
