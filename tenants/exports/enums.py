"""Names of the exports room."""

from __future__ import annotations

from enum import StrEnum


class ExportState(StrEnum):
    """Where an export stands. One at a time is being made."""

    MAKING = "making"
    DONE = "done"
    FAILED = "failed"
