"""From bytes to text: UTF-8, UTF-16 or Windows-1252, told apart by looking. Plain Python."""

from __future__ import annotations

import codecs
import re

from kernel.errors import Malformed, Obstacle

MEGABYTES = 5
MAX_BYTES = MEGABYTES * 1024 * 1024
_SAMPLE = 4_000
_LETTER_IN_UTF8 = re.compile(rb"\xc3[\x80-\xbf]")


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises Malformed for what is no text, with the row."""
    if len(content) > MAX_BYTES:
        raise too_large()
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise _no(Obstacle("tenants.members.file_empty"))
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise _no(Obstacle("tenants.members.file_is_spreadsheet"))
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise _no(Obstacle("tenants.members.file_encoding", {"row": row})) from None
    text = text.removeprefix("\ufeff")
    if "\x00" in text:
        row = text.count("\n", 0, text.index("\x00")) + 1
        raise _no(Obstacle("tenants.members.file_nul", {"row": row}))
    return text, encoding


def _encoding(content: bytes) -> str:
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = content[:_SAMPLE]
    if sample.count(0) > len(sample) // 4:  # every second byte of Latin text in UTF-16 is zero
        return "utf-16-be" if sample[0::2].count(0) > sample[1::2].count(0) else "utf-16-le"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        # Letters that are whole in UTF-8 say that the file is UTF-8 with one broken place.
        return "utf-8" if _LETTER_IN_UTF8.search(content) else "windows-1252"
    return "utf-8"


def too_large() -> Malformed:
    """What is said about a file above the limit, before it is read."""
    return _no(Obstacle("tenants.members.file_too_large", {"megabytes": MEGABYTES}))


def _no(obstacle: Obstacle) -> Malformed:
    return Malformed({"file": [obstacle]})
