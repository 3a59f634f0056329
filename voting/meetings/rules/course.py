"""Every reason why a meeting cannot do something now. Plain Python: no query, no clock, no web."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kernel.errors import Obstacle
from voting.meetings.enums import ItemKind, ItemState, MeetingKind, MeetingState

CHECK_IN_OPENS = timedelta(hours=12)
NEEDS_ERASED_AFTER = timedelta(days=30)
LENGTH_IN_CALENDARS = timedelta(hours=3)


@dataclass(frozen=True)
class ItemAt:
    """How far one item has come: ``is_decided`` when something is recorded or its duty is done."""

    no: int
    kind: str
    state: str
    is_decided: bool


@dataclass(frozen=True)
class VenueAt:
    """How full one place is. ``taken`` leaves out the one who asks."""

    name: str
    kind: str
    capacity: int | None
    taken: int


@dataclass(frozen=True)
class Here:
    """Where somebody is checked in."""

    member: str
    delegate: str
    venue: str


def obstacles_to_change(state: str) -> list[Obstacle]:
    """A closed meeting is history."""
    return [Obstacle("voting.meetings.obstacle_meeting_closed")] if state == MeetingState.CLOSED else []


def obstacles_to_replanning(state: str) -> list[Obstacle]:
    """Time and place stand once the meeting has begun."""
    if state in {MeetingState.OPEN, MeetingState.ADJOURNED}:
        return [Obstacle("voting.meetings.obstacle_begun")]
    return obstacles_to_change(state)


def obstacles_to_adding(state: str, *, in_use: list[int]) -> list[Obstacle]:
    """An item is added before the meeting, while no number that would move is in use."""
    found = obstacles_to_replanning(state)
    return found + [Obstacle("voting.meetings.obstacle_item_in_use", {"item_no": no}) for no in in_use]


def obstacles_to_leading(state: str) -> list[Obstacle]:
    """What stops everything that the chair does in an open meeting."""
    if state == MeetingState.PLANNED:
        return [Obstacle("voting.meetings.obstacle_not_opened")]
    if state == MeetingState.ADJOURNED:
        return [Obstacle("voting.meetings.obstacle_adjourned")]
    return obstacles_to_change(state)


def obstacles_to_resuming(state: str) -> list[Obstacle]:
    """Only an adjourned meeting goes on."""
    if state == MeetingState.ADJOURNED:
        return []
    return obstacles_to_leading(state) or [Obstacle("voting.meetings.obstacle_not_adjourned")]


def obstacles_to_opening(
    state: str, *, unconfirmed: Iterable[str], extra: Iterable[Obstacle] = ()
) -> list[Obstacle]:
    """Every place hears and sees before the meeting is opened. ``extra``: a rehearsal that is running."""
    silent = [
        Obstacle("voting.meetings.obstacle_venue_not_confirmed", {"venue": name}) for name in unconfirmed
    ]
    return obstacles_to_change(state) or [*silent, *extra]


def obstacles_of_remote(
    kind: str, *, remote: Iterable[str], rules_adopted: bool | None, source: tuple[str, str]
) -> list[Obstacle]:
    """Where the law asks for rules on voting from afar, none take part so before there are any.

    ``rules_adopted`` is None where nothing asks for them. A constitutive meeting adopts its own rules of
    procedure first; the board's meeting is no association meeting.
    """
    if kind not in {MeetingKind.ANNUAL, MeetingKind.EXTRA} or rules_adopted is not False:
        return []
    params = {"source_sv": source[0], "source_en": source[1]}
    return [
        Obstacle("voting.meetings.obstacle_remote_without_rules", {"venue": name, **params})
        for name in remote
    ]


def obstacles_to_leaving(item: ItemAt | None) -> list[Obstacle]:
    """An item that asks for a decision is not left without one; information may be."""
    if item is None or item.is_decided or item.kind == ItemKind.INFORMATION:
        return []
    return [Obstacle("voting.meetings.obstacle_item_undecided", {"item_no": item.no})]


def obstacles_to_starting(state: str, *, current: ItemAt | None, extra: Iterable[Obstacle]) -> list[Obstacle]:
    """What stops the next item. ``extra`` comes from rooms above: an open vote, an undeclared result."""
    return obstacles_to_leading(state) or [*obstacles_to_leaving(current), *extra]


def obstacles_to_closing(state: str, *, items: Sequence[ItemAt], extra: Iterable[Obstacle]) -> list[Obstacle]:
    """Everything that was taken up is decided; what was not taken up the minutes say so of."""
    undecided = [o for i in items if i.state != ItemState.LATER for o in obstacles_to_leaving(i)]
    return obstacles_to_leading(state) or [*undecided, *extra]


def obstacles_to_deciding(state: str, item: ItemAt, *, extra: Iterable[Obstacle] = ()) -> list[Obstacle]:
    """Decisions are taken in an open meeting, under an item that has been taken up, with a quorum."""
    return obstacles_to_leading(state) or [*obstacles_to_item(item), *extra]


def obstacles_to_item(item: ItemAt) -> list[Obstacle]:
    """The item has not been taken up."""
    if item.state == ItemState.LATER:
        return [Obstacle("voting.meetings.obstacle_item_not_started", {"item_no": item.no})]
    return []


def obstacles_to_registration_time(
    state: str, *, closes_at: datetime, at: datetime, contact: str, at_desk: bool
) -> list[Obstacle]:
    """After the last day only the office registers, until the meeting is over."""
    if state == MeetingState.CLOSED:
        return obstacles_to_change(state)
    if at > closes_at and not at_desk:
        params = {"date": closes_at.isoformat(), "contact": contact}
        return [Obstacle("voting.meetings.obstacle_registration_closed", params)]
    return []


def obstacles_to_substituting(state: str, *, allowed: bool, present: str) -> list[Obstacle]:
    """A substitute is named until the meeting ends, where the rules know of substitutes.

    ``present`` is the name of one who is here: they are checked out before another takes their place.
    """
    found = obstacles_to_change(state)
    if found:
        return found
    if not allowed:
        found.append(Obstacle("voting.meetings.obstacle_no_substitutes"))
    if present:
        found.append(Obstacle("voting.meetings.obstacle_substitute_here", {"name": present}))
    return found


def obstacles_to_place(venue: VenueAt) -> list[Obstacle]:
    """A full hall is full."""
    if venue.capacity is not None and venue.taken >= venue.capacity:
        return [Obstacle("voting.meetings.obstacle_venue_full", {"venue": venue.name})]
    return []


def obstacles_to_delegate(
    *, member: str, name: str, other_member: str | None, present: Here | None, is_replaced: bool
) -> list[Obstacle]:
    """A person represents one organisation, and is not replaced while they are here."""
    found = []
    if other_member is not None:
        params = {"name": name, "organisation": other_member}
        found.append(Obstacle("voting.meetings.obstacle_delegate_elsewhere", params))
    if present is not None and is_replaced:
        params = {"name": present.delegate, "organisation": member}
        found.append(Obstacle("voting.register.obstacle_delegate_present", params))
    return found


def obstacles_to_cancelling(present: Here | None, *, has_been_here: bool, name: str) -> list[Obstacle]:
    """Presence belongs to the minutes; whoever is or was here stays registered."""
    if present is not None:
        params = {"name": present.delegate, "venue": present.venue}
        return [Obstacle("voting.meetings.obstacle_checked_in", params)]
    if has_been_here:
        return [Obstacle("voting.meetings.obstacle_has_been_here", {"name": name})]
    return []


def obstacles_to_checking_in(state: str, venue: VenueAt, present: Here | None) -> list[Obstacle]:
    """Nobody is in two places, and no hall holds more than it holds."""
    if state == MeetingState.CLOSED:
        return obstacles_to_change(state)
    if present is not None:
        params = {"organisation": present.member, "venue": present.venue, "name": present.delegate}
        return [Obstacle("voting.register.obstacle_already_checked_in", params)]
    return obstacles_to_place(venue)


def obstacles_to_arriving(
    *, starts_at: datetime, venue: str, venue_kind: str, at: datetime
) -> list[Obstacle]:
    """From afar you check yourself in, on the day; in a hall the desk does."""
    found = []
    if venue_kind != "remote":
        found.append(Obstacle("voting.meetings.obstacle_check_in_at_desk", {"venue": venue}))
    if at < starts_at - CHECK_IN_OPENS:
        time = (starts_at - CHECK_IN_OPENS).isoformat()
        found.append(Obstacle("voting.meetings.obstacle_check_in_not_open", {"time": time}))
    return found


def obstacles_to_rewording(items: Iterable[ItemAt]) -> list[Obstacle]:
    """What has been dealt with keeps the wording it was dealt with in."""
    return [
        Obstacle("voting.meetings.obstacle_item_done", {"item_no": item.no})
        for item in items
        if item.state == ItemState.DONE
    ]


def obstacles_to_removing_venue(name: str, *, registered: int) -> list[Obstacle]:
    """Those who are going there are moved first."""
    if registered:
        return [Obstacle("voting.meetings.obstacle_venue_in_use", {"venue": name, "n": registered})]
    return []


def obstacles_to_capacity(name: str, *, capacity: int | None, registered: int) -> list[Obstacle]:
    """A hall does not shrink below those who are going there."""
    if capacity is not None and registered > capacity:
        params = {"venue": name, "n": registered, "capacity": capacity}
        return [Obstacle("voting.meetings.obstacle_capacity_below_registered", params)]
    return []


def faults_in_times(
    *, starts_at: datetime, lunch_at: datetime | None, registration_closes_at: datetime
) -> dict[str, list[Obstacle]]:
    """What cannot be a plan, whenever it is asked."""
    faults = {}
    if registration_closes_at > starts_at:
        faults["registration_closes_at"] = [Obstacle("voting.meetings.error_closes_after_start")]
    if lunch_at is not None and abs(lunch_at - starts_at) > timedelta(hours=12):
        faults["lunch_at"] = [Obstacle("voting.meetings.error_lunch_another_day")]
    return faults


def faults_in_venues(venues: Sequence[tuple[str, str]]) -> dict[str, list[Obstacle]]:
    """Given as (name, kind): at least one, each name once, one remote place at most."""
    names = [name for name, _ in venues]
    faults = []
    if not venues:
        faults.append(Obstacle("voting.meetings.error_no_venue"))
    if len(set(names)) < len(names):
        faults.append(Obstacle("voting.meetings.error_venue_twice"))
    if sum(kind == "remote" for _, kind in venues) > 1:
        faults.append(Obstacle("voting.meetings.error_one_remote_place"))
    return {"venues": faults} if faults else {}
