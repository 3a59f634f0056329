"""Names that can stand on a ballot and be told apart by whoever reads it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

LONGEST_NAME = 200
NO_CANDIDATE = ("blank", "abstain", "invalid")
# Letters of the Cyrillic and the Greek alphabet that nobody tells from a Latin one on paper.
_CYRILLIC = ("АВСЕНІЈКМОРЅТХУасеһіјӏорѕхуԁԛԝ", "ABCEHIJKMOPSTXYacehijlopsxydqw")
_GREEK = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυ", "ABEZHIKMNOPTYXaivopu")
_AS_LATIN = str.maketrans(_CYRILLIC[0] + _GREEK[0], _CYRILLIC[1] + _GREEK[1])


def look(name: str) -> str:
    """How a name looks on paper: composed letters, one space between words and none around them."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def shape(name: str) -> str:
    """How it looks when letters of other alphabets are read as the Latin ones that they are drawn like."""
    letters = unicodedata.normalize("NFD", look(name)).translate(_AS_LATIN)
    return unicodedata.normalize("NFC", letters)


def cleaned(name: str) -> str:
    """As it looks, without the letters that nobody sees (a soft hyphen, a joiner, a turn of direction)."""
    return look("".join(letter for letter in look(name) if letter.isprintable()))


def is_row(name: str) -> bool:
    """Whether it is the name of a row beside the votes, in whatever letters."""
    return look(name).casefold() in NO_CANDIDATE


def can_stand(name: str) -> bool:
    """Whether a count can have it: printable, not too long, and not a row of its own."""
    return bool(look(name)) and len(name) <= LONGEST_NAME and name.isprintable() and not is_row(name)


def twin(names: Sequence[str]) -> int | None:
    """Where the first name stands that looks like an earlier one; None when all can be told apart."""
    seen = set[str]()
    for number, name in enumerate(names):
        if shape(name) in seen:
            return number
        seen.add(shape(name))
    return None
