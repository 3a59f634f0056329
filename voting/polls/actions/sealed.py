"""A secret vote: encrypted ballots come in, officers decrypt their parts, and the sums become the result."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Forbidden, Missing, Obstacle, Refused, refuse_if
from tenants.members.models import Member
from voting.ballotbox import actions as ballotbox
from voting.ballotbox import queries as boxes
from voting.ceremony import queries as ceremonies
from voting.polls import queries, rules
from voting.polls.actions.assisting import NOBODY
from voting.polls.actions.casting import Attempt, stored
from voting.polls.actions.closing import counted
from voting.polls.actions.locking import locked_poll
from voting.polls.enums import COUNTED, SEALED, Channel, PollState, Secrecy
from voting.polls.events import BallotAssisted, PollDecrypted, PollDecryptionGiven
from voting.polls.models import Poll
from voting.polls.queries.voters import obstacle_outside


def cast_sealed(
    *, poll_id: UUID, voter: UUID, ballot: str, replaces: str | None, at: datetime, hold: int = 1
) -> dict[str, Any]:
    """Check an encrypted ballot whole, mark its voter and put it in the box; then, and only then, a receipt.

    The same ballot gets the same receipt, at any time and however often. ``replaces`` is the receipt of the
    voter's ballot that counts so far, None for a first one. The receipt carries the ballot's tracker and the
    hash of its event, by which anybody finds it on the public board.
    """
    poll = queries.poll_of(poll_id)
    refuse_if(rules.obstacles_of_plain(poll, sealed=True))
    mine = [vote for vote in queries.votes_held(poll_id, voter) if vote.hold == hold]
    if not mine:
        raise Refused([obstacle_outside(poll_id, voter)])
    checked = ballotbox.check_sealed(poll_id=poll_id, entry_id=mine[0].entry, text=ballot)
    attempt = Attempt(
        poll_id=poll_id, voter=voter, choice=SEALED, key=UUID(checked.payload[:32]), replaces=replaces, at=at,
        hold=hold, kinds=(poll.kind,),
    )  # fmt: skip
    with transaction.atomic():
        receipt = stored(attempt)
        return receipt | ballotbox.put_in(checked)


def assist_sealed(
    *, poll_id: UUID, member_id: UUID, ballot: str, replaces: str | None, reason: str, by: Actor, at: datetime
) -> dict[str, Any]:
    """Cast a member's encrypted ballot from the kiosk, where its voter's card has signed it.

    By the rules of a phone's, and of help: refused when another key than the vote's own has signed, and a
    ballot that is there is only replaced by naming its receipt. Told in the record as help. Neither the
    choice nor the card's code comes here.
    """
    poll = queries.poll_of(poll_id)
    refuse_if(rules.obstacles_of_plain(poll, sealed=True))
    member = Member.objects.filter(pk=member_id).first()
    if member is None:
        raise Missing
    if not reason.strip():
        refuse_if([Obstacle("voting.polls.obstacle_help_reason_missing", {"received": False})])
    entry = queries.entry_of_member(poll, member.pk)
    if entry is None:
        why = "not_open" if poll.state == PollState.PREPARED else "member_not_in_register"
        raise Refused([Obstacle(f"voting.polls.obstacle_{why}", {"received": False})])
    refuse_if(boxes.obstacles_to_signature(poll.pk, entry, ballot, member=member.name))
    checked = ballotbox.check_sealed(poll_id=poll.pk, entry_id=entry, text=ballot)
    attempt = Attempt(
        poll_id=poll.pk, voter=member.pk, choice=SEALED, key=UUID(checked.payload[:32]), replaces=replaces,
        at=at, kinds=(poll.kind,), channel=Channel.DESK.value, helper=by.id or NOBODY,
    )  # fmt: skip
    with transaction.atomic():
        receipt = stored(attempt) | ballotbox.put_in(checked)
        if not receipt["repeated"]:
            fact = BallotAssisted(
                subject=poll.meeting_id, poll_id=str(poll.pk), no=poll.no, member=member.name,
                channel=Channel.DESK.value, is_change=receipt["number"] > 1, reason=reason.strip(),
            )  # fmt: skip
            record(fact, by=by, at=at)
    return receipt


@transaction.atomic
def give_decryption(
    *,
    poll_id: UUID,
    decryption: str,
    side_proofs: object,
    by: Actor,
    at: datetime,
) -> Poll:
    """An officer's part of the result; the last officer's opens the vote by itself.

    Forbidden to whoever has no place in the list of trustees; Malformed says what is wrong with the part.
    The first one of each officer stays.
    """
    poll = _locked_secret(poll_id)
    if poll.state == PollState.DECLARED:
        return poll
    refuse_if(rules.obstacles_to_declaring(poll) if poll.state not in COUNTED else [])
    owner, others = _place(poll, by)
    box = ballotbox.decrypt_part(
        poll_id=poll.pk, owner=owner, text=decryption, side_proofs=side_proofs, at=at
    )
    given = set(box.decryptions.values_list("owner", flat=True))
    if given >= others and rules.is_sealed(poll.result):
        return _opened(poll, by=by, at=at)
    fact = PollDecryptionGiven(subject=poll.meeting_id, poll_id=str(poll.pk), no=poll.no, name=by.name)
    record(fact, by=by, at=at)
    return poll


@transaction.atomic
def open_sealed(*, poll_id: UUID, by: Actor, at: datetime) -> Poll:
    """Open the vote with the officers who have decrypted, when others have left; as many as the threshold.

    Opening again changes nothing.
    """
    poll = _locked_secret(poll_id)
    if not rules.is_sealed(poll.result) or poll.state != PollState.CLOSED:
        refuse_if(rules.obstacles_to_declaring(poll) if poll.state not in COUNTED else [])
        return poll
    return _opened(poll, by=by, at=at)


def _opened(poll: Poll, *, by: Actor, at: datetime) -> Poll:
    ballotbox.open_box(poll_id=poll.pk, at=at)
    poll.result = counted(poll)
    poll.save(update_fields=["result"])
    fact = PollDecrypted(subject=poll.meeting_id, poll=queries.shape_of(poll, officer=False))
    record(fact, by=by, at=at)
    return poll


def _locked_secret(poll_id: UUID) -> Poll:
    poll = locked_poll(poll_id)
    if poll.secrecy != Secrecy.SECRET:
        raise Missing
    return poll


def _place(poll: Poll, by: Actor) -> tuple[int, set[int]]:
    """The officer's place in the trustees of this very vote, and everybody's."""
    ceremony = ceremonies.ceremony_of(poll.meeting_id)
    if ceremony is None or ceremony.trustees != boxes.box_of(poll.pk).trustees:
        raise Forbidden("ceremony.join")
    places = {one.user_id: one.place for one in ceremony.officers.all() if one.place is not None}
    mine = places.get(by.id) if by.id is not None else None
    if mine is None:
        raise Forbidden("ceremony.join")
    return mine, set(places.values())
