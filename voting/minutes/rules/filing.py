"""What kinds of file can be kept as a scan of the signed minutes. Told by what is in it, not by its name."""

from __future__ import annotations

from kernel.errors import Malformed, Obstacle

MAX_BYTES = 20 * 1024 * 1024
KINDS = (
    (b"%PDF-", "application/pdf", "pdf"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
)


def kind_of(content: bytes) -> tuple[str, str]:
    """Media type and ending. Malformed for an empty file, one too large, or one of another kind."""
    if len(content) > MAX_BYTES:
        raise too_large()
    for start, media_type, ending in KINDS:
        if content.startswith(start):
            return media_type, ending
    raise Malformed({"file": [Obstacle("voting.minutes.file_not_a_scan")]})


def too_large() -> Malformed:
    """The file is larger than a scan needs to be."""
    return Malformed({"file": [Obstacle("voting.minutes.file_too_large", {"megabytes": MAX_BYTES // 2**20})]})
