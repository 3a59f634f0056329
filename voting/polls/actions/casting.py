"""A ballot: one statement when all is well, one more to say why not.

The statement finds the voter in the poll's frozen register, the ballot that counts so far, and adds
the next one. Its trigger (migration 0002) takes FOR SHARE on the poll, so that the gavel waits for
ballots under way and a later one is refused; unique keys decide between equal requests.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from kernel import codes
from kernel.errors import Malformed, Missing, Obstacle, Refused
from voting.polls.enums import CHOICES, PollState
from voting.polls.models import Ballot, Poll
from voting.polls.queries.voters import obstacle_outside, receipt_shape, voter_in

ALPHABET = "23456789ACDEFGHJKMNPQRTVWXY"  # read aloud and written by hand without mistakes
KINDS = {
    choice: [kind for kind, choices in CHOICES.items() if choice in choices]
    for choice in {c for choices in CHOICES.values() for c in choices}
}
TRIES = 3

CAST = """
WITH me AS (
  SELECT p.state, p.kind, e.id AS entry_id, m.name AS member, v.name AS venue, newest.number, newest.receipt
  FROM polls_poll p
  JOIN register_entry e ON e.register_id = p.register_id AND e.delegate_id = %(voter)s
  JOIN members_member m ON m.id = e.member_id
  JOIN meetings_venue v ON v.id = e.venue_id
  LEFT JOIN LATERAL (
    SELECT b.number, b.receipt FROM polls_ballot b
    WHERE b.poll_id = p.id AND b.entry_id = e.id ORDER BY b.number DESC LIMIT 1
  ) newest ON true
  WHERE p.id = %(poll)s
), stored AS (
  INSERT INTO polls_ballot (poll_id, entry_id, number, choice, key, receipt, cast_at)
  SELECT %(poll)s, entry_id, coalesce(number, 0) + 1, %(choice)s, %(key)s, %(receipt)s, %(at)s
  FROM me
  WHERE state = 'open' AND kind = ANY(%(kinds)s) AND receipt IS NOT DISTINCT FROM %(replaces)s
  ON CONFLICT DO NOTHING
  RETURNING number
)
SELECT stored.number, me.member, me.venue FROM stored, me
"""


@dataclass(frozen=True)
class Attempt:
    """One ballot as it came in."""

    poll_id: UUID
    voter: UUID
    choice: str
    key: UUID
    replaces: str | None
    at: datetime


def cast_ballot(
    *, poll_id: UUID, voter: UUID, choice: str, key: UUID, replaces: str | None, at: datetime
) -> dict[str, Any]:
    """Store the ballot and give its receipt; nothing is acknowledged that is not stored.

    The same key and choice get the same receipt, at any time and however often. ``replaces`` is the
    receipt of the voter's ballot that counts so far, None for a first one. Every refusal says that
    the ballot was not received.
    """
    if choice not in KINDS:
        raise Malformed({"choice": [Obstacle("platform.kernel.field_invalid_choice")]})
    attempt = Attempt(poll_id=poll_id, voter=voter, choice=choice, key=key, replaces=replaces, at=at)
    for _ in range(TRIES):
        stored = _store(attempt) or _earlier(attempt)
        if stored is not None:
            return stored
        _refuse(attempt)
    message = "a ballot could neither be stored nor refused"
    raise RuntimeError(message)


def receipt_code(*, poll_id: UUID, voter: UUID, key: UUID) -> str:
    """``K7-4M2Q``: the same for the same request, and nobody without the house's key can make one up."""
    number = int(codes.fingerprint("ballot", str(poll_id), str(voter), str(key)), 16)
    letters = []
    for _ in range(6):
        number, at = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[at])
    return f"{''.join(letters[:2])}-{''.join(letters[2:])}"


def _store(attempt: Attempt) -> dict[str, Any] | None:
    """Add the ballot if everything still allows it: one statement, which is its own transaction."""
    receipt = receipt_code(poll_id=attempt.poll_id, voter=attempt.voter, key=attempt.key)
    params: dict[str, Any] = {
        "poll": attempt.poll_id, "voter": attempt.voter, "choice": attempt.choice, "key": attempt.key,
        "receipt": receipt, "at": attempt.at, "kinds": KINDS[attempt.choice], "replaces": attempt.replaces,
    }  # fmt: skip
    try:
        with _savepoint_within_a_transaction(), connection.cursor() as cursor:
            cursor.execute(CAST, params)
            row = cursor.fetchone()
    except IntegrityError:  # the gavel fell between the look and the lock
        return None
    if row is None:
        return None
    number, member, venue = row
    return receipt_shape(
        poll_id=attempt.poll_id, receipt=receipt, number=number, choice=attempt.choice,
        cast_at=attempt.at.isoformat(), member=member, venue=venue, repeated=False,
    )  # fmt: skip


def _earlier(attempt: Attempt) -> dict[str, Any] | None:
    """The receipt this very request was given before; refused when it now carries another choice."""
    ballot = (
        Ballot.objects.filter(poll_id=attempt.poll_id, entry__delegate_id=attempt.voter, key=attempt.key)
        .select_related("entry__member", "entry__venue")
        .first()
    )
    if ballot is None:
        return None
    if ballot.choice != attempt.choice:
        params = {"receipt": ballot.receipt, "choice": ballot.choice, "received": False}
        raise Refused([Obstacle("voting.polls.obstacle_different_vote_same_request", params)])
    return receipt_shape(
        poll_id=attempt.poll_id, receipt=ballot.receipt, number=ballot.number, choice=ballot.choice,
        cast_at=ballot.cast_at.isoformat(), member=ballot.entry.member.name, venue=ballot.entry.venue.name,
        repeated=True,
    )  # fmt: skip


def _refuse(attempt: Attempt) -> None:
    """Say why it was not received; returns only when it may now succeed (the obstacle has just gone)."""
    poll = Poll.objects.filter(pk=attempt.poll_id).first()
    if poll is None:
        raise Missing
    if attempt.choice not in CHOICES[poll.kind]:
        raise Malformed({"choice": [Obstacle("platform.kernel.field_invalid_choice")]})
    if poll.state == PollState.PREPARED:
        raise Refused([Obstacle("voting.polls.obstacle_not_open", {"received": False})])
    voter = voter_in(attempt.poll_id, attempt.voter)
    if voter is None:
        raise Refused([obstacle_outside(poll, attempt.voter)])
    if poll.state != PollState.OPEN:
        time = poll.closed_at.isoformat() if poll.closed_at else None
        raise Refused([Obstacle("voting.polls.obstacle_closed", {"time": time, "received": False})])
    counts = voter.receipt
    if counts is None and attempt.replaces is not None:
        params = {"receipt": attempt.replaces, "received": False}
        raise Refused([Obstacle("voting.polls.obstacle_nothing_to_replace", params)])
    if counts is not None and counts["receipt"] != attempt.replaces:
        params = {"receipt": counts["receipt"], "choice": counts["choice"], "received": False}
        raise Refused([Obstacle("voting.polls.obstacle_already_cast", params)])


def _savepoint_within_a_transaction() -> AbstractContextManager[Any]:
    """A refused insert must not spoil a caller's transaction; without one there is nothing to add."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()
