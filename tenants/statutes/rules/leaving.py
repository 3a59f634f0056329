"""When a member that gives notice has left, by the statutes' typed rule. Plain Python.

Statutes that are silent are read as the law of associations is: whoever leaves has left with the notice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tenants.statutes.rules.majorities import month_later

AT_ONCE: Mapping[str, Any] = {"effect": "at_once"}


def leaves_on(noticed_on: date, rule: Mapping[str, Any] | None) -> date:
    """The first day on which it is no member: the day of the notice itself, or a later one.

    ``year_end``: with the calendar year in which the months of notice, if any, have run out.
    """
    told = rule or AT_ONCE
    after = month_later(noticed_on, int(told.get("notice_months", 0)))
    if told["effect"] == "year_end":
        return date(after.year + 1, 1, 1)
    return after if told["effect"] == "after_notice" else noticed_on
