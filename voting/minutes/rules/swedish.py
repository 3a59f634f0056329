"""Swedish as the record is written: dates, times, lists, references and spaces that do not break."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from voting.counting.rule_text import NO_BREAK_SPACE, group

_WORDS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_ORDINALS = ("nollte", "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde",
             "nionde", "tionde", "elfte", "tolfte")  # fmt: skip
_SECTIONS = re.compile(r"§§?[ \u00a0]\d[\d ,–-]*\d")
_UNJOINED = re.compile(r"(§§[ \u00a0](?:\d+(?:–\d+)?, )*\d+(?:–\d+)?), (\d+(?:–\d+)?)(?![\d–]|, \d| och \d)")
_LOOSE = (
    re.compile(r"(?<=§) (?=\d)"),
    re.compile(r"(?<=\bmom\.) (?=\d)"),
    re.compile(r"(?<=\bkl\.) (?=\d)"),
    re.compile(r"(?<=\bnr) (?=\d)"),
    re.compile(r"(?<=\b[Bb]ilaga) (?=\d)"),
    re.compile(r"(?<=\bpunkt) (?=\d)"),
    re.compile(r"(?<=\d) (?=\d{3}(?!\d))"),
    re.compile(r"(?<=\d) (?=kr\b|%|s\b|min\b|h\b)"),
)
_ORDER = str.maketrans("åäöéèüøæ", "{|}eeyö|")


def clock(at: datetime, zone: ZoneInfo) -> str:
    """``kl. 12.47`` where the meeting is held."""
    return f"kl.{NO_BREAK_SPACE}{at.astimezone(zone):%H.%M}"


def clock_span(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """``kl. 12.47–14.58``."""
    return f"{clock(start, zone)}–{end.astimezone(zone):%H.%M}"


def duration(seconds: int) -> str:
    """``4 min 53 s``."""
    hours, rest = divmod(max(seconds, 0), 3600)
    minutes, left = divmod(rest, 60)
    parts = [f"{n} {unit}" for n, unit in ((hours, "h"), (minutes, "min"), (left, "s")) if n]
    return " ".join(parts) or "0 s"


def joined(parts: Iterable[str]) -> str:
    """``Kalmar, Växjö och distans``."""
    found = list(parts)
    if len(found) < 2:  # noqa: PLR2004  a list of one is itself
        return "".join(found)
    return f"{', '.join(found[:-1])} och {found[-1]}"


def number_word(number: int) -> str:
    """Write one to twelve in words in running text, other numbers in digits."""
    return _WORDS[number] if 0 < number < len(_WORDS) else group(number, "sv")


def ordinal(number: int) -> str:
    """``sjätte``."""
    return _ORDINALS[number] if 0 < number < len(_ORDINALS) else f"{number}:e"


def number_neuter(number: int) -> str:
    """``ett yrkande``, ``två yrkanden``: the same for words of the other gender."""
    return "ett" if number == 1 else number_word(number)


def counted(number: int, one: str, many: str) -> str:
    """``1 röst``, ``105 röster``: what is counted is in digits."""
    return f"{group(number, 'sv')} {one if number == 1 else many}"


def capital(text: str) -> str:
    """Make the first letter a capital and leave the rest alone (``IEC`` stays ``IEC``)."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Make the first letter small, for a common noun that stood first in its cell."""
    return text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """End with a full stop, unless the text already ends a sentence."""
    stripped = text.strip()
    return (
        stripped
        if not stripped or stripped[-1] in ".!?…" or stripped[-2:] in (".”", "?”")
        else f"{stripped}."
    )


def numbered(numbers: Sequence[int]) -> str:
    """``1–3, 5 och 7``: runs of three or more become spans."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[str] = []
    for run in runs:
        parts += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(n) for n in run]  # noqa: PLR2004  a span has three
    return joined(parts)


def sections(numbers: Sequence[int]) -> str:
    """``§ 4``, ``§§ 14–17``."""
    found = sorted(set(numbers))
    if len(found) == 1:
        return f"§{NO_BREAK_SPACE}{found[0]}"
    return f"§§{NO_BREAK_SPACE}{numbered(found)}"


def tidy(text: str) -> str:
    """Set references as the record has them: ``§§ 7–9 och 14``, with spaces that do not break.

    What stands in ” ” is quoted: there only spaces are made not to break.
    """
    parts = text.split("”")
    for outside in range(0, len(parts), 2):
        parts[outside] = _referred(parts[outside])
    quoted = "”".join(parts)
    for loose in _LOOSE:
        quoted = loose.sub(NO_BREAK_SPACE, quoted)
    return quoted


def _referred(text: str) -> str:
    spans = _SECTIONS.sub(lambda found: found.group().replace("-", "–"), text)
    return _UNJOINED.sub(r"\1 och \2", spans)


def sort_key(text: str) -> str:
    """Sort as Swedish does: å, ä and ö last, the same as the database's order."""
    return text.lower().translate(_ORDER)
