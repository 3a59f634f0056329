"""A screenshot with a palette of 256 colours instead of 16 million: a third of the size, as good to see.

Only what a screenshot is: RGB, eight bits, not interlaced.
"""

# ruff: noqa: INP001  a script, not a package
from __future__ import annotations

import struct
import zlib
from collections import Counter
from pathlib import Path

HEAD = b"\x89PNG\r\n\x1a\n"
PALETTE = 256
Colour = tuple[int, int, int]


def shrink(file: Path) -> None:
    """Write it again, smaller."""
    width, height, rows = _read(file.read_bytes())
    counted = Counter(colour for row in rows for colour in row)
    palette = [colour for colour, _ in counted.most_common(PALETTE)]
    number = {colour: place for place, colour in enumerate(palette)}
    for rare in counted.keys() - number.keys():
        number[rare] = min(range(len(palette)), key=lambda place: _distance(palette[place], rare))
    pixels = b"".join(b"\x00" + bytes(map(number.__getitem__, row)) for row in rows)
    head = struct.pack("!IIBBBBB", width, height, 8, 3, 0, 0, 0)
    colours = b"".join(bytes(colour) for colour in palette)
    parts = [(b"IHDR", head), (b"PLTE", colours), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b"")]
    file.write_bytes(HEAD + b"".join(_chunk(name, data) for name, data in parts))


def _read(data: bytes) -> tuple[int, int, list[list[Colour]]]:
    chunks, at = [], len(HEAD)
    while at < len(data):
        (length,) = struct.unpack_from("!I", data, at)
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += length + 12
    width, height, depth, kind, _, _, interlaced = struct.unpack("!IIBBBBB", dict(chunks)[b"IHDR"])
    if (depth, kind, interlaced) != (8, 2, 0):
        raise ValueError("not a screenshot: RGB, eight bits, not interlaced")
    raw = zlib.decompress(b"".join(content for name, content in chunks if name == b"IDAT"))
    stride, above, rows = 3 * width, bytes(3 * width), []
    for start in range(0, len(raw), stride + 1):
        line = _unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + stride]), above)
        rows.append(list(zip(line[0::3], line[1::3], line[2::3], strict=True)))
        above = bytes(line)
    return width, height, rows


def _unfiltered(kind: int, line: bytearray, above: bytes) -> bytearray:
    """The PNG standard's five filters, undone."""
    for place in range(len(line)):
        left = line[place - 3] if place >= 3 else 0  # noqa: PLR2004  three bytes a pixel
        up, corner = above[place], above[place - 3] if place >= 3 else 0  # noqa: PLR2004
        guess = (0, left, up, (left + up) // 2, _paeth(left, up, corner))[kind]
        line[place] = (line[place] + guess) & 0xFF
    return line


def _paeth(left: int, up: int, corner: int) -> int:
    estimate = left + up - corner
    return min((left, up, corner), key=lambda one: abs(estimate - one))


def _distance(one: Colour, other: Colour) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))
