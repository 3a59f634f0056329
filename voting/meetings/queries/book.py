"""All decisions of all meetings, each with its § and its effects: the association's book of decisions."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from journal.models import Entry
from kernel import tenancy
from kernel.actor import Actor
from kernel.permissions import verbs_of
from tenants.decisions.models import Decision
from tenants.founding.events import AssociationFounded
from tenants.networks.enums import Stage
from tenants.networks.models import Network
from voting.meetings.enums import MeetingKind
from voting.meetings.models import Item, Meeting


def decision_book(meeting_id: UUID | None = None, *, by: Actor) -> list[dict[str, Any]]:
    """Standing decisions, also those without effects, the newest meeting first; nothing of rehearsals.

    Of one meeting, or of all. In four queries. What the board decided within itself is for those who read
    its minutes; others see what it brought about in the association.
    """
    held, reads = Meeting.objects.filter(is_rehearsal=False), "board.read" in verbs_of(by.roles)
    if meeting_id is not None:
        held = held.filter(pk=meeting_id)
    meetings = {m.pk: m for m in held}
    titles = {
        (i.meeting_id, i.no): (i.title_sv, i.title_en) for i in Item.objects.filter(meeting__in=meetings)
    }
    taken = Decision.objects.filter(meeting__in=meetings, retracted_at=None).prefetch_related("effects")
    told = [
        {
            "id": str(one.pk),
            "meeting": _meeting_shape(meetings[one.meeting]),
            "item_no": one.item_no,
            "title_sv": titles.get((one.meeting, one.item_no), ("", ""))[0],
            "title_en": titles.get((one.meeting, one.item_no), ("", ""))[1],
            "text_sv": one.text_sv,
            "method": one.method,
            "taken_at": one.taken_at,
            "poll": str(one.poll) if one.poll else None,
            "event": one.event,
            "effects": [{"kind": e.kind, "body": e.body} for e in one.effects.all() if e.undone_at is None],
        }
        for one in taken.order_by("event")
        if reads or meetings[one.meeting].kind != MeetingKind.BOARD or one.effects.all()
    ]
    return sorted(told, key=lambda one: (-(one["meeting"]["starts_at"].timestamp()), one["item_no"]))


def _meeting_shape(found: Meeting) -> dict[str, Any]:
    return {
        "id": str(found.pk),
        "title": found.title,
        "kind": found.kind,
        "number": found.number,
        "state": found.state,
        "starts_at": found.starts_at,
        "opened_at": found.opened_at,
    }


def journey() -> list[dict[str, Any]]:
    """When the network came to each stage of its way, with the meeting it came there by; None: not yet."""
    network = Network.objects.get(pk=tenancy.current().pk)
    held = Meeting.objects.filter(kind=MeetingKind.CONSTITUTING, is_rehearsal=False)
    called = held.order_by("created_at").first()
    opened = held.filter(opened_at__isnull=False).order_by("opened_at").first()
    founded = Entry.objects.filter(kind=AssociationFounded.kind).order_by("pk").first()
    by = founded.subject if founded else None
    return [
        _come(Stage.NETWORK, network.created_at, None),
        _come(Stage.CONVENING, called.created_at if called else None, called.pk if called else None),
        _come(Stage.CONSTITUTING, opened.opened_at if opened else None, opened.pk if opened else None),
        _come(Stage.ASSOCIATION, founded.at if founded else None, by),
    ]


def _come(stage: Stage, at: datetime | None, meeting: UUID | None) -> dict[str, Any]:
    return {"stage": stage.value, "at": at, "meeting": str(meeting) if meeting else None}
