"""What goes to the authority and the bank: the minutes that stand of each meeting that decided something."""

from __future__ import annotations

from typing import Any

from tenants.decisions.models import Effect
from voting.meetings.models import Meeting
from voting.minutes.models import Extract, Version
from voting.minutes.queries.shapes import extract_shape


def papers_of_registration() -> list[dict[str, Any]]:
    """Each closed meeting with a decision that brought something about, and its papers; the first one first.

    No version before the minutes are laid out; extracts are those of the version that stands.
    """
    told = Effect.objects.filter(undone_at=None, decision__retracted_at=None)
    meetings = Meeting.objects.filter(
        pk__in=told.values("decision__meeting"), is_rehearsal=False, closed_at__isnull=False
    ).order_by("opened_at")
    versions = {
        one.meeting_id: one
        for one in Version.objects.defer("pdf", "text").filter(meeting__in=meetings, superseded_at=None)
    }
    extracts: dict[Any, list[dict[str, Any]]] = {}
    rows = Extract.objects.defer("pdf").filter(version__in=[one.pk for one in versions.values()])
    for row in rows.order_by("-at"):
        extracts.setdefault(row.version_id, []).append(extract_shape(row))
    return [
        {
            "meeting": one.pk,
            "title": one.title,
            "kind": one.kind,
            "opened_at": one.opened_at,
            "version": versions[one.pk].number if one.pk in versions else None,
            "completed_at": versions[one.pk].completed_at if one.pk in versions else None,
            "extracts": extracts.get(versions[one.pk].pk, []) if one.pk in versions else [],
        }
        for one in meetings
    ]
