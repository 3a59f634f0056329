"""A device gives its public key, so that its ballots can be told from anybody else's; or a card has one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Forbidden, Malformed, Missing, Obstacle, Refused, refuse_if
from tenants.members.models import Member
from voting.ballotbox import queries, rules
from voting.ballotbox.events import KeyGiven, KeyReplaced
from voting.ballotbox.models import DeviceKey
from voting.belenios import canonical, group
from voting.belenios.hashes import hexadecimal
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.models import CheckIn, Meeting
from voting.meetings.rules import obstacles_to_change
from voting.register import queries as register
from voting.register.actions import note_key
from voting.register.enums import KeyWay


@dataclass(frozen=True)
class Change:
    """The key in use now, and the one that it took the place of."""

    key: DeviceKey
    before: DeviceKey | None
    is_new: bool


@transaction.atomic
def give_key(*, meeting_id: UUID, element: str, hold: int, by: Actor, at: datetime) -> DeviceKey:
    """The key that signs this person's ballots from now on. The same key again changes nothing.

    ``element`` is g^s in base 10. Another one replaces it, which stands on the register's line: a device was
    lost. A vote that is open already keeps the keys that it was opened with.
    """
    if by.id is None:
        raise Forbidden("ballots.cast")
    _check(element)
    meeting = lock_meeting(meeting_id)
    refuse_if(obstacles_to_change(meeting.state))
    present = CheckIn.objects.filter(registration__meeting=meeting, person=by.id, out_at=None)
    here = present.select_related("registration").first()
    if here is None:
        raise _refused("not_here")
    change = _change(meeting, by.id, hold, element, is_card=False, at=at)
    if change.is_new:
        _record(meeting, change, name=by.name, by=by, at=at)
    if change.is_new and change.before is not None:
        held = {(vote.delegate, vote.hold): vote.member for vote in register.votes_present(meeting.pk)}
        member = held.get((by.id, hold), here.registration.member_id)
        note_key(
            meeting, member_id=member, venue_id=here.venue_id, name=by.name, way=KeyWay.DEVICE_AGAIN,
            reason="", by=by, at=at,
        )  # fmt: skip
    return change.key


@transaction.atomic
def give_card(
    *, meeting_id: UUID, member_id: UUID, element: str, reason: str, by: Actor, at: datetime
) -> DeviceKey:
    """A voting card signs this member's ballots from now on; its code is known to nobody but its holder.

    For whoever here holds the member's vote and has no device. In the place of another card or of a device
    only with a reason. It stands on the register's line; a vote that is open already keeps its keys.
    """
    _check(element)
    meeting = lock_meeting(meeting_id)
    refuse_if(obstacles_to_change(meeting.state))
    member = Member.objects.filter(pk=member_id).first()
    if member is None:
        raise Missing
    vote = next((v for v in register.votes_present(meeting.pk) if v.member == member.pk), None)
    before = queries.key_in_use(meeting.pk, vote.delegate, vote.hold) if vote else None
    has_other = before is not None and before.element != element
    refuse_if(
        rules.obstacles_to_card(
            is_here=vote is not None, has_key=has_other, reason=reason, member=member.name
        )
    )
    assert vote is not None
    change = _change(meeting, vote.delegate, vote.hold, element, is_card=True, at=at)
    if change.is_new:
        name = User.objects.values_list("name", flat=True).get(pk=vote.delegate)
        _record(meeting, change, name=name, by=by, at=at)
        way = KeyWay.CARD if change.before is None else KeyWay.CARD_AGAIN
        note_key(
            meeting, member_id=member.pk, venue_id=vote.venue, name=name, way=way,
            reason=reason.strip() if change.before else "", by=by, at=at,
        )  # fmt: skip
    return change.key


def _change(
    meeting: Meeting, holder: UUID, hold: int, element: str, *, is_card: bool, at: datetime
) -> Change:
    before = queries.key_in_use(meeting.pk, holder, hold)
    if before is not None and before.element == element:
        return Change(before, None, is_new=False)
    if DeviceKey.objects.filter(meeting=meeting, element=element).exists():
        raise _refused("key_used")
    if before is not None:
        before.replaced_at = at
        before.save(update_fields=["replaced_at"])
    key = DeviceKey.objects.create(
        meeting=meeting, holder_id=holder, hold=hold, element=element, is_card=is_card, given_at=at
    )
    return Change(key, before, is_new=True)


def _record(meeting: Meeting, change: Change, *, name: str, by: Actor, at: datetime) -> None:
    key, before = change.key, change.before
    mark = hexadecimal(key.element.encode())
    fact: KeyGiven | KeyReplaced = KeyGiven(subject=meeting.pk, name=name, hold=key.hold, fingerprint=mark)
    if before is not None:
        was = hexadecimal(before.element.encode())
        fact = KeyReplaced(subject=meeting.pk, name=name, hold=key.hold, before=was, fingerprint=mark)
    record(fact, by=by, at=at)


def _refused(what: str) -> Refused:
    return Refused([Obstacle(f"voting.ballotbox.obstacle_{what}")])


def _check(element: str) -> None:
    try:
        found = canonical.an_element(element, "the key")
    except canonical.Malformed:
        found = None
    if found is None or found == 1 or not group.is_member(found):
        raise Malformed({"key": [Obstacle("platform.kernel.field_invalid")]})
