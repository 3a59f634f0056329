"""Amounts as files write them, to whole öre and back: exact, never through a float."""

from __future__ import annotations

import re

from kernel.money import CODES

MOST_DIGITS = 13
_ISO = re.compile(rf"([0-9]{{1,{MOST_DIGITS}}})(?:\.([0-9]{{0,5}}))?")
# Thousands in threes by a blank, a dot or a comma, or no thousands at all; the last sign starts the öre.
_GROUPED = re.compile(r"([0-9]{1,3}(?:[ .,'][0-9]{3})+|[0-9]+)(?:([.,])([0-9]{1,2}))?")
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})


def from_iso(text: str) -> int | None:
    """Öre of an ISO 20022 amount: digits, at most one dot. None for anything else, or for parts of an öre."""
    found = _ISO.fullmatch(text.strip())
    if found is None:
        return None
    fraction = (found[2] or "").ljust(2, "0")
    if fraction[2:].strip("0"):
        return None
    return int(found[1]) * 100 + int(fraction[:2])


def from_statement(text: str) -> int | None:
    """The smallest coins of an amount in a bank's list: `1 500,00`, `-1500.5`, `250,00-`, `12 kr`, `€ 12,50`.

    A single dot or comma before exactly three digits could mean either thing: that is None, not a guess.
    """
    shown = _unmarked(text.translate(_BLANKS).strip())
    negative = shown[:1] in {"-", "−", "–"} or shown[-1:] in {"-", "−"}
    shown = shown.strip("-−–+ ")
    found = _GROUPED.fullmatch(shown)
    if found is None:
        return None
    groups, sign, fraction = found[1], found[2], found[3] or ""
    marks = {mark for mark in groups if not mark.isdigit()}
    whole = groups.translate({ord(mark): None for mark in " .,'"})
    if len(marks) > 1 or sign in marks or len(whole) > MOST_DIGITS or not (groups + fraction).isascii():
        return None
    if sign is None and marks & {".", ","} and sum(groups.count(mark) for mark in marks) == 1:
        return None
    ore = int(whole) * 100 + int(fraction.ljust(2, "0"))
    return -ore if negative else ore


def _unmarked(shown: str) -> str:
    """Without the name of a currency after it, or its sign before it."""
    for mark in ("kr", *CODES, "€"):
        shown = shown.removesuffix(mark)
    return shown.removeprefix("€").strip()


def to_decimal(ore: int) -> str:
    """With a dot and two decimals, as SIE and UBL write them: -150000 is `-1500.00`."""
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02d}"
