"""Reads for the reports: the books as SIE tells them, and invoices, payments and balances row by row."""

from billing.reports.queries.bookkeeping import sie_books
from billing.reports.queries.figures import (
    Moved,
    Overview,
    balance_rows,
    invoice_rows,
    moves,
    overview,
    payment_rows,
)
from billing.reports.queries.sheets import OF, report

__all__ = [
    "OF",
    "Moved",
    "Overview",
    "balance_rows",
    "invoice_rows",
    "moves",
    "overview",
    "payment_rows",
    "report",
    "sie_books",
]
