"""The chair leads: places confirmed, meeting opened, items taken up, meeting closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, Obstacle, refuse_if
from tenants.founding.actions import come_to
from tenants.networks.enums import Stage
from voting.meetings import queries, rules
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.enums import Duty, ItemOutcome, ItemState, MeetingKind, MeetingState
from voting.meetings.events import ItemDone, ItemStarted, MeetingClosed, MeetingOpened, VenueConfirmed
from voting.meetings.models import Item, Meeting, Venue

POSTPONED = frozenset({ItemOutcome.TABLED, ItemOutcome.REFERRED_BACK})
NUMBERS = 79  # the journal's turn is 77, a poll's gate 78


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
    if meeting.state == MeetingState.ADJOURNED:
        refuse_if(rules.obstacles_to_leading(meeting.state))
    unconfirmed = meeting.venues.filter(confirmed_at=None).values_list("name", flat=True)
    extra = queries.obstacles_before_opening(meeting)
    refuse_if(rules.obstacles_to_opening(meeting.state, unconfirmed=unconfirmed, extra=extra))
    meeting.state = MeetingState.OPEN
    meeting.opened_at = at
    meeting.number = next_number(meeting)
    meeting.save(update_fields=["state", "opened_at", "number"])
    if meeting.kind == MeetingKind.CONSTITUTING and not meeting.is_rehearsal:
        come_to(Stage.CONSTITUTING)
    first = meeting.items.order_by("no").first()
    if first is not None:
        _take_up(first, at=at)
    fact = MeetingOpened(subject=meeting.pk, title=meeting.title, number=meeting.number)
    record(fact, by=by, at=at)
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
    item = item_of(meeting, no)
    states = queries.agenda_states(meeting)
    current = next((i for i in states if i.state == ItemState.NOW), None)
    if current is not None and current.no == no and meeting.state == MeetingState.OPEN:
        return item
    refuse_if(rules.obstacles_to_starting(meeting.state, current=current, extra=extra))
    if current is not None:
        _leave(meeting, current)
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
    if current is not None:
        _leave(meeting, current)
    meeting.items.filter(state=ItemState.LATER).update(outcome=ItemOutcome.LEFT)
    meeting.state = MeetingState.CLOSED
    meeting.closed_at = at
    meeting.save(update_fields=["state", "closed_at"])
    if current is not None:
        record(ItemDone(subject=meeting.pk, no=current.no), by=by, at=at)
    record(MeetingClosed(subject=meeting.pk, title=meeting.title), by=by, at=at)
    return meeting


def fulfil(meeting: Meeting, duty: Duty, *, at: datetime) -> None:
    """Note that the item with this duty has done what it is there for. The caller holds the meeting."""
    meeting.items.filter(duty=duty.value, fulfilled_at=None).update(fulfilled_at=at)
    if duty is Duty.RULES_OF_PROCEDURE and meeting.rules_adopted_at is None:
        meeting.rules_adopted_at = at
        meeting.save(update_fields=["rules_adopted_at"])


def next_number(meeting: Meeting) -> str:
    """``3/2016``: counted by kind and year without gaps; a rehearsal has none.

    Whoever opens another meeting of the kind at the same moment waits for the end of this transaction.
    """
    if meeting.is_rehearsal:
        return ""
    year = str(meeting.starts_at.astimezone(ZoneInfo(settings.LOCAL_TIME_ZONE)).year)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [NUMBERS, f"{meeting.kind}/{year}"])
    used = Meeting.objects.filter(kind=meeting.kind, number__endswith=f"/{year}")
    newest = max((int(n.partition("/")[0]) for n in used.values_list("number", flat=True)), default=0)
    return f"{newest + 1}/{year}"


def item_of(meeting: Meeting, no: int) -> Item:
    """The item with this number, or Missing."""
    item = meeting.items.filter(no=no).first()
    if item is None:
        raise Missing
    return item


def _leave(meeting: Meeting, current: rules.ItemAt) -> None:
    """The item is done: postponed if that was decided, else decided, else gone on from."""
    left = meeting.items.filter(no=current.no)
    left.filter(outcome="").update(outcome=ItemOutcome.DECIDED if current.is_decided else ItemOutcome.LEFT)
    left.update(state=ItemState.DONE)


def _take_up(item: Item, *, at: datetime) -> None:
    item.state = ItemState.NOW
    item.started_at = item.started_at or at
    item.outcome = item.outcome if item.outcome in POSTPONED else ""
    item.save(update_fields=["state", "started_at", "outcome"])


def _started(item: Item) -> ItemStarted:
    return ItemStarted(subject=item.meeting_id, no=item.no, title_sv=item.title_sv, title_en=item.title_en)
