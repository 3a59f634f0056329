"""Money in words: the currencies that an association can count in, and how an amount is written in each.

An amount is a whole number of the currency's smallest coin, everywhere. Every currency here has two decimals:
that is said in this file and in ``frontend/src/platform/texts/money.svelte.ts``, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DECIMALS = 2
COINS = 10**DECIMALS
"""How many of the smallest coin make one: a hundred öre, cents, øre."""
SPACE = "\u00a0"
MINUS = "\u2212"


@dataclass(frozen=True)
class Currency:
    """One currency by its ISO 4217 code; ``sv`` stands after an amount in Swedish, ``en`` before one.

    ``en`` carries the space that follows it, if one does. ``name_sv`` and ``name_en`` are said in a sentence.
    """

    code: str
    sv: str
    en: str
    name_sv: str
    name_en: str


KRONA = Currency("SEK", "kr", f"SEK{SPACE}", "kronor", "kronor")
EURO = Currency("EUR", "€", "€", "euro", "euros")
CURRENCIES: Mapping[str, Currency] = {
    one.code: one
    for one in (
        KRONA,
        EURO,
        Currency("DKK", "DKK", f"DKK{SPACE}", "danska kronor", "Danish kroner"),
        Currency("NOK", "NOK", f"NOK{SPACE}", "norska kronor", "Norwegian kroner"),
    )
}
CODES = tuple(CURRENCIES)
SEK, EUR = KRONA.code, EURO.code


def figures(amount: int, lang: str, *, always_coins: bool = False) -> str:
    """``2 827,40`` or ``2,827.40``; without decimals when there are none, unless in a table."""
    whole, rest = divmod(abs(amount), COINS)
    grouped = f"{whole:,}"
    minus = MINUS if amount < 0 else ""
    if lang == "sv":
        grouped, point = grouped.replace(",", SPACE), ","
    else:
        point = "."
    return f"{minus}{grouped}{point}{rest:0{DECIMALS}}" if rest or always_coins else f"{minus}{grouped}"


def money(amount: int, lang: str = "sv", *, currency: str, always_coins: bool = False) -> str:
    """``4 000 kr``, ``4 000 €``; ``SEK 4,000``, ``€4,000``. Nothing in it breaks over a line."""
    known, shown = CURRENCIES[currency], figures(amount, lang, always_coins=always_coins)
    if lang == "sv":
        return f"{shown}{SPACE}{known.sv}"
    if known.en.endswith(SPACE) or not shown.startswith(MINUS):
        return f"{known.en}{shown}"
    return f"{MINUS}{known.en}{shown.removeprefix(MINUS)}"


def unit(currency: str, lang: str) -> str:
    """What heads a column of amounts: ``kr``, ``€``; ``SEK``, ``EUR``."""
    return CURRENCIES[currency].sv if lang == "sv" else currency
