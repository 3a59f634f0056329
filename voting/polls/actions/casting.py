"""A ballot: one statement when all is well, one more to say why not.

The statement finds the voter in the poll's frozen register, the ballot that counts so far, and adds
the next one. Its trigger (migrations 0002, 0004) takes FOR SHARE on the poll, so that the gavel waits
for ballots under way and a later one is refused; unique keys decide between equal requests. Where people
stand for election the paper is read first: what is on it decides what a choice can be.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from kernel import codes
from kernel.errors import Malformed, Obstacle, Refused, refuse_if
from voting.polls import rules
from voting.polls.enums import CHOICES, SEALED, Channel, PollState, VenueChannel
from voting.polls.queries.polls import poll_of
from voting.polls.queries.voters import Standing, obstacle_outside, receipt_shape, standing

ALPHABET = "23456789ACDEFGHJKMNPQRTVWXY"  # read aloud and written by hand without mistakes
KINDS = {
    choice: [kind for kind, choices in CHOICES.items() if choice in choices]
    for choice in {c for choices in CHOICES.values() for c in choices}
}
TRIES = 3
BY_PHONE = [VenueChannel.PHONES.value]
BY_HELP = [VenueChannel.PHONES.value, VenueChannel.ROLL_CALL.value]
"""Ways of voting of those places where one's own phone, or somebody at the desk, may cast a ballot."""

CAST = """
WITH me AS (
  SELECT p.state, p.kind, e.id AS entry_id, m.name AS member, v.name AS venue, newest.number, newest.receipt
  FROM polls_poll p
  JOIN register_entry e ON e.register_id = p.register_id AND e.delegate_id = %(voter)s AND e.hold = %(hold)s
  JOIN members_member m ON m.id = e.member_id
  JOIN meetings_venue v ON v.id = e.venue_id
  LEFT JOIN LATERAL (
    SELECT b.number, b.receipt FROM polls_ballot b
    WHERE b.poll_id = p.id AND b.entry_id = e.id ORDER BY b.number DESC LIMIT 1
  ) newest ON true
  WHERE p.id = %(poll)s AND (p.secrecy = 'secret') = %(sealed)s
    AND (p.deadline IS NULL OR p.deadline >= clock_timestamp())
    AND coalesce(p.channels ->> e.venue_id::text, 'phones') = ANY(%(places)s)
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
ASSISTED = (
    CAST.replace("e.delegate_id = %(voter)s AND e.hold = %(hold)s", "e.member_id = %(voter)s")
    .replace("receipt, cast_at)", "receipt, cast_at, channel, helper)")
    .replace("%(receipt)s, %(at)s\n", "%(receipt)s, %(at)s, %(channel)s, %(helper)s\n")
)
"""The same for a member's vote that somebody at the desk enters."""


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One ballot as it came in. ``voter`` is the delegate; with a ``helper``, the member."""

    poll_id: UUID
    voter: UUID
    choice: str
    key: UUID
    replaces: str | None
    at: datetime
    hold: int = 1
    kinds: tuple[str, ...] = ()
    channel: str = Channel.OWN_PHONE.value
    helper: UUID | None = None

    @property
    def is_sealed(self) -> bool:
        """Whether it stands for an encrypted ballot, whose choice nobody knows."""
        return self.choice == SEALED


def cast_ballot(
    *, poll_id: UUID, voter: UUID, choice: str, key: UUID, replaces: str | None, at: datetime, hold: int = 1
) -> dict[str, Any]:
    """Store the ballot and give its receipt; nothing is acknowledged that is not stored.

    The same key and choice get the same receipt, at any time and however often. ``replaces`` is the
    receipt of the voter's ballot that counts so far, None for a first one. Every refusal says that
    the ballot was not received. ``hold``: which of the votes that this person holds, 1 their own
    member's, then those of proxies.
    """
    attempt = Attempt(
        poll_id=poll_id, voter=voter, choice=choice, key=key, replaces=replaces, at=at, hold=hold
    )
    return received(attempt)


def received(attempt: Attempt) -> dict[str, Any]:
    """The receipt, or a refusal. A choice of people is read against the poll's own paper first."""
    return stored(_read(attempt))


def stored(attempt: Attempt) -> dict[str, Any]:
    """The same for a choice that was read already."""
    for _ in range(TRIES):
        receipt = _store(attempt) or _earlier_receipt_or_refusal(attempt)
        if receipt is not None:
            return receipt
    message = "a ballot could neither be stored nor refused"
    raise RuntimeError(message)


def receipt_code(*, poll_id: UUID, voter: UUID, key: UUID, hold: int = 1) -> str:
    """``K7-4M2Q``: the same for the same request, and nobody without the house's key can make one up."""
    held = () if hold == 1 else (str(hold),)
    number = int(codes.fingerprint("ballot", str(poll_id), str(voter), str(key), *held), 16)
    letters = []
    for _ in range(6):
        number, at = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[at])
    return f"{''.join(letters[:2])}-{''.join(letters[2:])}"


def _read(attempt: Attempt) -> Attempt:
    """The choice in its stored form, with the kinds of poll that it fits."""
    kinds = KINDS.get(attempt.choice)
    if kinds is not None:
        return Attempt(**{**vars(attempt), "kinds": tuple(kinds)})
    poll = poll_of(attempt.poll_id)
    paper = rules.paper_of(poll)
    choice = rules.canonical(paper, attempt.choice)
    if choice is None:
        raise _not_on_the_ballot()
    refuse_if(rules.obstacles_to_choice(paper, choice))
    return Attempt(**{**vars(attempt), "kinds": (poll.kind,), "choice": choice})


def _store(attempt: Attempt) -> dict[str, Any] | None:
    """Add the ballot if everything still allows it: one statement, which is its own transaction."""
    receipt = receipt_code(poll_id=attempt.poll_id, voter=attempt.voter, key=attempt.key, hold=attempt.hold)
    params: dict[str, Any] = {
        "poll": attempt.poll_id, "voter": attempt.voter, "choice": attempt.choice, "key": attempt.key,
        "receipt": receipt, "at": attempt.at, "kinds": list(attempt.kinds), "replaces": attempt.replaces,
        "hold": attempt.hold, "places": BY_PHONE, "sealed": attempt.is_sealed,
    }  # fmt: skip
    statement = CAST
    if attempt.helper is not None:
        helped = {"channel": attempt.channel, "helper": attempt.helper, "places": BY_HELP}
        statement, params = ASSISTED, params | helped
    try:
        with _savepoint_within_a_transaction(), connection.cursor() as cursor:
            cursor.execute(statement, params)
            row = cursor.fetchone()
    except IntegrityError:  # the gavel fell between the look and the lock
        return None
    if row is None:
        return None
    number, member, venue = row
    return receipt_shape(
        poll_id=attempt.poll_id, receipt=receipt, number=number, choice=attempt.choice,
        cast_at=attempt.at.isoformat(), member=member, venue=venue, repeated=False, channel=attempt.channel,
    )  # fmt: skip


def _earlier_receipt_or_refusal(attempt: Attempt) -> dict[str, Any] | None:
    """The receipt that this very request was given before; otherwise why it was not received.

    None when nothing is in the way any more: what stopped it has just gone, and it may be tried again.
    """
    by_member = attempt.helper is not None
    found = standing(attempt.poll_id, attempt.voter, attempt.key, hold=attempt.hold, by_member=by_member)
    if found.same is not None and found.same["choice"] == attempt.choice:
        return found.same
    refuse_if(rules.obstacles_of_plain(found, sealed=attempt.is_sealed))
    if found.kind not in attempt.kinds:
        raise _not_on_the_ballot()
    obstacle = _obstacle(attempt, found)
    if obstacle is not None:
        raise Refused([obstacle])
    return None


def _obstacle(attempt: Attempt, found: Standing) -> Obstacle | None:
    """Exactly one thing is in the way of one ballot, and it says that the ballot was not received."""
    no: dict[str, Any] = {"received": False}
    if found.same is not None:
        params = {"receipt": found.same["receipt"], "choice": found.same["choice"], **no}
        return Obstacle("voting.polls.obstacle_different_vote_same_request", params)
    if found.state == PollState.PREPARED:
        return Obstacle("voting.polls.obstacle_not_open", no)
    if not found.in_register:
        if attempt.helper is not None:
            return Obstacle("voting.polls.obstacle_member_not_in_register", no)
        return obstacle_outside(attempt.poll_id, attempt.voter)
    return _obstacle_of_time(found) or _obstacle_of_channel(attempt, found)


def _obstacle_of_time(found: Standing) -> Obstacle | None:
    no: dict[str, Any] = {"received": False}
    if found.state == PollState.PAUSED:
        return rules.obstacle_of_pause(found, **no)
    if found.state == PollState.VOIDED:
        return Obstacle("voting.polls.obstacle_voided", no)
    if found.state != PollState.OPEN or found.is_late:
        moment = found.closed_at or found.closes_at
        return Obstacle(
            "voting.polls.obstacle_closed", {"time": moment.isoformat() if moment else None, **no}
        )
    return None


def _obstacle_of_channel(attempt: Attempt, found: Standing) -> Obstacle | None:
    no: dict[str, Any] = {"received": False}
    if found.way == VenueChannel.HANDS:
        return Obstacle("voting.polls.obstacle_votes_by_hand", {"venue": found.venue, **no})
    if found.way == VenueChannel.ROLL_CALL and attempt.helper is None:
        return Obstacle("voting.polls.obstacle_votes_by_roll_call", {"venue": found.venue, **no})
    if found.newest_receipt == attempt.replaces:
        return None
    if found.newest_receipt is None:
        return Obstacle("voting.polls.obstacle_nothing_to_replace", {"receipt": attempt.replaces, **no})
    if attempt.helper is not None:  # how somebody voted is not the helper's to know
        params = {"organisation": found.member, "channel": found.newest_channel, **no}
        return Obstacle("voting.polls.obstacle_has_voted", params)
    params = {"receipt": found.newest_receipt, "choice": found.newest_choice, **no}
    return Obstacle("voting.polls.obstacle_already_cast", params)


def _not_on_the_ballot() -> Malformed:
    return Malformed({"choice": [Obstacle("platform.kernel.field_invalid_choice")]})


def _savepoint_within_a_transaction() -> AbstractContextManager[Any]:
    """A refused insert must not spoil a caller's transaction; without one there is nothing to add."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()
