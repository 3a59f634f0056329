"""The board takes up matters of its own, before its meeting and while it is held."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Missing, Obstacle, refuse_if
from voting.meetings import queries, rules
from voting.meetings.actions.items import in_use
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.enums import ItemKind, MeetingState
from voting.meetings.events import MatterAdded, MatterRemoved, PlanChanged
from voting.meetings.models import Item


@transaction.atomic
def add_matter(*, meeting_id: UUID, title_sv: str, proposal_sv: str, by: Actor, at: datetime) -> Item:
    """Before the board decides on its next meeting and ends; what comes after moves one step.

    The proposal may be left open until it is decided. A matter of the same title is that matter.
    """
    queries.board_meeting(meeting_id)
    meeting, title = lock_meeting(meeting_id), title_sv.strip()
    if not title:
        raise Malformed({"title_sv": [Obstacle("platform.kernel.field_required")]})
    items = list(meeting.items.order_by("no"))
    same = next((item for item in items if item.title_sv == title), None)
    if same is not None:
        return same
    place = rules.place_of_matter([(item.no, item.duty, item.state) for item in items])
    moving = [item for item in items if place is not None and item.no >= place]
    used = in_use(meeting, [item.no for item in moving])
    refuse_if(rules.obstacles_to_adding_matter(meeting.state, place=place, in_use=used))
    assert place is not None  # refused otherwise
    for item in reversed(moving):
        Item.objects.filter(pk=item.pk).update(no=item.no + 1)
    added = Item.objects.create(
        meeting=meeting, no=place, title_sv=title, title_en=title, kind=ItemKind.DECISION, duty="",
        proposal_sv=rules.in_the_boards_words(proposal_sv),
    )  # fmt: skip
    record(PlanChanged(subject=meeting.pk, fields=["items"]), by=by, at=at)
    if meeting.state == MeetingState.OPEN:
        record(MatterAdded(subject=meeting.pk, title=title), by=by, at=at)
    return added


@transaction.atomic
def remove_matter(*, meeting_id: UUID, no: int, by: Actor, at: datetime) -> None:
    """Take one of the board's own matters away before it is taken up; what comes after moves back."""
    queries.board_meeting(meeting_id)
    meeting = lock_meeting(meeting_id)
    items = list(meeting.items.filter(no__gte=no).order_by("no"))
    if not items or items[0].no != no:
        raise Missing
    gone, *later = items
    used = in_use(meeting, [item.no for item in items])
    refuse_if(
        rules.obstacles_to_removing_matter(
            meeting.state, no=no, duty=gone.duty, item_state=gone.state, in_use=used
        )
    )
    gone.delete()
    for item in later:
        Item.objects.filter(pk=item.pk).update(no=item.no - 1)
    record(PlanChanged(subject=meeting.pk, fields=["items"]), by=by, at=at)
    if meeting.state == MeetingState.OPEN:
        record(MatterRemoved(subject=meeting.pk, title=gone.title_sv), by=by, at=at)
