"""Which class of fee a member belongs to, as the classes' own words say: kind, or number of employees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_SPAN = re.compile(r"(\d+)\s*[–-]\s*(\d+)\s+anställda")
_FROM = re.compile(r"(\d+)\s+anställda eller fler")
OF_KIND: Final = {
    "public_body": "offentlig",
    "university": "lärosäte",
    "association": "förening",
    "individual": "enskild person",
}


def class_of(kind: str, employees: int | None, classes: Sequence[tuple[str, str]]) -> str:
    """``F2`` for a company of 12 and the class ``Företag, 10–49 anställda``; nothing if unclear."""
    word = OF_KIND.get(kind)
    if word:
        return next((key for key, words in classes if word in words.lower()), "")
    if employees is None:
        return ""
    for key, words in classes:
        if span := _SPAN.search(words):
            if int(span[1]) <= employees <= int(span[2]):
                return key
        elif (least := _FROM.search(words)) and employees >= int(least[1]):
            return key
    return ""
