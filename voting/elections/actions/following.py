"""What the polls room tells of ballots: declared, or voided; in that transaction, the meeting held."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, refuse_if
from voting.elections import queries, rules
from voting.elections.actions.locks import locked
from voting.elections.enums import ChosenBy
from voting.elections.events import PeopleElected, RoundVoided
from voting.elections.models import Place, Round
from voting.polls.models import Poll


@transaction.atomic
def poll_declared(*, poll: Poll, by: Actor, at: datetime) -> None:
    """Those whom the ballot elected have their places; a round already counted stays as it is."""
    found = _round_of(poll)
    if found is None or poll.result is None or found[1].result is not None:
        return
    on, row = found
    row.poll, row.result, row.declared_at = poll.pk, poll.result, at
    row.save(update_fields=["poll", "result", "declared_at"])
    last = next(r for r in on.race.rounds if r.no == row.no)
    nominees = {n.number: n for n in on.election.nominations.all()}
    by_lot = rules.lot_order(poll.result)
    chosen = rules.elected_in(last, poll.result)[: on.race.free]
    Place.objects.bulk_create(
        Place(
            election=on.election, nomination=nominees[number], round=row, chosen_by=ChosenBy.POLL.value,
            rank=rank, votes=rules.votes_in(poll.result, number), by_lot=number in by_lot, chosen_at=at,
        )
        for rank, number in enumerate(chosen, 1)
    )  # fmt: skip
    on = queries.sheet(on.election.pk)
    last = next(r for r in on.race.rounds if r.no == row.no)
    fact = PeopleElected(
        subject=poll.meeting_id, election=queries.told(on), round=queries.round_shape(on.race, last)
    )
    record(fact, by=by, at=at)


@transaction.atomic
def poll_voided(*, poll: Poll, by: Actor, at: datetime) -> None:
    """Whom the ballot elected is not elected. Refused once something has been built upon it."""
    found = _round_of(poll)
    if found is None:
        return
    on, row = found
    if row.result is not None:
        if row.poll != poll.pk:
            return
        refuse_if(rules.obstacles_to_voiding(on.race, row.no))
        row.places.all().delete()
        row.poll, row.result, row.declared_at = None, None, None
        row.save(update_fields=["poll", "result", "declared_at"])
        left = [lot for lot in on.election.lots if lot.get("round") != row.no]
        on.election.lots = left
        on.election.save(update_fields=["lots"])
    fact = RoundVoided(
        subject=poll.meeting_id, election=queries.told(queries.sheet(on.election.pk)), round=row.no,
        reason=poll.voided_reason,
    )  # fmt: skip
    record(fact, by=by, at=at)


def _round_of(poll: Poll) -> tuple[queries.Sheet, Round] | None:
    purpose = poll.purpose or {}
    try:
        on = locked(UUID(str(purpose.get("id"))))
    except (Missing, ValueError):
        return None
    row = next((r for r in on.election.rounds.all() if r.no == purpose.get("step")), None)
    return (on, row) if row is not None else None
