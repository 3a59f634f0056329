"""Doors to the reports."""

from billing.reports.api.bookkeeping import SieDoor
from billing.reports.api.figures import BalancesDoor, OverviewDoor
from billing.reports.api.sheets import ReportDoor
from billing.reports.api.statement import StatementFileDoor

__all__ = ["BalancesDoor", "OverviewDoor", "ReportDoor", "SieDoor", "StatementFileDoor"]
