"""Without a ballot, or after one: people are chosen, answer, and the meeting's decision is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.actions import ensure_user, grant_role
from accounts.models import User
from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Forbidden, Malformed, Obstacle, refuse_if
from kernel.permissions import Role
from tenants.decisions import queries as decisions
from tenants.decisions.actions import NewEffect
from tenants.decisions.enums import EffectKind, Method
from voting.elections import queries, rules
from voting.elections.actions.locks import locked, nominee
from voting.elections.actions.opening import close
from voting.elections.enums import AT_THE_MEETING, ChosenBy, ElectionPost
from voting.elections.events import Accepted, Declined, ElectionDecided, OrderDrawn, PeopleElected
from voting.elections.models import Election, Nomination, Place
from voting.meetings import actions as meetings
from voting.meetings import queries as gathered
from voting.polls.enums import Means

ROLES: dict[str, tuple[Role, ...]] = {
    ElectionPost.MEETING_CHAIR: (Role.CHAIR,),
    ElectionPost.MEETING_SECRETARY: (Role.SECRETARY,),
    ElectionPost.ADJUSTER: (Role.ADJUSTER, Role.TELLER),
    ElectionPost.TELLER: (Role.TELLER,),
    ElectionPost.REMOTE_TELLER: (Role.TELLER,),
}
"""What a task at the meeting lets somebody do there."""

DEPUTY: dict[str, str] = {
    ElectionPost.AUDITOR: "deputy_auditor",
    ElectionPost.BOARD_MEMBER: "deputy_board_member",
}
CONVENER = "nominating_convener"


@transaction.atomic
def acclaim(
    *, election_id: UUID, by: Actor, at: datetime, is_decision: bool = True, convener: UUID | None = None
) -> Election:
    """No more names than seats: everybody who stands is chosen, and the gavel falls unless it is to wait.

    An open list is closed by it. Again changes nothing.
    """
    on = locked(election_id)
    if on.race.is_decided:
        return on.election
    if not on.race.standing and on.race.seated and all(win.round is None for win in on.race.seated):
        return _decided(on, by=by, at=at, convener=convener) if is_decision else on.election
    refuse_if(rules.obstacles_to_acclamation(on.race))
    if on.election.closed_at is None:
        close(on, by=by, at=at)
    rows = {n.number: n for n in on.election.nominations.all()}
    numbers = sorted(name.number for name in on.race.standing)
    Place.objects.bulk_create(
        Place(
            election=on.election, nomination=rows[number], chosen_by=ChosenBy.ACCLAMATION.value, rank=rank,
            chosen_at=at,
        )
        for rank, number in enumerate(numbers, 1)
    )  # fmt: skip
    on = queries.sheet(election_id)
    fact = PeopleElected(subject=on.election.meeting_id, election=queries.told(on), round=None)
    record(fact, by=by, at=at)
    return _decided(on, by=by, at=at, convener=convener) if is_decision else on.election


@transaction.atomic
def answer(*, election_id: UUID, nomination_id: UUID, accepts: bool, by: Actor, at: datetime) -> Election:
    """Somebody says yes or no. A no makes the place free; the same answer again changes nothing."""
    on = locked(election_id)
    return _answered(on, nominee(on, nomination_id), accepts=accepts, by=by, at=at)


@transaction.atomic
def answer_oneself(
    *, election_id: UUID, nomination_id: UUID, accepts: bool, by: Actor, at: datetime
) -> Election:
    """The one who is elected answers on their own phone. Forbidden for anybody else's name."""
    on = locked(election_id)
    row = nominee(on, nomination_id)
    mine = gathered.registration_of_delegate(on.election.meeting_id, by.id)
    if mine is None or mine.delegate is None:
        raise Forbidden("elections.answer")
    who = rules.Delegate(mine.delegate.name, mine.delegate.email, mine.member.name)
    if not rules.is_named(who, name=row.name, email=row.email, organisation=row.organisation):
        raise Forbidden("elections.answer")
    refuse_if(rules.obstacles_to_own_answer(on.race, on.race.by_number[row.number]))
    return _answered(on, row, accepts=accepts, by=by, at=at)


def _answered(on: queries.Sheet, row: Nomination, *, accepts: bool, by: Actor, at: datetime) -> Election:
    if row.accepts is accepts:
        return on.election
    refuse_if(rules.obstacles_to_answer(on.race, on.race.by_number[row.number], accepts=accepts))
    row.accepts, row.answered_at = accepts, at
    row.is_convener = row.is_convener and accepts
    row.save(update_fields=["accepts", "answered_at", "is_convener"])
    if not accepts:
        Place.objects.filter(nomination=row, declined_at=None).update(declined_at=at)
    on = queries.sheet(on.election.pk)
    shape = queries.nomination_shape(on.race, on.race.by_number[row.number])
    event = Accepted if accepts else Declined
    record(event(subject=on.election.meeting_id, election=queries.told(on), nomination=shape), by=by, at=at)
    return on.election


@transaction.atomic
def draw_order(
    *,
    election_id: UUID,
    means: str,
    by: Actor,
    at: datetime,
    seed: str = "",
    order: Sequence[UUID] = (),
    how: str = "",
) -> Election:
    """A lot says who of those elected with equal votes comes first. The same lot again changes nothing."""
    if means not in {Means.LOT, Means.PAPER_LOT}:
        raise Malformed({"by": [Obstacle("platform.kernel.field_invalid_choice")]})
    on = locked(election_id)
    groups = rules.unordered(on.race)
    said = [str(one) for one in order]
    if not groups and any(_is_same_lot(on, lot, seed=seed, order=said) for lot in on.election.lots):
        return on.election
    refuse_if(rules.obstacles_to_lot(groups, means=means, seed=seed, order=said))
    lot = rules.drawn(groups[0], means=means, seed=seed, order=said, how=how)
    first = next(win for win in on.race.wins if win.number == lot["order"][0])
    lot |= {"round": first.round, "votes": first.votes}
    on.election.lots = [*on.election.lots, lot]
    on.election.save(update_fields=["lots"])
    fact = OrderDrawn(
        subject=on.election.meeting_id, election=queries.told(queries.sheet(election_id)), lot=lot
    )
    record(fact, by=by, at=at)
    return on.election


@transaction.atomic
def decide(
    *,
    election_id: UUID,
    by: Actor,
    at: datetime,
    leave_vacant: bool = False,
    convener: UUID | None = None,
    text_sv: str = "",
) -> Election:
    """Record the decision with what follows from it. Deciding again gives the same decision."""
    on = locked(election_id)
    if on.race.is_decided:
        return on.election
    return _decided(on, by=by, at=at, leave_vacant=leave_vacant, convener=convener, text_sv=text_sv)


def _decided(
    on: queries.Sheet,
    *,
    by: Actor,
    at: datetime,
    leave_vacant: bool = False,
    convener: UUID | None = None,
    text_sv: str = "",
) -> Election:
    if convener is not None:
        on = _with_convener(on, convener)
    refuse_if(rules.obstacles_to_deciding(on.race, leave_vacant=leave_vacant))
    row, seats = on.election, rules.seats_of(on.race)
    users = _officers(on, seats, at=at)
    text = text_sv.strip() or rules.decision_text(on.race, seats, leave_vacant=leave_vacant)
    poll = _poll_of(on.race)
    decision = meetings.record_decision(
        meeting_id=row.meeting_id, item_no=row.item_no, text_sv=text, poll=poll,
        method=Method.POLL if poll else Method.ACCLAMATION, effects=effects(on.race, seats), by=by, at=at,
    )  # fmt: skip
    row.decision = decision.pk
    row.closed_at = row.closed_at or at
    row.save(update_fields=["decision", "closed_at"])
    for user in users:
        for role in ROLES[row.post]:
            grant_role(user=user, role=role, by=by, at=at)
    told = queries.told(queries.sheet(row.pk))
    fact = ElectionDecided(subject=row.meeting_id, election=told, decision=_plain(decisions.shape(decision)))
    record(fact, by=by, at=at)
    return row


def effects(race: rules.Race, seats: Sequence[rules.Seat]) -> list[NewEffect]:
    """Posts in the association; tasks at the meeting end with it and leave nothing behind."""
    if race.post in AT_THE_MEETING:
        return []
    found = [_elected(race.post, [s for s in seats if not s.is_deputy])]
    deputies = [s for s in seats if s.is_deputy]
    if deputies:
        found.append(_elected(DEPUTY.get(race.post, race.post), deputies))
    conveners = [s for s in seats if s.name.is_convener]
    if race.post == ElectionPost.NOMINATING_COMMITTEE and conveners:
        found.append(_elected(CONVENER, conveners))
    return found


def _elected(post: str, seats: Sequence[rules.Seat]) -> NewEffect:
    people = [
        {
            "name": s.name.name, "email": s.name.email, "organisation": s.name.organisation,
            "member": s.name.member or "", "county": s.name.county, "term_years": s.years,
            "until": s.until_sv, "until_year": s.until_year, "by_lot": s.win.by_lot,
            "convener": s.name.is_convener,
        }
        for s in seats
    ]  # fmt: skip
    return NewEffect(kind=EffectKind.ELECTED, body={"post": str(post), "people": people})


def _officers(on: queries.Sheet, seats: Sequence[rules.Seat], *, at: datetime) -> list[User]:
    """Those who get a role at the meeting; a rehearsal gives none."""
    if on.race.post not in ROLES or on.election.meeting.is_rehearsal:
        return []
    return [ensure_user(email=s.name.email, name=s.name.name, at=at) for s in seats if s.name.email]


def _poll_of(race: rules.Race) -> UUID | None:
    """The ballot that the decision came of: the last one that seated somebody."""
    counted = {win.round for win in race.seated if win.round is not None}
    last = [r for r in race.declared if r.no in counted]
    return UUID(last[-1].poll) if last and last[-1].poll else None


def _with_convener(on: queries.Sheet, nomination_id: UUID) -> queries.Sheet:
    row = nominee(on, nomination_id)
    if row.number not in {win.number for win in on.race.seated}:
        raise Malformed({"convener": [Obstacle("platform.kernel.field_invalid_choice")]})
    Nomination.objects.filter(election=on.election).update(is_convener=False)
    Nomination.objects.filter(pk=row.pk).update(is_convener=True)
    return queries.sheet(on.election.pk)


def _is_same_lot(on: queries.Sheet, lot: dict[str, Any], *, seed: str, order: Sequence[str]) -> bool:
    if lot["means"] == Means.LOT:
        return bool(lot["seed"] == seed.strip())
    return [on.race.by_number[n].id for n in lot["order"]] == list(order)


def _plain(shape: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in shape.items()}
