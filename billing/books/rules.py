"""When something can be posted. Plain Python: no query, no clock, no web."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kernel.errors import Obstacle

LONGEST_YEAR = 18
"""Months; BFL 3 kap. 3 §."""
FEWEST_ENTRIES = 2

_ENGLISH = tuple(
    (re.compile(swedish), english)
    for swedish, english in (
        (r"Faktura (\d.*)", r"Invoice \1"),
        (r"Kreditfaktura (\d.*)", r"Credit note \1"),
        (r"Betalning av faktura (\d.*)", r"Payment of invoice \1"),
        (r"Återbetalning av faktura (\d.*)", r"Repayment of invoice \1"),
        (r"Avskrivning av faktura (\d.*)", r"Write-off of invoice \1"),
        (r"Överbetalning av (\d+) används till (\d.*)", r"Overpayment of \1 used for \2"),
        (r"Rättelse av ([A-Z]{1,2}\d+), faktura (\d.*)", r"Correction of \1, invoice \2"),
        (r"Rättelse av ([A-Z]{1,2}\d+)", r"Correction of \1"),
        (r"Inbetalning (.+)", r"Incoming payment \1"),
        (r"Återbetald inbetalning (.+)", r"Incoming payment paid back \1"),
        (r"Samma pengar som i (.+)", r"The same money as in \1"),
        (r"Utbetalning från Stripe (\S+) kom tillbaka", r"Payout from Stripe \1 came back"),
        (r"Utbetalning från Stripe (\S+)", r"Payout from Stripe \1"),
    )
)
"""What the house itself writes, whole, and the same in English."""


@dataclass(frozen=True, kw_only=True)
class Posting:
    """One line to be written: ``amount`` in öre, debit + and credit −.

    ``about`` is the invoice, ``party`` the member; ``objects`` are (dimension, object) as in SIE.
    """

    account: int
    amount: int
    about: Any = None
    party: Any = None
    objects: tuple[tuple[int, str], ...] = ()


def obstacles_to_posting(
    postings: Sequence[Posting], *, on: date, closed_through: date | None, accounts: Mapping[int, bool]
) -> list[Obstacle]:
    """Everything wrong with a voucher. ``accounts``: number → whether it takes entries."""
    found = []
    if len(postings) < FEWEST_ENTRIES:
        found.append(Obstacle("billing.books.obstacle_too_few_entries"))
    if (total := sum(one.amount for one in postings)) != 0:
        found.append(Obstacle("billing.books.obstacle_not_balanced", {"difference": total}))
    for number in sorted({one.account for one in postings}):
        if number not in accounts:
            found.append(Obstacle("billing.books.obstacle_no_account", {"number": number}))
        elif not accounts[number]:
            found.append(Obstacle("billing.books.obstacle_account_closed", {"number": number}))
    if closed_through is not None and on <= closed_through:
        found.append(
            Obstacle(
                "billing.books.obstacle_period_closed",
                {"through": closed_through.isoformat(), "date": on.isoformat()},
            )
        )
    return found


def obstacles_to_closing(*, through: date, closed_through: date | None, today: date) -> list[Obstacle]:
    """A period that is over can be closed, and never opened again."""
    if through >= today:
        return [Obstacle("billing.books.obstacle_period_not_over", {"through": through.isoformat()})]
    if closed_through is not None and through < closed_through:
        return [Obstacle("billing.books.obstacle_closed_further", {"through": closed_through.isoformat()})]
    return []


def same_postings(posted: Iterable[tuple[int, int]], asked: Iterable[tuple[int, int]]) -> bool:
    """Whether two vouchers, given as (account, amount), say the same, in whatever order."""
    return sorted(posted) == sorted(asked)


def merged(postings: Iterable[Posting]) -> list[Posting]:
    """Lines of nothing left out; lines on the same account about the same thing added up."""
    sums: dict[tuple[Any, ...], int] = {}
    for one in postings:
        key = (one.account, one.about, one.party, one.objects)
        sums[key] = sums.get(key, 0) + one.amount
    return [
        Posting(account=key[0], amount=amount, about=key[1], party=key[2], objects=key[3])
        for key, amount in sums.items()
        if amount
    ]


def year_around(
    on: date, *, first_year: tuple[date, date] | None, neighbours: Iterable[tuple[date, date]]
) -> tuple[date, date]:
    """The fiscal year that a day belongs to: the statutes' first year, or its calendar year.

    A calendar year gives way to years that are there already, so that no day belongs to two.
    """
    if first_year is not None and first_year[0] <= on <= first_year[1]:
        begins, ends = first_year
    else:
        begins, ends = date(on.year, 1, 1), date(on.year, 12, 31)
        if first_year is not None and begins <= first_year[1] < on:
            begins = first_year[1] + timedelta(days=1)
        if first_year is not None and on < first_year[0] <= ends:
            ends = first_year[0] - timedelta(days=1)
    for other_from, other_to in neighbours:
        if other_to < on:
            begins = max(begins, other_to + timedelta(days=1))
        if other_from > on:
            ends = min(ends, other_from - timedelta(days=1))
    return begins, ends


def english(text: str, text_en: str, *, is_by_hand: bool) -> str:
    """What a voucher says in English; empty where a person wrote it, in the language of the books.

    Vouchers from before the house wrote in English too say the same in Swedish words of its own about facts
    that have no language (a number, a name): those are read in English, and nothing is written anew.
    """
    if text_en or is_by_hand:
        return text_en
    found = ((pattern.fullmatch(text), said) for pattern, said in _ENGLISH)
    return next((match.expand(said) for match, said in found if match), "")
