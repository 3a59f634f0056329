"""Whether marks, ballots and hand counts are as written, as many as at the close, one for each in a box."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db import connection

from journal.models import Entry
from kernel.faults import Fault, seal_of
from voting.ballotbox import queries as boxes
from voting.polls.enums import COUNTED, Secrecy
from voting.polls.models import Ballot, HandCount, Poll

DIGEST = """
SELECT encode(sha256(coalesce(string_agg(seal, ''::bytea ORDER BY id), ''::bytea)), 'hex')
FROM polls_ballot WHERE poll_id = %s
"""
DIGEST_OF_HANDS = DIGEST.replace("polls_ballot", "polls_handcount")
FIELDS = ("pk", "poll_id", "entry_id", "number", "choice", "key", "receipt", "cast_at", "channel", "helper")
FIELDS_OF_HANDS = ("pk", "poll_id", "venue_id", "teller", "teller_name", "counts", "total", "at")

Seals = defaultdict[UUID, list[bytes]]


def digest_of_ballots(poll_id: UUID) -> str:
    """One SHA-256 over the seals of all the poll's ballots, in the order in which they came in."""
    return _digest(DIGEST, poll_id)


def digest_of_hands(poll_id: UUID) -> str:
    """The same of the tellers' sheets, hands and slips."""
    return _digest(DIGEST_OF_HANDS, poll_id)


def _digest(statement: str, poll_id: UUID) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement, [poll_id])
        [found] = cursor.fetchone()
    return str(found)


def faults_of() -> list[Fault]:
    """Each ballot and sheet that is not as it was written; each poll that lost or won one since its close."""
    found: list[Fault] = []
    seals, hands = Seals(list), Seals(list)
    marks: dict[tuple[UUID, int | None, str], int] = {}
    polls = {poll.pk: poll for poll in Poll.objects.all()}
    for *fields, seal in Ballot.objects.order_by("pk").values_list(*FIELDS, "seal"):
        pk, poll_id, entry_id, _, _, key, *_ = fields
        own = seal_of(*fields)
        seals[poll_id].append(own)
        if bytes(seal) != own:
            found.append(Fault(f"polls_ballot {pk}", "content changed"))
        elif poll_id not in polls:
            found.append(Fault(f"polls_ballot {pk}", "its poll is missing"))
        elif polls[poll_id].secrecy == Secrecy.SECRET:
            marks[poll_id, entry_id, key.hex] = pk
    found += _sheets_changed(polls, hands)
    return found + _without_a_pair(marks) + _not_as_told(polls, seals, hands)


def _sheets_changed(polls: dict[UUID, Poll], seals: Seals) -> list[Fault]:
    """What a teller counted in one place; fills ``seals`` with what each sheet's ought to be."""
    found: list[Fault] = []
    for pk, poll_id, *fields, seal in HandCount.objects.order_by("pk").values_list(*FIELDS_OF_HANDS, "seal"):
        venue, teller, name, counts, *rest = fields
        own = seal_of(pk, poll_id, venue, teller, name, _counts_text(counts), *rest)
        seals[poll_id].append(own)
        if bytes(seal) != own:
            found.append(Fault(f"polls_handcount {pk}", "content changed"))
        elif poll_id not in polls:
            found.append(Fault(f"polls_handcount {pk}", "its poll is missing"))
    return found


def _counts_text(counts: dict[str, Any]) -> str:
    """As the trigger of migration 0008 writes them: by the keys' bytes."""
    rows = sorted(counts.items(), key=lambda row: row[0].encode())
    return ",".join(f"{key}={json.dumps(value, ensure_ascii=False)}" for key, value in rows)


def _without_a_pair(marks: dict[tuple[UUID, int | None, str], int]) -> list[Fault]:
    """In a secret vote a mark carries half of its ballot's hash: each has the other."""
    found = [
        Fault(f"ballotbox_sealedballot {one.pk}", "its voter has no mark for it")
        for one in boxes.sealed_ballots()
        if marks.pop((one.box, one.entry, one.payload[:32]), None) is None
    ]
    return found + [Fault(f"polls_ballot {pk}", "its ballot is not in the box") for pk in marks.values()]


def _not_as_told(polls: dict[UUID, Poll], seals: Seals, hands: Seals) -> list[Fault]:
    """What the journal was told at the close and when the result was declared still holds."""
    closed = _told("voting.polls.closed")
    declared = _told("voting.polls.declared")
    found: list[Fault] = []
    for pk, poll in polls.items():
        row = f"polls_poll {pk}"
        told = closed.pop(str(pk), None)
        if told is None:
            if poll.state in COUNTED:
                found.append(Fault(row, "is counted, and the journal does not tell of its close"))
            continue
        for name, known, what in (("ballots", seals, "ballots"), ("hands", hands, "counts of hands")):
            digest = hashlib.sha256(b"".join(known.get(pk, []))).hexdigest()
            if told.get(name, digest) != digest:
                found.append(Fault(row, f"its {what} are not those of the close: changed, removed or added"))
        last = declared.get(str(pk), {})
        result = last.get("poll", {}).get("result") or {}
        if any((poll.result or {}).get(name) != value for name, value in result.items() if name != "wins"):
            found.append(Fault(row, "its result is not the one that was declared"))
        heads = {(one["poll"].get("seal") or {}).get("head") for one in (told, last) if one} - {None}
        if heads and not heads <= set(boxes.heads_of(pk)):
            found.append(Fault(row, "its box is not the one of the close: ballots were changed or reordered"))
    return found + [
        Fault(f"polls_poll {one}", "is missing; the journal tells of its close") for one in closed
    ]


def _told(kind: str) -> dict[str, dict[str, Any]]:
    """Of each poll the last fact of this kind; an entry that tells of no poll is the journal's own fault."""
    entries = Entry.objects.filter(kind=kind).order_by("pk").values_list("body", flat=True)
    return {str(body["poll"].get("id")): body for body in entries if isinstance(body.get("poll"), dict)}
