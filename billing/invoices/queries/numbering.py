"""What an invoice of today would be: its number, and what it would lack. Taking a number is issuing's own."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from billing.books import queries as books
from billing.books.rules import year_around
from billing.invoices import rules
from billing.invoices.models import Invoice
from billing.invoices.queries.owing import terms
from billing.invoices.queries.vat import chosen_vat, vat_choice
from kernel.errors import Obstacle


def next_number(on: date) -> str:
    """The number that an invoice issued on a day would get, if nobody issues one before it.

    Only told, never taken: issuing takes it in its own transaction, so that no number is missing.
    """
    year = books.year_of(on)
    if year is None:
        neighbours = [(one.from_date, one.to_date) for one in books.years()]
        _, ends = year_around(on, first_year=books.first_year(), neighbours=neighbours)
        return rules.number_of(str(ends.year), 1)
    last = Invoice.objects.filter(year=year).aggregate(last=Max("serial"))["last"] or 0
    return rules.number_of(year.name, last + 1)


def obstacles_to_any_invoice() -> list[Obstacle]:
    """What every invoice would lack; what one member's lacks is that one's own."""
    has_vat = chosen_vat(vat_choice()).has_vat
    buyer = rules.Party(name="-", street="-", town="-")
    return rules.obstacles_to_issuing(total=1, buyer=buyer, terms=terms(), has_vat=has_vat)
