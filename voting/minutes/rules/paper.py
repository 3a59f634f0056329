"""The minutes as the printer wants them: every line with the addresses of its events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from voting.minutes.rules.facts import Events
from voting.minutes.rules.shapes import AnnexRow, ItemMinutes, MinuteLine, MinutesDraft
from voting.minutes.rules.swedish import counted


def paper_of(minutes: MinutesDraft, *, event_url: Callable[[int], str]) -> dict[str, Any]:
    """Give the data that the template ``minutes`` prints. ``event_url`` makes an event's address."""
    links = _Links(event_url)
    return {
        "title": minutes.title,
        "subtitle": minutes.subtitle,
        "date": minutes.date,
        "association": minutes.association,
        "facts": [links.line(line) for line in minutes.facts],
        "attendance": [
            {"venue": row.venue, "registered": row.registered, "absent": row.absent, "votes": row.votes}
            for row in minutes.attendance
        ],
        "attendance_notes": [links.line(line) for line in minutes.attendance_notes],
        "reading_note": minutes.reading_note,
        "items": [links.item(item) for item in minutes.items],
        "signatures": [
            {"heading": heading, "people": [{"name": s.name, "role": s.role} for s in group]}
            for heading, group in groupby(minutes.signatures, key=lambda s: s.heading)
        ],
        "annex": _annex(minutes.register_annex),
        "sha256": minutes.sha256,
    }


class _Links:
    """Turns journal ids into marks with addresses."""

    def __init__(self, event_url: Callable[[int], str]) -> None:
        self.event_url = event_url

    def events(self, events: Events) -> list[dict[str, str]]:
        return [{"id": str(e), "url": self.event_url(e)} for e in dict.fromkeys(events)]

    def line(self, line: MinuteLine) -> dict[str, Any]:
        return {
            "text": line.text,
            "label": line.label,
            "binds": line.binds,
            "events": self.events(line.events),
        }

    def item(self, item: ItemMinutes) -> dict[str, Any]:
        return {
            "no": item.no,
            "heading": item.heading,
            "events": self.events(item.events),
            "paragraphs": [self.line(line) for line in item.paragraphs],
            "table": [list(row) for row in item.table] if item.table else None,
            "table_events": [self.events(events) for events in item.table_events],
            "decisions": [self.line(line) for line in item.decisions],
        }


def _annex(rows: Sequence[AnnexRow]) -> dict[str, Any] | None:
    if not rows:
        return None
    venues = [(venue, list(group)) for venue, group in groupby(rows, key=lambda row: row.venue)]
    addition = " + ".join(str(len(group)) for _, group in venues)
    votes = counted(len(rows), "röst", "röster")
    return {
        "venues": [
            {
                "heading": f"{venue}: {counted(len(group), 'röst', 'röster')}",
                "rows": [[str(i), r.no, r.member, r.delegate] for i, r in enumerate(group, start=1)],
            }
            for venue, group in venues
        ],
        "sum": f"{addition} = {votes}." if len(venues) > 1 else f"{votes}.",
    }
