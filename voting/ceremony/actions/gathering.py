"""Round one: certificates come in, until the chair freezes the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Forbidden, refuse_if
from voting.belenios.canonical import written
from voting.belenios.ceremony import assemble
from voting.belenios.trustees import read_certificate
from voting.ceremony import queries, rules
from voting.ceremony.actions.shared import locked, told_as
from voting.ceremony.enums import CeremonyState
from voting.ceremony.events import CertificateGiven, ListFrozen
from voting.ceremony.models import Ceremony, Officer


@transaction.atomic
def give_certificate(*, meeting_id: UUID, certificate: object, by: Actor, at: datetime) -> None:
    """An officer's device takes part. Until the list is frozen a new certificate replaces the earlier one.

    ``certificate``: {"message", "signature"} of the specification; Malformed names what is wrong in it.
    """
    if by.id is None:
        raise Forbidden("ceremony.join")
    with told_as("certificate"):
        text = written(read_certificate(certificate, "the certificate").signed.as_json())
    meeting, ceremony = locked(meeting_id)
    if ceremony is None:
        refuse_if(rules.obstacles_to_joining(meeting.state, CeremonyState.GATHERING, is_listed=False))
        ceremony = Ceremony.objects.create(meeting=meeting, begun_at=at)
    earlier = ceremony.officers.filter(user=by.id).first()
    if earlier is not None and earlier.certificate == text:
        return
    refuse_if(rules.obstacles_to_joining(meeting.state, ceremony.state, is_listed=False))
    ceremony.officers.update_or_create(
        user_id=by.id, defaults={"name": by.name, "certificate": text, "joined_at": at}
    )
    told = CertificateGiven(subject=meeting.pk, name=by.name, again=earlier is not None)
    record(told, by=by, at=at)


@transaction.atomic
def freeze_list(
    *, meeting_id: UUID, officers: Sequence[UUID], threshold: int, by: Actor, at: datetime
) -> None:
    """Nobody else comes in: ``officers`` in this order, of whom ``threshold`` decrypt.

    The officers that the chair saw are named, so that nobody slips in between the look and the press. From
    now on each compares the list's hash with the others. Freezing the same list again changes nothing.
    """
    meeting, ceremony = locked(meeting_id)
    joined = {one.pk: one for one in ceremony.officers.all()} if ceremony is not None else {}
    state = ceremony.state if ceremony is not None else CeremonyState.GATHERING
    if ceremony is not None and _is_this_list(ceremony, joined, officers, threshold):
        return
    obstacles = rules.obstacles_to_freezing(
        meeting.state, state, joined={str(pk) for pk in joined}, chosen=[str(pk) for pk in officers],
        threshold=threshold,
    )  # fmt: skip
    refuse_if(obstacles)
    assert ceremony is not None
    chain = [joined[pk] for pk in dict.fromkeys(officers)]
    for place, officer in enumerate(chain, 1):
        officer.place = place
    with told_as("officers"):
        assembly = assemble([queries.as_sent(one.certificate) for one in chain], threshold)
    ceremony.state, ceremony.threshold, ceremony.size = CeremonyState.COMPARING, threshold, len(chain)
    ceremony.pin, ceremony.frozen_at = assembly.pin, at
    ceremony.save()
    Officer.objects.bulk_update(chain, ["place"])
    names = [one.name for one in chain]
    record(
        ListFrozen(subject=meeting.pk, officers=names, threshold=threshold, pin=assembly.pin), by=by, at=at
    )


def _is_this_list(
    ceremony: Ceremony, joined: dict[UUID, Officer], officers: Sequence[UUID], threshold: int
) -> bool:
    chain = queries.listed(list(joined.values()))
    return [one.pk for one in chain] == list(officers) != [] and ceremony.threshold == threshold
