"""Doors to the reports."""

from billing.reports.api.bookkeeping import SieDoor

__all__ = ["SieDoor"]
