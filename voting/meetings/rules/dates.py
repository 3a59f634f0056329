"""Days as the Swedish record says them. Plain Python."""

from __future__ import annotations

from datetime import date

WEEKDAYS = "måndagen tisdagen onsdagen torsdagen fredagen lördagen söndagen".split()
MONTHS = (
    "januari februari mars april maj juni juli augusti september oktober november december".split()
)  # fmt: skip


def short_date(day: date) -> str:
    """``16 september 2016``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """``den 16 september 2016``."""
    return f"den {short_date(day)}"


def weekday_date(day: date) -> str:
    """``tisdagen den 11 oktober 2016``: the first time a date is named."""
    return f"{WEEKDAYS[day.weekday()]} {long_date(day)}"
