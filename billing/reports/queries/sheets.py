"""A report as its tables."""

from __future__ import annotations

from datetime import date

from billing.reports import rules
from billing.reports.queries.figures import balance_rows, invoice_rows, payment_rows
from billing.standards.sheets import Sheet

OF = ("all", "invoices", "payments", "members", "classes")


def report(
    of: str, *, lang: str, today: date, from_date: date | None = None, to_date: date | None = None
) -> list[Sheet]:
    """The tables of a report: one, or with ``all`` every one of them.

    Invoices are those issued in the period, as they stand today; payments those of the period; balances are
    those at its end.
    """
    wanted = OF[1:] if of == "all" else (of,)
    period = {"from_date": from_date, "to_date": to_date}
    rows = invoice_rows(today=today, **period) if {"invoices", "classes"} & set(wanted) else []
    found = []
    for one in wanted:
        if one == "invoices":
            found.append(rules.invoices_sheet(rows, lang))
        elif one == "payments":
            found.append(rules.payments_sheet(payment_rows(**period), lang))
        elif one == "members":
            found.append(rules.balances_sheet(balance_rows(to_date=to_date), lang))
        else:
            found.append(rules.classes_sheet(rules.by_class(rows), lang))
    return found
