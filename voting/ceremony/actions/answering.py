"""What each officer's device answers once the list is frozen.

The first answer stays; the last one in a round takes everybody on.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import refuse_if
from voting.belenios.canonical import written
from voting.belenios.ceremony import check_polynomial, check_voutput, conclude
from voting.belenios.hashes import hexadecimal
from voting.belenios.trustees import written_trustees
from voting.ceremony import queries, rules
from voting.ceremony.actions.shared import locked_for, told_as
from voting.ceremony.enums import CeremonyState
from voting.ceremony.events import KeyMade, ListConfirmed, RoundEnded


@transaction.atomic
def confirm_list(*, meeting_id: UUID, pin: str, commitment: str, by: Actor, at: datetime) -> None:
    """The officer has compared the list's hash with the others, and commits to the coefficients to come.

    ``pin`` is the hash as the officer's own device computed it; ``commitment`` the SHA-256, in hexadecimal,
    of the text that will be signed in round two. Said again, the first commitment stays.
    """
    meeting, ceremony, chain, mine = locked_for(meeting_id, by)
    refuse_if(rules.obstacles_to_confirming(pin, frozen=ceremony.pin))
    if mine.confirmed_at is not None:
        return
    state = CeremonyState.COMPARING
    refuse_if(rules.obstacles_to_answering(meeting.state, ceremony.state, answered_in=state))
    mine.confirmed_at, mine.commitment = at, commitment
    mine.save(update_fields=["confirmed_at", "commitment"])
    record(ListConfirmed(subject=meeting.pk, name=mine.name), by=by, at=at)
    if all(one.confirmed_at is not None for one in chain):
        ceremony.state = CeremonyState.DEALING
        ceremony.save(update_fields=["state"])
        record(RoundEnded(subject=meeting.pk, next=ceremony.state), by=by, at=at)


@transaction.atomic
def deal(*, meeting_id: UUID, polynomial: object, by: Actor, at: datetime) -> None:
    """Round two: a share to each, encrypted, and public coefficients as they were committed to.

    Malformed names what is wrong in it. Sent again, the first one stays, whatever the second says.
    """
    meeting, ceremony, chain, mine = locked_for(meeting_id, by)
    if mine.polynomial:
        return
    state = CeremonyState.DEALING
    refuse_if(rules.obstacles_to_answering(meeting.state, ceremony.state, answered_in=state))
    with told_as("polynomial"):
        place = mine.place or 0
        check_polynomial(queries.assembly_of(ceremony, chain), place, polynomial, committed=mine.commitment)
        mine.polynomial = written(polynomial)
    mine.save(update_fields=["polynomial"])
    if all(one.polynomial for one in chain):
        ceremony.state = CeremonyState.KEYING
        ceremony.save(update_fields=["state"])
        record(RoundEnded(subject=meeting.pk, next=ceremony.state), by=by, at=at)


@transaction.atomic
def give_key(*, meeting_id: UUID, share: object, by: Actor, at: datetime) -> None:
    """Round three: the officer's public key, and the secret one encrypted to its owner, who gets it back.

    The last of them makes the meeting's key. Sent again, the first one stays.
    """
    meeting, ceremony, chain, mine = locked_for(meeting_id, by)
    if mine.share:
        return
    state = CeremonyState.KEYING
    refuse_if(rules.obstacles_to_answering(meeting.state, ceremony.state, answered_in=state))
    assembly = queries.assembly_of(ceremony, chain)
    polynomials = [queries.as_sent(one.polynomial) for one in chain]
    with told_as("share"):
        check_voutput(assembly, mine.place or 0, polynomials, share)
        mine.share = written(share)
    mine.save(update_fields=["share"])
    if not all(one.share for one in chain):
        return
    made = conclude(assembly, polynomials, [queries.as_sent(one.share) for one in chain])
    ceremony.trustees = written_trustees([made])
    ceremony.state, ceremony.ready_at = CeremonyState.READY, at
    ceremony.save(update_fields=["trustees", "state", "ready_at"])
    told = KeyMade(
        subject=meeting.pk, officers=[one.name for one in chain], threshold=assembly.threshold,
        trustees=hexadecimal(ceremony.trustees.encode()),
    )  # fmt: skip
    record(told, by=by, at=at)
