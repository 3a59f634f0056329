"""Which language a screen speaks: its words in Swedish and in English, and those that are in the wrong one.

The association's own words (names, proposals, its statutes) are marked with their language and are not asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Literal

from tests.e2e.screen import Screen, squeezed
from tests.e2e.server import ROOT

Language = Literal["sv", "en"]

OTHER: dict[Language, Language] = {"sv": "en", "en": "sv"}
SWITCH = {"sv": "Svenska", "en": "English"}
LONG = 12  # letters: a shorter piece of a sentence says nothing about its language
LITTLE = {
    "sv": re.compile(r"\b(och|att|är|inte|för|som|på|från|ett|eller|ska|när|utan|efter)\b", re.IGNORECASE),
    "en": re.compile(r"\b(the|of|and|is|are|not|with|from|this|that|was|you|your)\b", re.IGNORECASE),
}
"""Words no sentence does without, and no word of the other language."""
QUOTED = re.compile("”[^”]*”|“[^”]*”")
# SvelteKit tells a reader of each new page once, in the language of that moment: it is not asked.
WORDS = """async (lang) => {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const ours = (one) => (one.closest('[lang]')?.lang ?? lang) === lang;
    const found = [];
    for (const one of document.querySelectorAll('body *')) {
        if (!one.checkVisibility() || !ours(one)) continue;
        if (one.closest('svg, script, style, #svelte-announcer')) continue;
        const own = [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data);
        if (own.some((text) => text.trim())) found.push(own.join(' '));
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
            if (one.getAttribute(name)) found.push(one.getAttribute(name));
        }
    }
    return [...found, document.title];
}"""


def spoken(screen: Screen, language: Language) -> list[str]:
    """What is to be read there in that language, each text once; the screen speaks Swedish afterwards."""
    switch = screen.page.locator(f"button[lang={language}]", has_text=SWITCH[language])
    if language == "en" and not switch.count():
        return []  # a wall and a kiosk speak the network's language
    if language == "en":
        switch.first.click()
    try:
        said = screen.page.evaluate(WORDS, language)
    finally:
        if language == "en":
            screen.page.locator("button[lang=sv]", has_text=SWITCH["sv"]).first.click()
    return sorted({squeezed(text) for text in said} - {""})


def foreign(texts: list[str], language: Language, *, names: Collection[str] = ()) -> list[str]:
    """Those that are in the other language: as our catalogue has it, or by the little words in them.

    ``names`` are the association's; what stands between quotation marks is somebody's, and so is an address.
    """
    other = OTHER[language]
    whole, pieces = _catalogue(other)

    def is_foreign(text: str) -> bool:
        ours = QUOTED.sub("", text)
        return ours in whole or any(piece in ours for piece in pieces) or bool(LITTLE[other].search(ours))

    return [text for text in texts if text not in names and "@" not in text and is_foreign(text)]


@cache
def _catalogue(language: Language) -> tuple[frozenset[str], frozenset[str]]:
    """Whole texts, and long pieces between placeholders, that only this language has."""
    mine, theirs = set(_values(language)), "\n".join(_values(OTHER[language]))
    lines = set(theirs.split("\n"))
    pieces = {piece for value in mine for piece in _pieces(value)}
    whole = {value for value in mine if "{" not in value and value not in lines}
    return frozenset(whole), frozenset(piece for piece in pieces if piece not in theirs)


def _values(language: Language) -> list[str]:
    files = sorted((ROOT / "frontend" / "messages").glob("*.json"))
    return [squeezed(text[language]) for file in files for text in json.loads(file.read_bytes()).values()]


def _pieces(value: str) -> Iterator[str]:
    for piece in re.split(r"[{}#]", value):
        if len(stripped := piece.strip(" .,:;()”“\"'")) >= LONG and " " in stripped:
            yield stripped
