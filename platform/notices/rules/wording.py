"""Values as a letter says them: dates, times, yes and no, in the reader's language and the meeting's time."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Section:
    """A part of a letter: a heading, or none, and its lines. It stands alone on its line of the template."""

    heading: str
    lines: tuple[str, ...]


Value = str | int | bool | date | datetime | Section | None

_WEEKDAYS = {
    "sv": ("måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_YES_NO = {"sv": ("ja", "nej"), "en": ("yes", "no")}
_NOTHING_STATED = {"sv": "inget angivet", "en": "nothing stated"}
_COMMON_NOUNS = frozenset(
    "årsmöte extra föreningsmöte höstmöte konstituerande medlemsmöte möte ordinarie vårmöte".split()
)
_DOT_IN_A_WORD = re.compile(r"(?<=\w)([.:/@])(?=[\w/])")
LONGEST, LONGEST_OF_A_SECTION = 300, 2_000


def known_language(lang: str) -> str:
    """Give ``sv`` or ``en``; a language we do not write letters in is read in Swedish."""
    return lang if lang in _WEEKDAYS else "sv"


def said(name: str, value: Value, lang: str, zone: ZoneInfo, *, before: str = "") -> str:
    """Say the value of the placeholder ``name``. ``before`` is the line up to it.

    A moment is said as a time for ``…_time`` and ``valid_until``, with its weekday for ``weekday_date``,
    and otherwise as a date. A deadline at midnight is said as the day that ends then.
    """
    if isinstance(value, bool):
        return _YES_NO[lang][0 if value else 1]
    if isinstance(value, datetime):
        return _moment(name, value.astimezone(zone), lang, before)
    if isinstance(value, date):
        return _date(name, value, lang, before)
    if value is None or value == "":
        return _NOTHING_STATED[lang] if before.endswith(": ") else ""
    text = one_line(str(value))
    return _inside_a_sentence(text) if name == "meeting" and lang == "sv" and before else text


def one_line(text: str, longest: int = LONGEST) -> str:
    """Keep a value on its line and within 300 characters, without control characters."""
    visible = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    without_tricks = "".join(c for c in visible if unicodedata.category(c) not in {"Cf", "Cs"})
    return " ".join(part for part in without_tricks.split(" ") if part)[:longest]


def without_links(text: str) -> str:
    """Keep mail programs from making links of a stranger's words: they go to an address not yet theirs."""
    return _DOT_IN_A_WORD.sub("\\1\u2060", text)


def _inside_a_sentence(title: str) -> str:
    first = title.split(" ", 1)[0].lower()
    return title[:1].lower() + title[1:] if first in _COMMON_NOUNS else title


def _moment(name: str, local: datetime, lang: str, before: str) -> str:
    if name.endswith("_time") or name == "valid_until":
        return f"{local:%H.%M}" if lang == "sv" else f"{local:%H:%M}"
    is_end_of_day = name.endswith("_deadline") and local.time() == time(0)
    return _date(name, (local - timedelta(days=1) if is_end_of_day else local).date(), lang, before)


def _date(name: str, day: date, lang: str, before: str) -> str:
    plain = f"{day.day} {_MONTHS[lang][day.month - 1]} {day.year}"
    if name == "weekday_date":
        weekday = _WEEKDAYS[lang][day.weekday()]
        weekday = weekday.capitalize() if not before else weekday
        return f"{weekday} den {plain}" if lang == "sv" else f"{weekday} {plain}"
    return f"den {plain}" if lang == "sv" and not before.endswith("den ") else plain
