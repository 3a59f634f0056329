"""Names of the minutes room."""

from __future__ import annotations

from enum import StrEnum


class CommentOutcome(StrEnum):
    """What came of a comment."""

    OPEN = ""
    CHANGED = "changed"
    KEPT = "kept"


class SignerRole(StrEnum):
    """Who signs the minutes."""

    SECRETARY = "secretary"
    CHAIR = "chair"
    ADJUSTER = "adjuster"


class SigningPath(StrEnum):
    """How a version was completed."""

    NONE = ""
    ELECTRONIC = "electronic"
    PAPER = "paper"


class MinutesState(StrEnum):
    """How far the minutes have come."""

    DRAFT = "draft"  # written from the record, not frozen
    ADJUSTING = "adjusting"  # frozen, not approved by all
    SIGNING = "signing"  # approved by all, not signed by all
    COMPLETE = "complete"


class FileKind(StrEnum):
    """What a file that somebody checks turns out to be."""

    MINUTES = "minutes"  # as frozen, before any signature
    SIGNED_MINUTES = "signed_minutes"
    ANNEX = "annex"
    SCAN = "scan"
    EXTRACT = "extract"
