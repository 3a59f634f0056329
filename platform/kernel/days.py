"""The day of a moment, where the association is: what a date in the minutes means."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def day_of(moment: datetime) -> date:
    """The day it is where the association is."""
    return moment.astimezone(ZoneInfo(settings.LOCAL_TIME_ZONE)).date()
