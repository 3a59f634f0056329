"""The chair leads: places confirmed, meeting opened, items taken up and decided, meeting closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, Obstacle, refuse_if
from tenants.decisions.actions import take_decision
from tenants.decisions.enums import Method
from tenants.decisions.models import Decision
from tenants.decisions.queries import said_before
from voting.meetings import queries, rules
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.enums import Duty, ItemState, MeetingState
from voting.meetings.events import ItemDone, ItemStarted, MeetingClosed, MeetingOpened, VenueConfirmed
from voting.meetings.models import Item, Meeting, Venue


@transaction.atomic
def confirm_venue(*, meeting_id: UUID, venue_id: UUID, by: Actor, at: datetime) -> Venue:
    """A host confirms that sound and picture work in one place. Confirming again changes nothing."""
    meeting = lock_meeting(meeting_id)
    venue = meeting.venues.filter(pk=venue_id).first()
    if venue is None:
        raise Missing
    refuse_if(rules.obstacles_to_change(meeting.state))
    if venue.confirmed_at is None:
        venue.confirmed_at = at
        venue.save(update_fields=["confirmed_at"])
        record(VenueConfirmed(subject=meeting.pk, venue=venue.pk, name=venue.name), by=by, at=at)
    return venue


@transaction.atomic
def open_meeting(*, meeting_id: UUID, by: Actor, at: datetime) -> Meeting:
    """Open the meeting and take up its first item. Opening an open meeting changes nothing."""
    meeting = lock_meeting(meeting_id)
    if meeting.state == MeetingState.OPEN:
        return meeting
    unconfirmed = meeting.venues.filter(confirmed_at=None).values_list("name", flat=True)
    refuse_if(rules.obstacles_to_opening(meeting.state, unconfirmed=unconfirmed))
    meeting.state = MeetingState.OPEN
    meeting.opened_at = at
    meeting.save(update_fields=["state", "opened_at"])
    first = meeting.items.order_by("no").first()
    if first is not None:
        _take_up(first, at=at)
    record(MeetingOpened(subject=meeting.pk, title=meeting.title), by=by, at=at)
    if first is not None:
        record(_started(first), by=by, at=at)
    return meeting


@transaction.atomic
def start_item(*, meeting_id: UUID, no: int, by: Actor, at: datetime, extra: Iterable[Obstacle] = ()) -> Item:
    """Leave the current item, which is then done, and take up another; also one that was left before.

    ``extra`` are obstacles that only rooms above can see, computed under the same meeting lock if the
    caller needs them to hold. Taking up the current item changes nothing.
    """
    meeting = lock_meeting(meeting_id)
    item = _item(meeting, no)
    states = queries.agenda_states(meeting)
    current = next((i for i in states if i.state == ItemState.NOW), None)
    if current is not None and current.no == no and meeting.state == MeetingState.OPEN:
        return item
    refuse_if(rules.obstacles_to_starting(meeting.state, current=current, extra=extra))
    if current is not None:
        meeting.items.filter(no=current.no).update(state=ItemState.DONE)
    _take_up(item, at=at)
    if current is not None:
        record(ItemDone(subject=meeting.pk, no=current.no), by=by, at=at)
    record(_started(item), by=by, at=at)
    return item


@transaction.atomic
def close_meeting(*, meeting_id: UUID, by: Actor, at: datetime, extra: Iterable[Obstacle] = ()) -> Meeting:
    """End the meeting. ``extra`` as in :func:`start_item`. Closing a closed meeting changes nothing."""
    meeting = lock_meeting(meeting_id)
    if meeting.state == MeetingState.CLOSED:
        return meeting
    states = queries.agenda_states(meeting)
    refuse_if(rules.obstacles_to_closing(meeting.state, items=states, extra=extra))
    current = next((i for i in states if i.state == ItemState.NOW), None)
    meeting.items.filter(state=ItemState.NOW).update(state=ItemState.DONE)
    meeting.state = MeetingState.CLOSED
    meeting.closed_at = at
    meeting.save(update_fields=["state", "closed_at"])
    if current is not None:
        record(ItemDone(subject=meeting.pk, no=current.no), by=by, at=at)
    record(MeetingClosed(subject=meeting.pk, title=meeting.title), by=by, at=at)
    return meeting


@transaction.atomic
def record_decision(
    *,
    meeting_id: UUID,
    item_no: int,
    text_sv: str,
    method: Method,
    by: Actor,
    at: datetime,
    poll: UUID | None = None,
) -> Decision:
    """Write down what the meeting decided under an item, and let it have its effect on the meeting.

    The same words again, or the same poll, give the same decision. A declared poll calls this too.
    """
    meeting = lock_meeting(meeting_id)
    item = _item(meeting, item_no)
    text = text_sv.strip()
    before = said_before(meeting=meeting.pk, item_no=item_no, text_sv=text, poll=poll)
    if before is not None:
        return before
    state = next(i for i in queries.agenda_states(meeting) if i.no == item_no)
    refuse_if(rules.obstacles_to_deciding(meeting.state, state))
    if item.duty == Duty.RULES_OF_PROCEDURE and method is not Method.NOTE:
        fulfil(meeting, Duty.RULES_OF_PROCEDURE, at=at)
    return take_decision(
        meeting=meeting.pk, item_no=item_no, text_sv=text, method=method, poll=poll, by=by, at=at
    )


def fulfil(meeting: Meeting, duty: Duty, *, at: datetime) -> None:
    """Note that the item with this duty has done what it is there for. The caller holds the meeting."""
    meeting.items.filter(duty=duty.value, fulfilled_at=None).update(fulfilled_at=at)
    if duty is Duty.RULES_OF_PROCEDURE and meeting.rules_adopted_at is None:
        meeting.rules_adopted_at = at
        meeting.save(update_fields=["rules_adopted_at"])


def _item(meeting: Meeting, no: int) -> Item:
    item = meeting.items.filter(no=no).first()
    if item is None:
        raise Missing
    return item


def _take_up(item: Item, *, at: datetime) -> None:
    item.state = ItemState.NOW
    item.started_at = item.started_at or at
    item.save(update_fields=["state", "started_at"])


def _started(item: Item) -> ItemStarted:
    return ItemStarted(subject=item.meeting_id, no=item.no, title_sv=item.title_sv, title_en=item.title_en)
