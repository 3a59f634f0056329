"""An organisation registers its delegate: where they will be, whether they eat, what they need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q

from accounts.actions import ensure_user, grant_role, withdraw_role
from accounts.models import RoleGrant, User
from journal.actions import record
from kernel import tenancy
from kernel.actor import Actor
from kernel.errors import Forbidden, Missing, Obstacle, refuse_if
from kernel.permissions import Role
from tenants.members.actions import name_delegate
from tenants.members.models import Member
from tenants.members.queries import ended_membership
from voting.meetings import queries, rules
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.enums import MeetingState
from voting.meetings.events import DelegateRegistered, RegistrationCancelled, RegistrationChanged
from voting.meetings.models import CheckIn, Farewell, Meeting, Registration, Venue


@dataclass(frozen=True)
class Wish:
    """What a registration says."""

    delegate_name: str
    delegate_email: str
    venue: UUID
    lunch: bool = False
    diet: str = ""
    access_needs: str = ""
    substitute_name: str | None = None
    substitute_email: str | None = None

    @property
    def second_address(self) -> str | None:
        """The substitute's address; empty for none, None to leave it as it is."""
        return None if self.substitute_email is None else self.substitute_email.strip().lower()

    @property
    def address(self) -> str:
        """The delegate's address as accounts keep it."""
        return self.delegate_email.strip().lower()


@dataclass(frozen=True)
class Outcome:
    """The registration as it stands, and whether this call changed it: then a letter is due."""

    registration: Registration
    is_changed: bool
    is_replaced: bool = False


@transaction.atomic
def register_delegate(*, meeting_id: UUID, wish: Wish, by: Actor, at: datetime) -> Outcome:
    """Register or change the delegate of one's own organisation, as its contact or as the delegate.

    Only the contact replaces the delegate. The same wish again changes nothing, also after the last day.
    Raises Forbidden for somebody who is neither.
    """
    meeting = lock_meeting(meeting_id)
    member, is_contact = own_member(meeting, by)
    before = queries.registration_of_member(meeting.pk, member.pk)
    obstacles = []
    if before and not is_contact and before.delegate.email != wish.address:
        params = {"organisation": member.name, "contact": member.contact_name}
        obstacles = [Obstacle("voting.meetings.obstacle_contact_replaces", params)]
    return write_registration(meeting, member, before, wish, by=by, at=at, at_desk=False, obstacles=obstacles)


@transaction.atomic
def register_at_desk(*, meeting_id: UUID, member_id: UUID, wish: Wish, by: Actor, at: datetime) -> Outcome:
    """The office registers a delegate for a member, also after the last day.

    A member that has another delegate keeps them: that is :func:`change_at_desk`.
    """
    meeting = lock_meeting(meeting_id)
    member = Member.objects.filter(pk=member_id).first()
    if member is None:
        raise Missing
    before = queries.registration_of_member(meeting.pk, member.pk)
    obstacles = []
    if before and before.delegate.email != wish.address:
        params = {"organisation": member.name, "name": before.delegate.name}
        obstacles = [Obstacle("voting.meetings.obstacle_already_has_delegate", params)]
    return write_registration(meeting, member, before, wish, by=by, at=at, at_desk=True, obstacles=obstacles)


@transaction.atomic
def change_at_desk(
    *, meeting_id: UUID, registration_id: UUID, wish: Wish, by: Actor, at: datetime
) -> Outcome:
    """The office changes a registration, also its delegate."""
    meeting = lock_meeting(meeting_id)
    before = _registration(meeting, registration_id)
    return write_registration(meeting, before.member, before, wish, by=by, at=at, at_desk=True, obstacles=[])


@transaction.atomic
def cancel_registration(*, meeting_id: UUID, by: Actor, at: datetime) -> None:
    """Cancel one's own organisation's registration, by contact or delegate. Cancelling again is no error."""
    meeting = lock_meeting(meeting_id)
    member, _ = own_member(meeting, by)
    before = queries.registration_of_member(meeting.pk, member.pk)
    if before is not None:
        _cancel(meeting, before, by=by, at=at, at_desk=False)


@transaction.atomic
def cancel_at_desk(*, meeting_id: UUID, registration_id: UUID, by: Actor, at: datetime) -> None:
    """The office cancels a registration."""
    meeting = lock_meeting(meeting_id)
    _cancel(meeting, _registration(meeting, registration_id), by=by, at=at, at_desk=True)


def write_registration(
    meeting: Meeting,
    member: Member,
    before: Registration | None,
    wish: Wish,
    *,
    by: Actor,
    at: datetime,
    at_desk: bool,
    obstacles: list[Obstacle],
) -> Outcome:
    """Write a registration as the wish has it, with its letter due. The caller holds the meeting.

    Refused with ``obstacles`` and every other reason at once; the same wish again changes nothing.
    """
    venue = meeting.venues.filter(pk=wish.venue).first()
    if venue is None:
        raise Missing
    if before is not None and _says_the_same(before, wish):
        return Outcome(before, is_changed=False)
    refuse_if(
        [
            *obstacles,
            *_obstacles_of_membership(member, before),
            *_obstacles_of_time(meeting, at=at, at_desk=at_desk),
            *_obstacles_of_place(venue, before),
            *_obstacles_of_delegate(meeting, member, before, wish),
            *_obstacles_of_substitute(meeting, member, wish),
        ]
    )
    delegate = ensure_user(email=wish.address, name=wish.delegate_name.strip(), at=at)
    replaced = before.delegate if before and before.delegate_id != delegate.pk else None
    row = before or Registration(meeting=meeting, member=member, registered_at=at, revision=0)
    if replaced is not None:
        _say_farewell(row, replaced, at=at)
    row.revision = max(row.revision, _revision_before(meeting, delegate))
    dropped = _set_substitute(row, wish, by=by, at=at)
    row.delegate, row.venue, row.lunch = delegate, venue, wish.lunch
    row.diet, row.access_needs, row.changed_at = wish.diet.strip(), wish.access_needs.strip(), at
    row.revision += 1
    row.save()
    name_delegate(member_id=member.pk, name=delegate.name)
    for gone in filter(None, (replaced, dropped)):
        _withdraw(gone, by=by, at=at)
    grant_role(user=delegate, role=Role.DELEGATE, by=by, at=at)
    kind = RegistrationChanged if before else DelegateRegistered
    fact = kind(
        subject=meeting.pk, registration=row.pk, member=member.name, delegate=delegate.name, venue=venue.name
    )
    record(fact, by=by, at=at)
    return Outcome(_registration(meeting, row.pk), is_changed=True, is_replaced=replaced is not None)


def _cancel(meeting: Meeting, found: Registration, *, by: Actor, at: datetime, at_desk: bool) -> None:
    has_been_here = CheckIn.objects.filter(registration=found).exists()
    refuse_if(
        [
            *_obstacles_of_time(meeting, at=at, at_desk=at_desk),
            *rules.obstacles_to_cancelling(
                _here(found), has_been_here=has_been_here, name=found.delegate.name
            ),
        ]
    )
    _take_away(meeting, found, by=by, at=at)


def cancel_for_those_who_left(meeting: Meeting, members: Iterable[UUID], *, by: Actor, at: datetime) -> None:
    """Cancel what these members, whose membership has ended, have registered for a meeting to come.

    Their delegates are told, and the meeting leaves their calendars. The caller holds the meeting. Whoever
    has been there already stays: that is the meeting's own matter.
    """
    theirs = meeting.registrations.filter(member__in=list(members), check_ins=None)
    for found in theirs.select_related("member", "delegate", "substitute", "venue", "meeting").order_by("pk"):
        _take_away(meeting, found, by=by, at=at)


def _take_away(meeting: Meeting, found: Registration, *, by: Actor, at: datetime) -> None:
    fact = RegistrationCancelled(
        subject=meeting.pk, registration=found.pk, member=found.member.name,
        delegate=found.delegate.name, venue=found.venue.name,
    )  # fmt: skip
    _say_farewell(found, found.delegate, at=at)
    found.delete()
    name_delegate(member_id=found.member_id, name="")
    _withdraw(found.delegate, by=by, at=at)
    record(fact, by=by, at=at)


def _say_farewell(row: Registration, gone: User, *, at: datetime) -> None:
    """Owe the one who is not the delegate any more a letter that takes the meeting out of the calendar.

    Whoever never had the letter on their registration is not written to either.
    """
    if row.letter_revision:
        Farewell.objects.create(
            meeting=row.meeting, member=row.member, delegate=gone, revision=row.revision + 1,
            place=row.venue.name, at=at,
        )  # fmt: skip


def _revision_before(meeting: Meeting, delegate: User) -> int:
    """How far this delegate's calendar entry has come: a new registration goes on from there."""
    last = meeting.farewells.filter(delegate=delegate).aggregate(last=Max("revision"))["last"]
    return int(last or 0)


def own_member(meeting: Meeting, by: Actor) -> tuple[Member, bool]:
    """The organisation somebody handles, and whether as its contact. Forbidden for anybody else."""
    found = queries.member_of(meeting.pk, by.id)
    if found is None:
        raise Forbidden("registrations.own")
    return found


def _says_the_same(before: Registration, wish: Wish) -> bool:
    now = (before.delegate.email, before.venue_id, before.lunch, before.diet, before.access_needs)
    second = before.substitute.email if before.substitute else ""
    if wish.second_address is not None and wish.second_address != second:
        return False
    return now == (wish.address, wish.venue, wish.lunch, wish.diet.strip(), wish.access_needs.strip())


def _obstacles_of_membership(member: Member, before: Registration | None) -> list[Obstacle]:
    """Who is a member no more, by the board's decision or its own notice, registers nobody."""
    ended = ended_membership(member) if before is None else None
    if ended is None or not ended.is_final:
        return []
    params = {"organisation": member.name, "citation_sv": ended.citation_sv, "citation_en": ended.citation_en}
    return [Obstacle("voting.meetings.obstacle_membership_ended", params)]


def _obstacles_of_time(meeting: Meeting, *, at: datetime, at_desk: bool) -> list[Obstacle]:
    contact = tenancy.current().contact_name
    return rules.obstacles_to_registration_time(
        meeting.state, closes_at=meeting.registration_closes_at, at=at, contact=contact, at_desk=at_desk
    )


def _obstacles_of_place(venue: Venue, before: Registration | None) -> list[Obstacle]:
    if before is not None and before.venue_id == venue.pk:
        return []
    taken = venue.registrations.count()
    return rules.obstacles_to_place(rules.VenueAt(venue.name, venue.kind, venue.capacity, taken))


def _obstacles_of_delegate(
    meeting: Meeting, member: Member, before: Registration | None, wish: Wish
) -> list[Obstacle]:
    user = User.objects.filter(email=wish.address).first()
    elsewhere = queries.registration_of_delegate(meeting.pk, user.pk) if user else None
    if elsewhere is not None and elsewhere.member_id == member.pk:
        elsewhere = None
    return rules.obstacles_to_delegate(
        member=member.name,
        name=user.name if user else wish.delegate_name,
        other_member=elsewhere.member.name if elsewhere else None,
        present=_here(before) if before else None,
        is_replaced=before is not None and before.delegate.email != wish.address,
    )


def _obstacles_of_substitute(meeting: Meeting, member: Member, wish: Wish) -> list[Obstacle]:
    """A substitute is somebody else, and stands for one member only."""
    address = wish.second_address
    if not address:
        return []
    params = {"name": wish.substitute_name or address}
    if address == wish.address:
        return [Obstacle("voting.meetings.obstacle_substitute_is_delegate", params)]
    others = meeting.registrations.exclude(member=member)
    if others.filter(Q(delegate__email=address) | Q(substitute__email=address)).exists():
        return [Obstacle("voting.meetings.obstacle_substitute_elsewhere", params)]
    return []


def _set_substitute(row: Registration, wish: Wish, *, by: Actor, at: datetime) -> User | None:
    """Name the substitute the wish names; the one who is not it any more, if there is one."""
    if wish.second_address is None:
        return None
    before = row.substitute
    row.substitute = None
    if wish.second_address:
        name = (wish.substitute_name or "").strip()
        row.substitute = ensure_user(email=wish.second_address, name=name, at=at)
        grant_role(user=row.substitute, role=Role.DELEGATE, by=by, at=at)
    return before if before is not None and before != row.substitute else None


def _here(found: Registration) -> rules.Here | None:
    here = CheckIn.objects.filter(registration=found, is_substitute=False, out_at=None)
    row = here.select_related("venue").first()
    return rules.Here(found.member.name, found.delegate.name, row.venue.name) if row else None


def _registration(meeting: Meeting, registration_id: UUID) -> Registration:
    found = queries.registration(meeting.pk, registration_id)
    if found is None:
        raise Missing
    return found


def _withdraw(user: User, *, by: Actor, at: datetime) -> None:
    """Take the role from somebody who has nothing to vote on and no organisation to register for."""
    mine = Registration.objects.filter(Q(delegate=user) | Q(substitute=user))
    coming = mine.exclude(meeting__state=MeetingState.CLOSED.value)
    if coming.exists() or Member.objects.filter(contact_email=user.email).exists():
        return
    grant = RoleGrant.objects.filter(user=user, role=Role.DELEGATE.value).first()
    if grant is not None:
        withdraw_role(grant_id=grant.pk, by=by, at=at)
