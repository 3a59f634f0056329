"""Any of the bank's files, its kind told by what is in it and never by its name."""

from __future__ import annotations

from collections.abc import Mapping

from billing.standards import bgmax, camt, statement_csv
from billing.standards.incoming import Format, Statement
from kernel.money import SEK


def format_of(content: bytes) -> Format:
    """BgMax and camt say what they are; all else can only be a list."""
    if bgmax.looks_like(content):
        return Format.BGMAX
    return Format.CAMT if camt.looks_like(content) else Format.CSV


def read(content: bytes, columns: Mapping[str, str], *, currency: str = SEK) -> Statement:
    """The payments of a file, or every fault in it. Never raises.

    ``columns`` are a list's, and ``currency`` is that of a list that names none.
    """
    form = format_of(content)
    if form is Format.BGMAX:
        return bgmax.read(content)
    return (
        camt.read(content) if form is Format.CAMT else statement_csv.read(content, columns, currency=currency)
    )
