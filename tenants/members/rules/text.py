"""What a text may contain: no formula, nothing hidden. Plain Python."""

from __future__ import annotations

import unicodedata

SHOWN = 120
_FORMULA = frozenset("=+-−@")
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def begins_like_formula(text: str) -> bool:
    """Whether a spreadsheet could run it: = + - @, also full-width or after spaces, or a tab or return."""
    if text[:1] in {"\t", "\r"}:
        return True
    first = unicodedata.normalize("NFKC", text.lstrip()[:1])
    return bool(first) and first[0] in _FORMULA


def has_hidden(text: str) -> bool:
    """Whether it holds characters nobody sees: control signs, marks that turn the writing direction."""
    return bool(_hidden_in(text))


def visible(text: str) -> str:
    """The same text with every hidden character written out, fit to be stored and shown."""
    return text.translate({ord(c): f"⟨U+{ord(c):04X}⟩" for c in _hidden_in(text)})


def _hidden_in(text: str) -> set[str]:
    return {c for c in set(text) if unicodedata.category(c) in _HIDDEN}


def short(text: str) -> str:
    """At most a line of it, for sentences."""
    seen = visible(text)
    return seen if len(seen) <= SHOWN else seen[: SHOWN - 1] + "…"


def mixes_alphabets(text: str) -> bool:
    """Whether Latin letters stand beside Greek or Cyrillic ones that look the same."""
    alphabets = {unicodedata.name(c, "").partition(" ")[0] for c in text if c.isalpha()}
    return "LATIN" in alphabets and bool(alphabets & {"CYRILLIC", "GREEK"})
