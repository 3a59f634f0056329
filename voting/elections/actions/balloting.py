"""A ballot is made ready: the first one, a second round between two, or one for the seats that are left."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import refuse_if
from voting.elections import queries, rules
from voting.elections.actions.locks import locked
from voting.elections.events import RoundPut
from voting.elections.models import Election, Round
from voting.polls import actions as polls

EXACTLY, AT_MOST, YES_NO = "exactly", "at_most", "yes_no"


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """How the next ballot is held. Without a method, the one that the rules give."""

    secrecy: str = "open"
    channels: dict[str, str] = field(default_factory=dict)
    method: str = ""


@transaction.atomic
def put_round(*, election_id: UUID, how: Ballot, by: Actor, at: datetime) -> Election:
    """Make the next ballot ready as a poll. Asked again while one is under way, it changes nothing."""
    on = locked(election_id)
    if on.race.underway is not None:
        return on.election
    refuse_if(rules.obstacles_to_ballot(on.race, method=how.method))
    return _put(on, how, by=by, at=at)


@transaction.atomic
def next_round(*, election_id: UUID, how: Ballot, by: Actor, at: datetime) -> Election:
    """The same, after a ballot that left seats free or somebody who declined."""
    on = locked(election_id)
    if on.race.underway is not None and on.race.declared:
        return on.election
    refuse_if(rules.obstacles_to_next_round(on.race, method=how.method))
    return _put(on, how, by=by, at=at)


def _put(on: queries.Sheet, how: Ballot, *, by: Actor, at: datetime) -> Election:
    race, row = on.race, on.election
    plan = rules.next_ballot(race)
    assert plan is not None
    plan = replace(plan, method=how.method or plan.method)
    last = race.rounds[-1] if race.rounds else None
    no = last.no if last is not None and not last.is_declared else len(race.rounds) + 1
    written = {
        "kind": plan.kind.value, "method": plan.method, "seats": plan.seats,
        "candidates": [name.number for name in plan.names],
    }  # fmt: skip
    Round.objects.update_or_create(election=row, no=no, defaults=written)
    question = polls.Question(
        item_no=row.item_no,
        purpose={"room": queries.ROOM, "id": str(row.pk), "step": no},
        secrecy=how.secrecy,
        channels=how.channels,
        **_asked(race, plan),
    )
    polls.prepare_poll(meeting_id=row.meeting_id, question=question, by=by, at=at)
    told = queries.told(queries.sheet(row.pk))
    record(RoundPut(subject=row.meeting_id, election=told, round=no), by=by, at=at)
    return row


def _asked(race: rules.Race, plan: rules.BallotPlan) -> dict[str, Any]:
    """The question as the ballot shows it; the names in Swedish order."""
    validity = race.laws.validity or AT_MOST
    if plan.method == YES_NO:
        validity = AT_MOST
    needs_majority = plan.method in rules.WITH_A_MAJORITY and race.laws.majority
    return {
        "kind": plan.poll_kind,
        "method": plan.method,
        "question": rules.question(race, plan),
        "seats": plan.seats,
        "validity": validity,
        "rule": dict(race.laws.majority) if needs_majority else None,
        "candidates": [
            {"id": name.ballot_id, "name": label, "detail": name.organisation}
            for label, name in rules.labels(plan.names).items()
        ],
    }
