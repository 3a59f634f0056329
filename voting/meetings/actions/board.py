"""The board's own meetings, guided: called, its table set, each § decided in the words prepared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Missing, Obstacle, refuse_if
from tenants.decisions.actions import NewEffect
from tenants.decisions.enums import Method
from tenants.decisions.models import Decision
from tenants.decisions.queries import decisions_of
from tenants.members import queries as members
from tenants.members.actions import conclude_endings
from voting.meetings import queries, rules
from voting.meetings.actions.deciding import record_decision
from voting.meetings.actions.leading import close_meeting, confirm_venue, item_of, open_meeting, start_item
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.actions.planning import Plan, PlannedVenue, agenda_of, create_meeting
from voting.meetings.actions.registering import cancel_for_those_who_left
from voting.meetings.actions.seating import filled_in, leave_seat, take_seat
from voting.meetings.actions.undoing import undo
from voting.meetings.enums import Duty, ItemKind, MeetingKind, MeetingState
from voting.meetings.events import BoardPrepared
from voting.meetings.models import Item, Meeting

TITLES = {rules.INAUGURAL: "Konstituerande styrelsemöte", rules.ORDINARY: "Styrelsemöte"}
TEMPLATES = {rules.INAUGURAL: "board", rules.ORDINARY: "board_ordinary"}
TOGETHER = (PlannedVenue("Styrelsen", "hall"),)


@transaction.atomic
def convene_board(
    *,
    choices: rules.Choices,
    by: Actor,
    at: datetime,
    meeting_id: UUID | None = None,
    title: str = "",
    starts_at: datetime | None = None,
    invited_at: date | None = None,
    venues: Sequence[PlannedVenue] = (),
) -> Meeting:
    """Call the board to its own meeting, its items filled with the names that were chosen.

    The same id gives the same meeting. Malformed names every choice that cannot be. Without a time it
    begins at once, which needs no notice when all are there.
    """
    pk = meeting_id or uuid4()
    if Meeting.objects.filter(pk=pk).exists():
        return queries.board_meeting(pk)
    people = [rules.AtTable(h.name, h.email, h.post, h.organisation, h.until_sv) for h in queries.board_now()]
    waiting = [m.title for m in queries.board_meetings() if m.closed_at is None]
    refuse_if(rules.obstacles_to_convening(people=len(people), waiting=waiting))
    _well_chosen(choices, people)
    begins = starts_at or at
    plan = Plan(
        title or TITLES[choices.agenda], begins, begins, tuple(venues) or TOGETHER, invited_at=invited_at,
        id=pk, kind=MeetingKind.BOARD, choices=choices.to_json(), template=TEMPLATES[choices.agenda],
    )  # fmt: skip
    meeting = create_meeting(plan, by=by, at=at)
    _put_up_strikings(meeting)
    record(BoardPrepared(subject=meeting.pk, choices=choices.to_json()), by=by, at=at)
    return meeting


@transaction.atomic
def choose_for_board(*, meeting_id: UUID, choices: rules.Choices, by: Actor, at: datetime) -> Meeting:
    """Choose anew, until something of it is decided; the words follow. The same choices change nothing."""
    meeting = _locked(meeting_id)
    before = rules.Choices.from_json(meeting.choices)
    choices = replace(choices, agenda=before.agenda, answers=before.answers, fates=before.fates)
    if before == choices:
        return meeting
    refuse_if(queries.obstacles_to_choosing(meeting))
    _well_chosen(choices, queries.table_of(meeting).people)
    meeting.choices = choices.to_json()
    meeting.save(update_fields=["choices"])
    _fill_in(meeting, choices)
    record(BoardPrepared(subject=meeting.pk, choices=choices.to_json()), by=by, at=at)
    return meeting


@transaction.atomic
def answer_applicants(
    *, meeting_id: UUID, answers: Mapping[str, Mapping[str, str]], by: Actor, at: datetime
) -> Meeting:
    """Say what the board is to answer those who ask to join; whoever is not named is let in.

    Until it is decided; the words follow. Malformed names refusals without a reason. The same answers
    change nothing.
    """
    meeting = _locked(meeting_id)
    before = rules.Choices.from_json(meeting.choices)
    if before.answers == answers:
        return meeting
    refuse_if(queries.obstacles_to_answering(meeting))
    faults = rules.faults_in_answers(answers, queries.applicants_at(meeting))
    if faults:
        raise Malformed(faults)
    choices = replace(before, answers=answers)
    meeting.choices = choices.to_json()
    meeting.save(update_fields=["choices"])
    record(BoardPrepared(subject=meeting.pk, choices=choices.to_json()), by=by, at=at)
    return meeting


@transaction.atomic
def prepare_strikings(
    *, meeting_id: UUID, fates: Mapping[str, Mapping[str, Any]], by: Actor, at: datetime
) -> Meeting:
    """Say what the board is to decide of memberships that are not paid for; whoever is not named, ends.

    Until it is decided; the words follow. The same fates change nothing.
    """
    meeting = _locked(meeting_id)
    before = rules.Choices.from_json(meeting.choices)
    if before.fates == fates:
        return meeting
    refuse_if(queries.obstacles_to_answering(meeting, Duty.STRIKINGS))
    faults = rules.faults_in_fates(fates, queries.unpaid_at(meeting))
    if faults:
        raise Malformed(faults)
    choices = replace(before, fates=fates)
    meeting.choices = choices.to_json()
    meeting.save(update_fields=["choices"])
    record(BoardPrepared(subject=meeting.pk, choices=choices.to_json()), by=by, at=at)
    return meeting


@transaction.atomic
def seat_board(*, meeting_id: UUID, here: Mapping[UUID, UUID | None], by: Actor, at: datetime) -> Meeting:
    """These members of the board are here, each at a place (without one: the first), and no others."""
    meeting = _locked(meeting_id)
    first, seats = meeting.venues.order_by("order").first(), list(meeting.seats.all())
    if first is None or set(here) - {seat.pk for seat in seats}:
        raise Missing
    for seat in seats:
        if seat.pk in here:
            venue = here[seat.pk] or (seat.venue_id if seat.left_at is None else None) or first.pk
            take_seat(meeting_id=meeting_id, seat_id=seat.pk, venue_id=venue, by=by, at=at)
        else:
            leave_seat(meeting_id=meeting_id, seat_id=seat.pk, by=by, at=at)
    return meeting


@transaction.atomic
def open_board(*, meeting_id: UUID, by: Actor, at: datetime) -> Meeting:
    """Open the board's meeting when more than half of it is at the table. Opening again changes nothing.

    Those at a table hear each other: the places are confirmed in the same act.
    """
    meeting = _locked(meeting_id)
    if meeting.opened_at is not None:
        return meeting
    refuse_if(queries.obstacles_to_gathering(meeting))
    _put_up_strikings(meeting)
    for venue in meeting.venues.all():
        confirm_venue(meeting_id=meeting_id, venue_id=venue.pk, by=by, at=at)
    return open_meeting(meeting_id=meeting_id, by=by, at=at)


@transaction.atomic
def decide_for_board(
    *, meeting_id: UUID, no: int, by: Actor, at: datetime, is_unanimous: bool = True, text_sv: str = ""
) -> Decision:
    """The board decides under an item, in the words that were prepared unless others are given.

    What the item is there for comes about with it: posts, signatories, tasks, approval. An item decides
    once: again, the same decision. Malformed without any words: a matter that nothing was proposed for.
    """
    meeting = _locked(meeting_id)
    item = item_of(meeting, no)
    shown = next(one for one in queries.board_meeting_shape(meeting)["items"] if one["no"] == no)
    if item.kind == ItemKind.INFORMATION:
        refuse_if([Obstacle("voting.meetings.obstacle_item_decides_nothing", {"item_no": no})])
    before = queries.standing_decision(meeting, no)
    if before is not None:
        return before
    text = text_sv.strip() or shown["text_sv"]
    if not text:
        raise Malformed({"text_sv": [Obstacle("platform.kernel.field_required")]})
    effects = rules.effects_of(
        item.duty, rules.Choices.from_json(meeting.choices), queries.table_of(meeting), text_sv=text,
        approved=queries.approved_now(meeting),
    )  # fmt: skip
    return record_decision(
        meeting_id=meeting_id, item_no=no, text_sv=rules.as_decided(text, is_unanimous=is_unanimous),
        method=Method.ACCLAMATION, effects=[NewEffect(kind=kind, body=body) for kind, body in effects],
        by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def go_on(*, meeting_id: UUID, no: int, by: Actor, at: datetime) -> Item:
    """Take up the board's next item. Taking up the current one changes nothing."""
    _locked(meeting_id)
    return start_item(meeting_id=meeting_id, no=no, by=by, at=at)


@transaction.atomic
def undo_for_board(*, meeting_id: UUID, event: int, reason: str, by: Actor, at: datetime) -> Meeting:
    """Take back the board's last step, as :func:`undo` does for a meeting of members."""
    _locked(meeting_id)
    return undo(meeting_id=meeting_id, event=event, reason=reason, by=by, at=at)


@transaction.atomic
def close_board(*, meeting_id: UUID, by: Actor, at: datetime) -> Meeting:
    """End the board's meeting. Closing a closed meeting changes nothing.

    Members whose membership it has ended are told now, when nothing can be taken back any more, and what
    they have registered for meetings to come is cancelled. Lock order: the board's meeting → those to come.
    """
    meeting = _locked(meeting_id)
    taken = [one.pk for found in decisions_of(meeting.pk).values() for one in found]
    gone = members.ended_by(taken)
    coming = _held_to_come() if gone else []
    conclude_endings(decisions=taken, at=at)
    closed = close_meeting(meeting_id=meeting_id, by=by, at=at)
    for one in coming:
        cancel_for_those_who_left(one, gone, by=by, at=at)
    return closed


def _held_to_come() -> list[Meeting]:
    """Meetings that have not begun, in one order for everybody, held until the end of the transaction."""
    planned = Meeting.objects.filter(state=MeetingState.PLANNED.value).order_by("pk")
    return [lock_meeting(one) for one in planned.values_list("pk", flat=True)]


def _locked(meeting_id: UUID) -> Meeting:
    """The board's meeting, held until the end of the transaction; Missing for a meeting of members."""
    queries.board_meeting(meeting_id)
    return lock_meeting(meeting_id)


def _put_up_strikings(meeting: Meeting) -> None:
    """An item for memberships that the board is asked to end, before the next meeting's; once, if any wait.

    The board's own agenda alone, before it begins: nothing names its items by number yet.
    """
    items = list(meeting.items.all())
    at = next((n for n, one in enumerate(items) if one.duty == Duty.NEXT_MEETING), None)
    is_there = any(one.duty == Duty.STRIKINGS for one in items)
    if at is None or is_there or not members.waiting_strikings():
        return
    if rules.Choices.from_json(meeting.choices).agenda != rules.ORDINARY:
        return
    for later in reversed(items[at:]):
        Item.objects.filter(pk=later.pk).update(no=later.no + 1)
    Item.objects.create(
        meeting=meeting, no=items[at].no, title_sv="Medlemskap som inte är betalda",
        title_en="Memberships that are not paid for", kind=ItemKind.DECISION, duty=Duty.STRIKINGS,
        background_sv="Den som inte har betalat trots påminnelse kan styrelsen besluta att skilja från "
        "föreningen. Det sker aldrig av sig självt.",
    )  # fmt: skip


def _well_chosen(choices: rules.Choices, people: Sequence[rules.AtTable]) -> None:
    faults = rules.faults_in_choices(choices, people)
    if faults:
        raise Malformed(faults)


def _fill_in(meeting: Meeting, choices: rules.Choices) -> None:
    """Word every item of the template anew; own matters keep their words."""
    told = rules.words(choices, queries.table_of(meeting))
    template = {
        one["duty"]: one["proposal_sv"] for one in agenda_of(TEMPLATES[choices.agenda]) if one["duty"]
    }
    for item in meeting.items.exclude(duty="").exclude(duty=Duty.OPENING):
        item.proposal_sv = filled_in(template.get(item.duty, ""), told)
        item.save(update_fields=["proposal_sv"])
