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
from kernel.errors import Malformed, Obstacle, Refused
from voting.polls.enums import CHOICES, PollState
from voting.polls.queries.voters import Standing, obstacle_outside, receipt_shape, standing

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
        receipt = _store(attempt) or _earlier_receipt_or_refusal(attempt)
        if receipt is not None:
            return receipt
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


def _earlier_receipt_or_refusal(attempt: Attempt) -> dict[str, Any] | None:
    """The receipt that this very request was given before; otherwise why it was not received.

    None when nothing is in the way any more: what stopped it has just gone, and it may be tried again.
    """
    found = standing(attempt.poll_id, attempt.voter, attempt.key)
    if found.same is not None and found.same["choice"] == attempt.choice:
        return found.same
    if attempt.choice not in CHOICES[found.kind]:
        raise Malformed({"choice": [Obstacle("platform.kernel.field_invalid_choice")]})
    obstacle = _obstacle(attempt, found)
    if obstacle is not None:
        raise Refused([obstacle])
    return None


def _obstacle(attempt: Attempt, found: Standing) -> Obstacle | None:  # noqa: PLR0911  one line a reason
    """Exactly one thing is in the way of one ballot, and it says that the ballot was not received."""
    no: dict[str, Any] = {"received": False}
    if found.same is not None:
        params = {"receipt": found.same["receipt"], "choice": found.same["choice"], **no}
        return Obstacle("voting.polls.obstacle_different_vote_same_request", params)
    if found.state == PollState.PREPARED:
        return Obstacle("voting.polls.obstacle_not_open", no)
    if not found.in_register:
        return obstacle_outside(attempt.poll_id, attempt.voter)
    if found.state != PollState.OPEN:
        time = found.closed_at.isoformat() if found.closed_at else None
        return Obstacle("voting.polls.obstacle_closed", {"time": time, **no})
    if found.newest_receipt == attempt.replaces:
        return None
    if found.newest_receipt is None:
        return Obstacle("voting.polls.obstacle_nothing_to_replace", {"receipt": attempt.replaces, **no})
    params = {"receipt": found.newest_receipt, "choice": found.newest_choice, **no}
    return Obstacle("voting.polls.obstacle_already_cast", params)


def _savepoint_within_a_transaction() -> AbstractContextManager[Any]:
    """A refused insert must not spoil a caller's transaction; without one there is nothing to add."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()
