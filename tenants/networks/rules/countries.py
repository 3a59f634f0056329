"""Country packs: what the law and practice of a country say about founding an association. Plain Python.

Every statement says what it rests on: a written source, what is commonly known and has not been held against
the law, or the product's own assumption. Only what has a source is ever a rule, an obstacle or a gap; the
rest is shown with its mark, and never as advice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

PACKS = Path(__file__).parents[1] / "data" / "countries.json"
ELSEWHERE = "XX"
COUNTRIES = ("SE", "DK", "FI", "NL", "NO", "DE", ELSEWHERE)
Basis = Literal["source", "common", "product"]


@dataclass(frozen=True)
class Statement:
    """One sentence about the country, in both languages, and what it rests on."""

    about: str
    sv: str
    en: str
    source_sv: str
    source_en: str
    basis: Basis


@dataclass(frozen=True)
class Founders:
    """The least number. ``scope``: whether founding needs it, or entry in the register."""

    n: int
    scope: Literal["founding", "register"]
    basis: Basis

    @property
    def is_a_rule(self) -> bool:
        """Only a number with a written source stops anything."""
        return self.basis == "source"


@dataclass(frozen=True)
class Content:
    """Something that the statutes must settle, and the beginnings of words by which a text shows it."""

    sv: str
    en: str
    stems: tuple[str, ...]


@dataclass(frozen=True)
class Country:
    """One country's pack. Meeting names are the country's own words; empty where nothing is on record.

    ``currency`` is what an association there counts in until it has chosen otherwise; elsewhere, the euro.
    """

    code: str
    name_sv: str
    name_en: str
    form: str
    form_en: str
    currency: str
    statute: str
    constituting: str
    annual: str
    founders: Founders
    notary: bool
    authority_sv: str
    authority_en: str
    papers: tuple[tuple[str, str], ...]
    papers_source_sv: str
    papers_source_en: str
    contents: tuple[Content, ...]
    contents_source_sv: str
    contents_source_en: str
    minutes: tuple[tuple[str, str], ...]
    minutes_source_sv: str
    minutes_source_en: str
    statements: tuple[Statement, ...]
    law_sv: str
    law_en: str
    rules: Mapping[str, Any]

    def about(self, *topics: str) -> tuple[Statement, ...]:
        """What is known about these topics, in the pack's order."""
        return tuple(one for one in self.statements if one.about in topics)

    def name_of(self, kind: str) -> str:
        """What the country calls this kind of meeting; empty where it has no word of its own on record."""
        return {"constituting": self.constituting, "annual": self.annual}.get(kind, "")


def country_of(code: str) -> Country:
    """The country's pack; that of no country in particular for one we have none of."""
    packs = _packs()
    return packs.get(code, packs[ELSEWHERE])


def countries() -> tuple[Country, ...]:
    """Every pack, in the order in which a form offers them."""
    return tuple(_packs()[code] for code in COUNTRIES)


@cache
def _packs() -> dict[str, Country]:
    found: dict[str, dict[str, Any]] = json.loads(PACKS.read_text(encoding="utf-8"))
    return {code: _pack(code, given) for code, given in found.items()}


def _pack(code: str, given: dict[str, Any]) -> Country:
    lists = {
        "founders": Founders(**given["founders"]),
        "papers": tuple((sv, en) for sv, en in given["papers"]),
        "minutes": tuple((sv, en) for sv, en in given["minutes"]),
        "contents": tuple(Content(c["sv"], c["en"], tuple(c["stems"])) for c in given["contents"]),
        "statements": tuple(Statement(**one) for one in given["statements"]),
    }
    return Country(code=code, **{**given, **lists})
