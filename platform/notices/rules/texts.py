"""A letter written for one recipient: subject, preheader, plain text and HTML.

A placeholder that stands alone on its line is left out with its line when it is empty, and adjacent blank
lines become one. No code, token or choice may stand in a subject or a preheader.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from notices.rules import html
from notices.rules.wording import (
    LONGEST_OF_A_SECTION,
    Section,
    Value,
    known_language,
    one_line,
    said,
    without_links,
)

DATA = Path(__file__).parents[1] / "data" / "letters.json"
SECRET = frozenset({"code", "link", "token", "choice"})
STOCKHOLM = ZoneInfo("Europe/Stockholm")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[\w/]")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Letter:
    """What is sent."""

    key: str
    lang: str
    subject: str
    preheader: str
    text: str
    html: str


@cache
def letters() -> Mapping[str, Mapping[str, Any]]:
    """Every letter we know how to write, by its key."""
    found: Mapping[str, Mapping[str, Any]] = json.loads(DATA.read_text("utf-8"))["letters"]
    return found


def write_letter(key: str, lang: str, values: Mapping[str, Value], *, zone: ZoneInfo = STOCKHOLM) -> Letter:
    """Write the letter ``key`` for one recipient.

    Values are said in the recipient's language: pass moments and dates as such, yes and no as truths.
    Raises ``ValueError`` naming the letter or the placeholder that is missing. Values not in the letter
    are left unused.
    """
    if key not in letters():
        message = f"key: there is no letter {key!r}"
        raise ValueError(message)
    known, language = letters()[key], known_language(lang)
    missing = [name for name in known["placeholders"] if name not in values]
    if missing:
        message = f"{', '.join(missing)}: missing in the letter {key}"
        raise ValueError(message)
    pen = _Pen(values, language, zone, goes_to_a_stranger=key == "tenants.networks.sign_up_code")
    words = known[language]
    summary = "" if language == "en" else pen.in_english(known["en"])
    lines = pen.lines(words["body"])
    button = known["button"]
    subject = pen.line(words["subject"])
    page = html.page(
        lang=language,
        brand=pen.say("association") or "Stadga",
        subject=subject,
        preheader=pen.line(words["preheader"]),
        lines=lines,
        button=(pen.say(button["placeholder"]), button[language]) if button else None,
        code=pen.say("code"),
        summary=summary,
    )
    text = "\n".join(line.text for line in lines) + (f"\n\n{summary}" if summary else "") + "\n"
    return Letter(key, language, subject, pen.line(words["preheader"]), text, page)


def _linked(text: str) -> Iterator[html.Part]:
    """Addresses in a line of a section can be followed."""
    end = 0
    for found in _ADDRESS.finditer(text):
        yield html.Part(text[end : found.start()])
        yield html.Part(found[0], "link")
        end = found.end()
    yield html.Part(text[end:])


class _Pen:
    """Fills placeholders with values in one language."""

    def __init__(
        self, values: Mapping[str, Value], lang: str, zone: ZoneInfo, *, goes_to_a_stranger: bool
    ) -> None:
        self.values, self.lang, self.zone = values, lang, zone
        self.goes_to_a_stranger = goes_to_a_stranger

    def in_english(self, words: Mapping[str, str]) -> str:
        """Sum the letter up for a reader who has no Swedish."""
        pen = _Pen(self.values, "en", self.zone, goes_to_a_stranger=self.goes_to_a_stranger)
        return f"In English: {pen.line(words['subject'])}. {pen.line(words['preheader'])}"

    def say(self, name: str, before: str = "") -> str:
        value = self.values.get(name)
        text = said(name, value, self.lang, self.zone, before=before)
        return without_links(text) if self.goes_to_a_stranger and isinstance(value, str) else text

    def line(self, template: str) -> str:
        return one_line("".join(part.text for part in self.parts(template)))

    def parts(self, template: str) -> tuple[html.Part, ...]:
        """Take a line apart into our words and filled placeholders."""
        parts: list[html.Part] = []
        end = 0
        for found in _PLACEHOLDER.finditer(template):
            parts.append(html.Part(template[end : found.start()]))
            before = "".join(part.text for part in parts)
            parts.append(html.Part(self.say(found[1], before), found[1]))
            end = found.end()
        parts.append(html.Part(template[end:]))
        return tuple(part for part in parts if part.text)

    def section(self, given: Value) -> Iterator[html.Line]:
        """A heading and its lines; nothing where there is nothing to tell."""
        if not isinstance(given, Section) or not given.lines:
            return
        if given.heading:
            yield html.Line((html.Part(one_line(given.heading)),), is_heading=True)
        for line in given.lines:
            yield html.Line(tuple(_linked(one_line(line, LONGEST_OF_A_SECTION))))

    def lines(self, body: str) -> list[html.Line]:
        lines: list[html.Line] = []
        for template in body.split("\n"):
            alone = _PLACEHOLDER.fullmatch(template)
            if alone and isinstance(self.values.get(alone[1]), Section):
                lines += self.section(self.values[alone[1]])
                continue
            line = html.Line(self.parts(template), alone[1] if alone else "")
            if alone and not line.text:
                continue
            if not line.text and (not lines or not lines[-1].text):
                continue
            lines.append(line)
        while lines and not lines[-1].text:
            lines.pop()
        return lines
