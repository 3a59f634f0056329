"""The archive's container: an old-style tar to which records are only ever appended.

Every record has the same mode, owner and time, so that it can be written again byte for byte; there is no
block at the end. A reader here accepts nothing that it would have written otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

BLOCK = 512
LONGEST_NAME = 99
LARGEST_TIME = 8**11


class Damaged(ValueError):
    """One line: where an archive was cut or written in another way than it must be."""


def record(name: str, data: bytes, timestamp: int) -> bytes:
    """One file with its header and padding."""
    fields = (
        name.encode().ljust(100, b"\0"),
        b"0000644\x00" + 2 * b"0000000\x00",
        b"%011o\x00" % len(data),
        b"%011o\x00" % timestamp,
    )
    start = b"".join(fields)
    checksum = sum(start) + 8 * 0x20 + ord("0")
    header = start + b"%06o\0 " % checksum + b"0"
    return header.ljust(BLOCK, b"\0") + data + b"\0" * (-len(data) % BLOCK)


def records(archive: bytes, timestamp: int, start: int = 0) -> Iterator[tuple[str, bytes]]:
    """Each record's name and content, in order."""
    at = start
    while at < len(archive):
        name, size = _header(archive, at)
        end = at + BLOCK + size
        whole = end + -size % BLOCK
        if whole > len(archive):
            raise Damaged("the archive is cut in the middle of a record")
        data = archive[at + BLOCK : end]
        if archive[at:whole] != record(name, data, timestamp):
            raise Damaged(f"the record {name[:80]!r} is not written as an archive's records are")
        yield name, data
        at = whole


def _header(archive: bytes, at: int) -> tuple[str, int]:
    header = archive[at : at + BLOCK]
    if len(header) < BLOCK:
        raise Damaged("the archive is cut in the middle of a record")
    if not any(header):
        raise Damaged("the archive goes on with empty blocks")
    name = header[:100].rstrip(b"\0")
    try:
        return name.decode("ascii"), int(header[124:135].decode("ascii"), 8)
    except ValueError:
        raise Damaged("a record's header cannot be read") from None


def first(archive: bytes) -> tuple[str, bytes, int]:
    """The first record with the end of it; its time is not known yet, so it is not compared."""
    try:
        name, size = _header(archive, 0)
    except Damaged:
        raise Damaged("this is no .bel file") from None
    end = BLOCK + size
    if end > len(archive):
        raise Damaged("this is no .bel file")
    return name, archive[BLOCK:end], end + -size % BLOCK
