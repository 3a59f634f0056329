"""The office takes up one more matter in a meeting that has not begun."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, refuse_if
from tenants.statutes import queries as statutes
from voting.meetings import rules
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.actions.planning import Matter, place_of_own, second_reading
from voting.meetings.enums import ItemKind, ItemState
from voting.meetings.events import PlanChanged
from voting.meetings.models import Item, Meeting


@transaction.atomic
def add_item(*, meeting_id: UUID, matter: Matter, by: Actor, at: datetime) -> Item:
    """Before other business and the end, which move one step. An item of the same title is that item.

    Refused when something has been filed under those that would move: their numbers are known by then.
    """
    meeting = lock_meeting(meeting_id)
    items = list(meeting.items.all())
    same = next((item for item in items if item.title_sv == matter.title_sv), None)
    if same is not None:
        return same
    place = place_of_own([item.title_sv for item in items])
    refuse_if(
        rules.obstacles_to_adding(meeting.state, in_use=in_use(meeting, [item.no for item in items[place:]]))
    )
    for item in reversed(items[place:]):
        Item.objects.filter(pk=item.pk).update(no=item.no + 1)
    no = items[place].no if place < len(items) else len(items) + 1
    added = Item.objects.create(
        meeting=meeting, no=no, title_sv=matter.title_sv, title_en=matter.title_en or matter.title_sv,
        kind=matter.kind, duty="", proposal_sv=matter.proposal_sv, reading=matter.reading,
    )  # fmt: skip
    record(PlanChanged(subject=meeting.pk, fields=["items"]), by=by, at=at)
    return added


@transaction.atomic
def take_up_reading(*, meeting_id: UUID, version_id: UUID, by: Actor, at: datetime) -> Item:
    """The item under which this text is tried again. Locks and answers as :func:`add_item`.

    Missing for a text that does not wait. An item that takes up the statutes, and no text by name, is it.
    """
    meeting = lock_meeting(meeting_id)
    waiting = next((v for v in statutes.awaiting_second_reading() if v.pk == version_id), None)
    if waiting is None:
        raise Missing
    items = meeting.items.filter(kind=ItemKind.STATUTES)
    own = items.filter(reading=version_id).first()
    if own is not None:
        return own
    free = items.filter(reading=None, state=ItemState.LATER).first()
    if free is None:
        matter = second_reading(version_id, waiting.number)
        return add_item(meeting_id=meeting_id, matter=matter, by=by, at=at)
    free.reading = version_id
    free.save(update_fields=["reading"])
    record(PlanChanged(subject=meeting.pk, fields=["items"]), by=by, at=at)
    return free


def in_use(meeting: Meeting, numbers: list[int]) -> list[int]:
    """Those of the items that a row of some room names by its number, whichever room it is."""
    found: set[int] = set()
    for model in apps.get_models():
        fields: dict[str, Any] = {f.name: f for f in model._meta.get_fields()}  # noqa: SLF001  Django's own way
        if model is Item or not {"meeting", "item_no"} <= set(fields):
            continue
        rows = model._base_manager.filter(meeting=meeting.pk, item_no__in=numbers)  # noqa: SLF001  as above
        found |= set(rows.values_list("item_no", flat=True))
    return sorted(found)
