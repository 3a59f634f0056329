"""A fiscal year as a bookkeeper's own program takes it in."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from django.conf import settings

from billing.books import queries as books
from billing.books.models import FiscalYear
from billing.invoices.queries import terms
from billing.standards import sie

_NOT_DIGITS = re.compile(r"\D")
ORG_DIGITS = 10
PROJECTS = 6
DIMENSION_NAMES = {1: "Kostnadsställe", PROJECTS: "Projekt"}
"""The names that the format itself gives its first dimensions."""


def sie_books(year: FiscalYear) -> sie.Books:
    """Every voucher of the year, the whole chart, and the objects that the entries are told apart by."""
    zone = ZoneInfo(settings.LOCAL_TIME_ZONE)
    vouchers = [
        sie.Voucher(
            one.series,
            one.number,
            one.date,
            one.text,
            [
                sie.Line(entry.account_id, entry.amount, objects=_objects(entry.objects_sie))
                for entry in one.entries.all()
            ],
            registered=one.posted_at.astimezone(zone).date(),
        )
        for one in books.vouchers_between(year.from_date, year.to_date).order_by("series", "number")
    ]
    used = sorted({pair for one in vouchers for line in one.lines for pair in line.objects})
    told = terms()
    seller = told.seller
    digits = _NOT_DIGITS.sub("", seller.org_number)
    return sie.Books(
        company=sie.Company(seller.name, digits if len(digits) == ORG_DIGITS else "", told.currency),
        first=year.from_date,
        last=year.to_date,
        accounts=[sie.Account(one.number, one.name_sv) for one in books.accounts()],
        vouchers=vouchers,
        dimensions=[
            sie.Dimension(no, DIMENSION_NAMES.get(no, f"Dimension {no}"))
            for no in sorted({no for no, _ in used})
        ],
        things=[sie.Thing(no, name, name) for no, name in used],
    )


def _objects(kept: list[list[object]]) -> tuple[tuple[int, str], ...]:
    return tuple((int(str(no)), str(name)) for no, name in kept)
