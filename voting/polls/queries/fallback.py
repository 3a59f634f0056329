"""The meeting on paper, before it is needed: register by place, numbered slips, sheets for two tellers."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from kernel import tenancy
from voting.meetings import queries as meetings
from voting.register import queries as register


def fallback(meeting_id: UUID) -> dict[str, Any]:
    """What the papers say: everybody in the register that holds, or those registered while there is none."""
    meeting = meetings.meeting(meeting_id)
    current = register.current_register(meeting.pk)
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if current is not None:
        for row in register.rows(current.pk):
            rows[row["venue"]].append({**row, "no": len(rows[row["venue"]]) + 1})
    else:
        for found in meetings.registrations(meeting.pk):
            at_the_place = rows[found.venue.name]
            at_the_place.append(
                {
                    "no": len(at_the_place) + 1,
                    "number": found.member.number,
                    "member": found.member.name,
                    "delegate": found.delegate.name,
                }
            )
    starts = meeting.starts_at.astimezone(ZoneInfo(settings.LOCAL_TIME_ZONE))
    return {
        "association": tenancy.current().name,
        "title": meeting.title,
        "date": f"{starts:%Y-%m-%d}",
        "approved": current is not None,
        "venues": [
            {
                "name": venue.name,
                "votes": len(rows[venue.name]),
                "rows": [
                    {name: row[name] for name in ("no", "number", "member", "delegate")}
                    for row in rows[venue.name]
                ],
            }
            for venue in meeting.venues.order_by("order")
        ],
    }
