"""A calendar file (RFC 5545) for one meeting and one person.

The method is PUBLISH: the file tells, it does not ask for a reply that nobody reads. The same ``uid`` with a
higher ``sequence`` replaces what the calendar holds; a cancelled one takes it away. No alarm: that is the
reader's own business.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vUri

from notices.rules.wording import one_line

FILE_NAME = "stadga.ics"
PRODUCT = "-//Stadga//Stadga 1//SV"


@dataclass(frozen=True)
class CalendarEvent:
    """What goes into the calendar. ``location`` is the hall's address or the link to join."""

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    location: str
    stamped_at: datetime
    description: str = ""
    url: str = ""
    is_cancelled: bool = False


def calendar_file(event: CalendarEvent, *, zone: str = "Europe/Stockholm") -> bytes:
    """Write the file. Times are given with their zone, so that a reader elsewhere sees their own."""
    _check(event)
    local = ZoneInfo(zone)
    entry = Event()
    entry.add("uid", event.uid)
    entry.add("dtstamp", event.stamped_at.astimezone(ZoneInfo("UTC")))
    entry.add("sequence", event.sequence)
    entry.add("dtstart", event.starts_at.astimezone(local))
    entry.add("dtend", event.ends_at.astimezone(local))
    entry.add("summary", one_line(event.title))
    entry.add("location", one_line(event.location))
    if event.description:
        entry.add("description", "\n".join(map(one_line, event.description.split("\n"))))
    if event.url:
        entry.add("url", vUri(one_line(event.url)))
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    entry.add("transp", "TRANSPARENT" if event.is_cancelled else "OPAQUE")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if event.is_cancelled else "PUBLISH")
    calendar.add_component(_timezone(zone, event.starts_at.year, event.ends_at.year))
    calendar.add_component(entry)
    content: bytes = calendar.to_ical()
    return content


def _timezone(zone: str, first_year: int, last_year: int) -> Timezone:
    """Describe the zone for the years around the event; a calendar needs no more."""
    return Timezone.from_tzid(
        zone, first_date=date(first_year - 1, 1, 1), last_date=date(last_year + 2, 1, 1)
    )


def _check(event: CalendarEvent) -> None:
    for name in ("starts_at", "ends_at", "stamped_at"):
        if getattr(event, name).tzinfo is None:
            message = f"{name}: must have a time zone"
            raise ValueError(message)
    if event.ends_at <= event.starts_at:
        message = "ends_at: must be after starts_at"
        raise ValueError(message)
    if event.sequence < 0:
        message = "sequence: must be a whole number from 0"
        raise ValueError(message)
    if not event.uid or one_line(event.uid) != event.uid:
        message = "uid: must be one line"
        raise ValueError(message)
