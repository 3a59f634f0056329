"""The office plans a meeting: time, places, and the agenda of the template."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Missing, refuse_if
from tenants.founding.actions import come_to
from tenants.networks.enums import Stage
from tenants.statutes import queries as statutes
from voting.meetings import queries, rules
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.actions.seating import filled_in, set_the_table
from voting.meetings.enums import ItemKind, MeetingKind
from voting.meetings.events import MeetingPlanned, PlanChanged
from voting.meetings.models import Item, Meeting, Venue

TEMPLATES = Path(__file__).parents[1] / "data"
OTHER_BUSINESS = "Övriga frågor"
READING = frozenset({MeetingKind.ANNUAL, MeetingKind.EXTRA})
IN_LETTERS = frozenset({"title", "starts_at", "venues"})


@dataclass(frozen=True)
class PlannedVenue:
    """One place. ``id`` names one that is already there."""

    name: str
    kind: str
    address: str = ""
    capacity: int | None = None
    id: UUID | None = None


@dataclass(frozen=True)
class Matter:
    """An item of one's own, placed before other business and the end."""

    title_sv: str
    title_en: str = ""
    kind: str = "decision"
    proposal_sv: str = ""
    reading: UUID | None = None


@dataclass(frozen=True)
class Plan:
    """What a meeting is planned with. ``proposals`` are suggested wordings by item number.

    ``id`` is the client's own, so that a plan sent again makes no second meeting.
    """

    title: str
    starts_at: datetime
    registration_closes_at: datetime
    venues: tuple[PlannedVenue, ...]
    lunch_at: datetime | None = None
    invited_at: date | None = None
    proposals: Mapping[int, str] = field(default_factory=dict)
    id: UUID | None = None
    kind: MeetingKind = MeetingKind.CONSTITUTING
    matters: tuple[Matter, ...] = ()
    procedure: Mapping[str, Any] = field(default_factory=dict)
    choices: Mapping[str, Any] = field(default_factory=dict)
    template: str = ""
    """The agenda's own, where a kind of meeting has several; else the kind's."""


@transaction.atomic
def create_meeting(plan: Plan, *, by: Actor, at: datetime) -> Meeting:
    """Plan a meeting with the items of its kind's template. The same id gives the same meeting.

    A board meeting is of those who hold a seat on the board now.
    """
    _well_formed(plan.starts_at, plan.lunch_at, plan.registration_closes_at, plan.venues)
    meeting, is_new = Meeting.objects.get_or_create(
        pk=plan.id or uuid4(),
        defaults={
            "title": plan.title,
            "kind": plan.kind,
            "procedure": dict(plan.procedure),
            "choices": dict(plan.choices),
            "starts_at": plan.starts_at,
            "lunch_at": plan.lunch_at,
            "invited_at": plan.invited_at,
            "registration_closes_at": plan.registration_closes_at,
            "created_at": at,
        },
    )
    if not is_new:
        return meeting
    _set_venues(meeting, plan.venues)
    matters = (*matters_waiting(plan), *plan.matters)
    items = [Item(meeting=meeting, **entry) for entry in agenda_of(plan.template or plan.kind.value, matters)]
    words = set_the_table(meeting) if plan.kind == MeetingKind.BOARD else {}
    for item in items:
        item.proposal_sv = plan.proposals.get(item.no, filled_in(item.proposal_sv, words))
    Item.objects.bulk_create(items)
    if plan.kind == MeetingKind.CONSTITUTING:
        come_to(Stage.CONVENING)
    fact = MeetingPlanned(subject=meeting.pk, title=meeting.title, starts_at=meeting.starts_at)
    record(fact, by=by, at=at)
    return meeting


def agenda_of(template_name: str, matters: tuple[Matter, ...] = ()) -> list[dict[str, Any]]:
    """The template with this name, numbered, with one's own matters before its last items."""
    path = TEMPLATES / f"{template_name}.json"
    template: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["items"]
    last = place_of_own([entry["title_sv"] for entry in template])
    own = [
        {"title_sv": m.title_sv, "title_en": m.title_en or m.title_sv, "kind": m.kind, "duty": "",
         "proposal_sv": m.proposal_sv, "reading": m.reading}
        for m in matters
    ]  # fmt: skip
    return [{**entry, "no": no} for no, entry in enumerate([*template[:last], *own, *template[last:]], 1)]


def place_of_own(titles: list[str]) -> int:
    """Where a matter of one's own stands among these: before other business, else before the last."""
    return titles.index(OTHER_BUSINESS) if OTHER_BUSINESS in titles else max(len(titles) - 1, 0)


def matters_waiting(plan: Plan) -> tuple[Matter, ...]:
    """What an earlier meeting has left for an association meeting: texts that a second reading must adopt.

    Where the plan takes up the statutes itself, that item is the second reading of the oldest.
    """
    if plan.kind not in READING:
        return ()
    own = sum(matter.kind == ItemKind.STATUTES for matter in plan.matters)
    waiting = statutes.awaiting_second_reading()[own:]
    return tuple(second_reading(version.pk, version.number) for version in waiting)


def second_reading(version_id: UUID, number: str) -> Matter:
    """The item under which a text that was adopted once is tried again."""
    return Matter(
        title_sv=f"Ändring av stadgarna, andra behandlingen (version {number})",
        title_en=f"Amendment of the statutes, second reading (version {number})",
        kind=ItemKind.STATUTES,
        reading=version_id,
    )


@transaction.atomic
def change_meeting(
    *, meeting_id: UUID, changes: Mapping[str, Any], by: Actor, at: datetime
) -> tuple[Meeting, bool]:
    """Change what ``changes`` names: a Plan's fields. Returns whether the delegates need a new letter.

    ``venues`` are the whole new list; those left out are removed if nobody is going there. Proposals
    may be reworded until their item is done, everything else until the meeting begins. No change, no fact.
    """
    meeting = lock_meeting(meeting_id)
    done = [name for name, value in changes.items() if _is_news(meeting, name, value)]
    if not done:
        return meeting, False
    obstacles = rules.obstacles_to_replanning if set(done) - {"proposals"} else rules.obstacles_to_change
    refuse_if(obstacles(meeting.state))
    plain = [name for name in done if name not in {"venues", "proposals"}]
    for name in plain:
        setattr(meeting, name, changes[name])
    venues = changes["venues"] if "venues" in done else _as_planned(meeting)
    _well_formed(meeting.starts_at, meeting.lunch_at, meeting.registration_closes_at, venues)
    if "venues" in done:
        _set_venues(meeting, venues)
    if "proposals" in done:
        _reword(meeting, changes["proposals"])
    is_in_letters = bool(IN_LETTERS & set(done))
    meeting.calendar_sequence += is_in_letters
    meeting.save(update_fields=[*plain, "calendar_sequence"])
    if is_in_letters:
        meeting.registrations.update(letter_revision=0)
    record(PlanChanged(subject=meeting.pk, fields=sorted(done)), by=by, at=at)
    return meeting, is_in_letters


def _is_news(meeting: Meeting, name: str, value: Any) -> bool:  # noqa: ANN401  any field's value
    if name == "venues":
        return tuple(value) != _as_planned(meeting)
    if name == "proposals":
        now = dict(meeting.items.values_list("no", "proposal_sv"))
        return any(now.get(no) != text for no, text in value.items())
    return bool(getattr(meeting, name) != value)


def _as_planned(meeting: Meeting) -> tuple[PlannedVenue, ...]:
    return tuple(
        PlannedVenue(v.name, v.kind, v.address, v.capacity, v.pk) for v in meeting.venues.order_by("order")
    )


def _well_formed(
    starts_at: datetime, lunch_at: datetime | None, closes_at: datetime, venues: tuple[PlannedVenue, ...]
) -> None:
    faults = rules.faults_in_times(
        starts_at=starts_at, lunch_at=lunch_at, registration_closes_at=closes_at
    ) | rules.faults_in_venues([(venue.name, venue.kind) for venue in venues])
    if faults:
        raise Malformed(faults)


def _set_venues(meeting: Meeting, wanted: tuple[PlannedVenue, ...]) -> None:
    there = {venue.pk: venue for venue in meeting.venues.all()}
    if any(venue.id is not None and venue.id not in there for venue in wanted):
        raise Missing
    coming = {pk: venue.registrations.count() for pk, venue in there.items()}
    gone = [venue for pk, venue in there.items() if pk not in {w.id for w in wanted}]
    obstacles = [o for v in gone for o in rules.obstacles_to_removing_venue(v.name, registered=coming[v.pk])]
    for venue in wanted:
        registered = coming.get(venue.id, 0) if venue.id else 0
        obstacles += rules.obstacles_to_capacity(venue.name, capacity=venue.capacity, registered=registered)
    refuse_if(obstacles)
    for left_out in gone:
        left_out.delete()
    for kept in there.values():  # names may be exchanged: make room first
        if kept not in gone:
            Venue.objects.filter(pk=kept.pk).update(name=str(kept.pk), kind="hall")
    for order, venue in enumerate(wanted, 1):
        row = there[venue.id] if venue.id else Venue(meeting=meeting)
        row.order, row.name, row.kind = order, venue.name, venue.kind
        row.address, row.capacity = venue.address, venue.capacity
        row.save()


def _reword(meeting: Meeting, proposals: Mapping[int, str]) -> None:
    items = {item.no: item for item in meeting.items.filter(no__in=proposals)}
    if set(proposals) - set(items):
        raise Missing
    new = [item for no, item in items.items() if item.proposal_sv != proposals[no]]
    states = {state.no: state for state in queries.agenda_states(meeting)}
    refuse_if(rules.obstacles_to_rewording(states[item.no] for item in new))
    for item in new:
        item.proposal_sv = proposals[item.no]
        item.save(update_fields=["proposal_sv"])
