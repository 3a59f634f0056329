"""Text that others wrote, made fit to print: every character has a glyph, and none plays tricks.

PDF/UA forbids text without a glyph, so one emoji in a name would otherwise stop the minutes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

NO_GLYPH = "\u25a1"
BREAK_HERE = "\u200b"
LONGEST_WORD = 40

# What our fonts and the compiler's own fallbacks can draw together (a test draws all of it): Latin with
# its additions, Greek, Cyrillic, punctuation, currency, letter-like signs, arrows, mathematics, shapes.
DRAWABLE = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x377), (0x37A, 0x37F), (0x384, 0x38A), (0x38E, 0x3A1),
    (0x3A3, 0x4FF), (0x1D00, 0x1F15), (0x2010, 0x2027), (0x2030, 0x2040), (0x2044, 0x2052),
    (0x2070, 0x2071), (0x2074, 0x208E), (0x20A0, 0x20C0), (0x2100, 0x211E), (0x2126, 0x2151),
    (0x2153, 0x2184), (0x2190, 0x23CF), (0x2500, 0x25FF),
)  # fmt: skip

_DRAWN = re.compile("[" + "".join(f"{chr(a)}-{chr(b)}".replace("\\", "\\\\") for a, b in DRAWABLE) + "\n]")
_SPACES = re.compile(r"[\t\v\f\r\x1c-\x1f\x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u202f\u205f\u3000]")
_PILED_MARKS = re.compile(r"([\u0300-\u036f]{2})[\u0300-\u036f]+")
_LONG_WORD = re.compile(rf"[^\s\u200b\u00ad]{{{LONGEST_WORD + 1},}}")


def printable(text: str) -> str:
    """Give the text as it can be printed.

    Letters are composed, odd spaces become spaces, invisible and direction-changing characters go,
    and what no font can draw becomes a hollow square. Words too long for a line may break.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    spaced = _SPACES.sub(" ", composed).replace("\u2007", "\u00a0")
    seen = "".join(_drawn(character) for character in spaced)
    return _LONG_WORD.sub(_breakable, _PILED_MARKS.sub(r"\1", seen))


def all_printable(data: Any) -> Any:  # noqa: ANN401  any JSON value
    """Make every string in a JSON value printable. Numbers, truths and nothing stay as they are."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, Mapping):
        return {str(key): all_printable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [all_printable(value) for value in data]
    if data is None or isinstance(data, bool | int):
        return data
    message = f"data: {type(data).__name__} cannot be printed; give text and whole numbers"
    raise ValueError(message)


def _drawn(character: str) -> str:
    if _DRAWN.fullmatch(character):
        return character
    return "" if unicodedata.category(character) in {"Cc", "Cf", "Mn", "Me"} else NO_GLYPH


def _breakable(word: re.Match[str]) -> str:
    text = word.group()
    return BREAK_HERE.join(text[i : i + LONGEST_WORD] for i in range(0, len(text), LONGEST_WORD))
