"""Reads for the reports: the books as SIE tells them."""

from billing.reports.queries.bookkeeping import sie_books

__all__ = ["sie_books"]
