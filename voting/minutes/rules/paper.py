"""The minutes as the printer wants them: every line with the addresses of its events."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from voting.counting.rule_text import group as grouped
from voting.minutes.rules.facts import Events
from voting.minutes.rules.shapes import AnnexRow, Block, ItemMinutes, MinuteLine, MinutesDraft, Table
from voting.minutes.rules.swedish import counted


def paper_of(minutes: MinutesDraft, *, event_url: Callable[[int], str]) -> dict[str, Any]:
    """Give the data that the template ``minutes`` prints. ``event_url`` makes an event's address."""
    links = _Links(event_url)
    numbers = {one.kind: str(one.no) for one in minutes.annexes}
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
        "seats": links.table(minutes.seats) if minutes.seats else None,
        "attendance_notes": [links.line(line) for line in minutes.attendance_notes],
        "reading_note": minutes.reading_note,
        "items": [links.item(item) for item in minutes.items],
        "signatures": [
            {"heading": heading, "people": [{"name": s.name, "role": s.role} for s in group]}
            for heading, group in groupby(minutes.signatures, key=lambda s: s.heading)
        ],
        "annexes": [
            {"no": str(one.no), "title": one.title, "name": one.file, "items": one.ref, "sha256": one.sha256}
            for one in minutes.annexes
        ],
        "annex": _register(minutes.register_annex, numbers.get("register", "")),
        "members": _members(minutes, numbers.get("members", ""), links),
        "sha256": minutes.sha256,
        "log_sha256": [minutes.log_sha256[:32], minutes.log_sha256[32:]] if minutes.log_sha256 else [],
        "version": minutes.version,
    }  # fmt: skip


def items_of(items: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give §§ of a text that was kept, to be printed word for word without the marks in the margin."""
    return [
        {**item, "events": [], "blocks": [_unmarked(block) for block in item["blocks"]]} for item in items
    ]


def _unmarked(block: Mapping[str, Any]) -> dict[str, Any]:
    line, table = block["line"], block["table"]
    return {
        **block,
        "line": {**line, "events": []} if line else None,
        "table": {**table, "events": []} if table else None,
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

    def table(self, table: Table) -> dict[str, Any]:
        return {
            "kind": table.kind,
            "title": table.title,
            "header": list(table.header),
            "rows": [list(row) for row in table.rows],
            "events": [self.events(events) for events in table.events],
            "strong": list(table.strong),
        }

    def block(self, block: Block) -> dict[str, Any]:
        return {
            "kind": block.kind,
            "line": self.line(block.line) if block.line else None,
            "steps": list(block.steps),
            "table": self.table(block.table) if block.table else None,
        }

    def item(self, item: ItemMinutes) -> dict[str, Any]:
        return {
            "no": item.no,
            "heading": item.heading,
            "events": self.events(item.events),
            "blocks": [self.block(block) for block in item.blocks],
        }


def _register(rows: Sequence[AnnexRow], no: str) -> dict[str, Any] | None:
    if not rows:
        return None
    venues = [(venue, list(group)) for venue, group in groupby(rows, key=lambda row: row.venue)]
    addition = " + ".join(str(len(group)) for _, group in venues)
    votes = counted(len(rows), "röst", "röster")
    return {
        "no": no,
        "venues": [
            {
                "heading": f"{venue}: {counted(len(group), 'röst', 'röster')}",
                "rows": [[str(i), r.no, r.member, r.delegate] for i, r in enumerate(group, start=1)],
            }
            for venue, group in venues
        ],
        "sum": f"{addition} = {votes}." if len(venues) > 1 else f"{votes}.",
    }


def _members(minutes: MinutesDraft, no: str, links: _Links) -> dict[str, Any] | None:
    rows = minutes.members_annex
    if not rows:
        return None
    return {
        "no": no,
        "classes": links.table(minutes.classes) if minutes.classes else None,
        "with_class": any(row.fee_class for row in rows),
        "rows": [
            [grouped(i, "sv"), row.no, row.member, row.delegate, row.fee_class]
            for i, row in enumerate(rows, start=1)
        ],
    }
