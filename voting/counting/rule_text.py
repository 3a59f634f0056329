"""The rule in words, the same on ballot, desk, screen and minutes, in Swedish and English.

A majority is never shown as a percentage alone: always "57 av 101, krävs 51".
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Literal

from voting.counting.majority import Base, Rule, Threshold, whole_number

Language = Literal["sv", "en"]
Question = Literal["yes_no", "a_against_b"]

NO_BREAK_SPACE = "\u00a0"
GROUP_BY = {"sv": NO_BREAK_SPACE, "en": ","}

_ONES = {"sv": ("", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio"),
         "en": ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")}  # fmt: skip
_PARTS_SV = {3: "tredjedel", 4: "fjärdedel", 5: "femtedel", 6: "sjättedel",
             7: "sjundedel", 8: "åttondel", 9: "niondel", 10: "tiondel"}  # fmt: skip
_PARTS_EN = {3: "third", 4: "quarter", 5: "fifth", 6: "sixth",
             7: "seventh", 8: "eighth", 9: "ninth", 10: "tenth"}  # fmt: skip

_OF_SV = {
    Base.CAST: "avgivna röster",
    Base.CAST_WITH_BLANKS: "avgivna röster, avstående inräknade",
    Base.PRESENT: "de närvarande rösterna",
    Base.REGISTER: "rösterna i röstlängden",
}
_ALL_SV = {
    Base.CAST: "Alla avgivna röster",
    Base.CAST_WITH_BLANKS: "Alla avgivna röster, avstående inräknade",
    Base.PRESENT: "Alla närvarande röster",
    Base.REGISTER: "Alla röster i röstlängden",
}
_OF_EN = {
    Base.CAST: "the votes cast",
    Base.CAST_WITH_BLANKS: "the votes cast, abstentions included",
    Base.PRESENT: "the votes present",
    Base.REGISTER: "the votes in the register",
}
_BASE = {
    ("sv", "yes_no"): {
        Base.CAST: "ja och nej",
        Base.CAST_WITH_BLANKS: "ja, nej och avstår",
        Base.PRESENT: "alla närvarande röster",
        Base.REGISTER: "hela röstlängden",
    },
    ("sv", "a_against_b"): {
        Base.CAST: "röster för något av förslagen",
        Base.CAST_WITH_BLANKS: "röster för något av förslagen och avstår",
        Base.PRESENT: "alla närvarande röster",
        Base.REGISTER: "hela röstlängden",
    },
    ("en", "yes_no"): {
        Base.CAST: "yes and no",
        Base.CAST_WITH_BLANKS: "yes, no and abstain",
        Base.PRESENT: "all votes present",
        Base.REGISTER: "the whole register",
    },
    ("en", "a_against_b"): {
        Base.CAST: "votes for either proposal",
        Base.CAST_WITH_BLANKS: "votes for either proposal and abstain",
        Base.PRESENT: "all votes present",
        Base.REGISTER: "the whole register",
    },
}


def rule_text(rule: Rule, lang: Language, *, question: Question = "yes_no") -> str:
    """Say the whole rule: ``Mer än hälften av avgivna röster. Bas: ja och nej.``."""
    label = "Bas" if _known(lang) == "sv" else "Base"
    return f"{threshold_text(rule, lang)}. {label}: {base_text(rule, lang, question=question)}."


def threshold_text(rule: Rule, lang: Language) -> str:
    """Say how much is needed: ``Mer än hälften av avgivna röster``, without a full stop."""
    return _threshold_sv(rule) if _known(lang) == "sv" else _threshold_en(rule)


def base_text(rule: Rule, lang: Language, *, question: Question = "yes_no") -> str:
    """Say what is counted into the base: ``ja och nej``."""
    return _BASE[_known(lang), question][rule.base]


def numbers_text(votes: int, base: int, needed: int, lang: Language) -> str:
    """Say the result in numbers: ``57 av 101, krävs 51``."""
    for name, value in (("votes", votes), ("base", base), ("needed", needed)):
        whole_number(name, value)
    v, b, n = (group(x, lang) for x in (votes, base, needed))
    return f"{v} av {b}, krävs {n}" if _known(lang) == "sv" else f"{v} of {b}, needed {n}"


def group(number: int, lang: Language) -> str:
    """Write ``1 250`` with a no-break space in Swedish, ``1,250`` in English."""
    return f"{number:,}".replace(",", GROUP_BY[_known(lang)])


def _known(lang: str) -> Language:
    if lang not in ("sv", "en"):
        message = f"lang: {lang!r} is not sv or en"
        raise ValueError(message)
    return "sv" if lang == "sv" else "en"


def _threshold_sv(rule: Rule) -> str:
    if rule.fraction == 1:
        return _ALL_SV[rule.base]
    opening = "Mer än" if rule.threshold is Threshold.MORE_THAN else "Minst"
    return f"{opening} {_share(rule.fraction, _share_sv)} av {_OF_SV[rule.base]}"


def _threshold_en(rule: Rule) -> str:
    if rule.fraction == 1:
        return f"All {_OF_EN[rule.base]}"
    opening = "More than" if rule.threshold is Threshold.MORE_THAN else "At least"
    return f"{opening} {_share(rule.fraction, _share_en)} of {_OF_EN[rule.base]}"


def _share(fraction: Fraction, in_words: Callable[[int, int], str]) -> str:
    if fraction.denominator > max(_PARTS_SV):
        return f"{fraction.numerator}/{fraction.denominator}"
    return in_words(fraction.numerator, fraction.denominator)


def _share_sv(above: int, below: int) -> str:
    if below == 2:  # noqa: PLR2004  halves have a word of their own
        return "hälften"
    return f"{_ONES['sv'][above]} {_PARTS_SV[below]}{'' if above == 1 else 'ar'}"


def _share_en(above: int, below: int) -> str:
    if below == 2:  # noqa: PLR2004  halves have a word of their own
        return "half"
    return f"{_ONES['en'][above]} {_PARTS_EN[below]}{'' if above == 1 else 's'}"
