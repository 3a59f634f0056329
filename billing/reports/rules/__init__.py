"""What the reports say, as tables and as figures. Plain Python."""

from billing.reports.rules.account import AccountFacts, account_paper
from billing.reports.rules.figures import (
    MONEY,
    Balance,
    Change,
    ClassFigures,
    InvoiceRow,
    MonthFigures,
    PaymentRow,
    Sums,
    by_class,
    by_month,
    change_of,
    sums_of,
)
from billing.reports.rules.tables import (
    balances_sheet,
    classes_sheet,
    file_name,
    invoices_sheet,
    payments_sheet,
    statement_name,
    statement_sheet,
    title,
)

__all__ = [
    "MONEY",
    "AccountFacts",
    "Balance",
    "Change",
    "ClassFigures",
    "InvoiceRow",
    "MonthFigures",
    "PaymentRow",
    "Sums",
    "account_paper",
    "balances_sheet",
    "by_class",
    "by_month",
    "change_of",
    "classes_sheet",
    "file_name",
    "invoices_sheet",
    "payments_sheet",
    "statement_name",
    "statement_sheet",
    "sums_of",
    "title",
]
