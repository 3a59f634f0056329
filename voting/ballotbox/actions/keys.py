"""A device gives its public key, so that its ballots can be told from anybody else's."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Forbidden, Malformed, Obstacle, refuse_if
from voting.ballotbox import queries
from voting.ballotbox.events import KeyGiven, KeyReplaced
from voting.ballotbox.models import DeviceKey
from voting.belenios import canonical, group
from voting.belenios.hashes import hexadecimal
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.models import CheckIn
from voting.meetings.rules import obstacles_to_change


@transaction.atomic
def give_key(*, meeting_id: UUID, element: str, hold: int, by: Actor, at: datetime) -> DeviceKey:
    """The key that signs this person's ballots from now on. The same key again changes nothing.

    ``element`` is g^s in base 10. Another one replaces it, which is on record: a device was lost. A vote that
    is open already keeps the keys that it was opened with.
    """
    if by.id is None:
        raise Forbidden("ballots.cast")
    _check(element)
    meeting = lock_meeting(meeting_id)
    refuse_if(obstacles_to_change(meeting.state))
    here = CheckIn.objects.filter(registration__meeting=meeting, person=by.id, out_at=None)
    if not here.exists():
        refuse_if([Obstacle("voting.ballotbox.obstacle_not_here")])
    before = queries.key_in_use(meeting_id, by.id, hold)
    if before is not None and before.element == element:
        return before
    if DeviceKey.objects.filter(meeting=meeting, element=element).exists():
        refuse_if([Obstacle("voting.ballotbox.obstacle_key_used")])
    if before is not None:
        before.replaced_at = at
        before.save(update_fields=["replaced_at"])
    key = DeviceKey.objects.create(meeting=meeting, holder_id=by.id, hold=hold, element=element, given_at=at)
    mark = hexadecimal(element.encode())
    given: KeyGiven | KeyReplaced = KeyGiven(subject=meeting.pk, name=by.name, hold=hold, fingerprint=mark)
    if before is not None:
        was = hexadecimal(before.element.encode())
        given = KeyReplaced(subject=meeting.pk, name=by.name, hold=hold, before=was, fingerprint=mark)
    record(given, by=by, at=at)
    return key


def _check(element: str) -> None:
    try:
        found = canonical.an_element(element, "the key")
    except canonical.Malformed:
        found = None
    if found is None or found == 1 or not group.is_member(found):
        raise Malformed({"key": [Obstacle("platform.kernel.field_invalid")]})
