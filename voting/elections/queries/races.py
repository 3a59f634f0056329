"""Rows become an election as the rules see it, in a handful of reads for a whole meeting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kernel.errors import Missing
from tenants.decisions.models import Decision
from tenants.founding import queries as founding
from voting.elections import rules
from voting.elections.enums import ON_THE_BOARD
from voting.elections.models import Election, Round
from voting.elections.queries.laws import laws_at
from voting.elections.rules import Laws, Name, Race, RoundNow, Win
from voting.meetings import queries as meetings
from voting.meetings.enums import ItemState, MeetingState
from voting.meetings.models import Item, Meeting
from voting.meetings.rules import obstacles_of_quorum, obstacles_to_the_gavel
from voting.polls.enums import PollState
from voting.polls.models import Poll
from voting.polls.rules import paper_of, swedish

ROOM = "elections"


@dataclass(frozen=True)
class Sheet:
    """One election whole: its row, what the rules see, its decision, and the rest of the board."""

    election: Election
    race: Race
    decision: Decision | None
    board: Sequence[Name]


def sheet(election_id: UUID) -> Sheet:
    """One election, or Missing."""
    election = _all().filter(pk=election_id).first()
    if election is None:
        raise Missing
    return next(one for one in sheets(election.meeting) if one.election.pk == election_id)


def sheets(meeting: Meeting) -> list[Sheet]:
    """Every election of a meeting, in the order of the agenda."""
    rows = list(_all().filter(meeting=meeting))
    if not rows:
        return []
    laws = laws_at(meeting)
    items = dict(Item.objects.filter(meeting=meeting).values_list("no", "state"))
    polls = _polls(meeting.pk)
    decided = {d.pk: d for d in Decision.objects.filter(pk__in=[e.decision for e in rows if e.decision])}
    found, gavel = [], _gavel(meeting)
    for election in rows:
        decision = decided.get(election.decision) if election.decision else None
        standing = decision if decision is not None and decision.retracted_at is None else None
        item = items.get(election.item_no, "")
        race = _race(election, laws, item, polls, is_decided=standing is not None)
        race = replace(race, **gavel) if item == ItemState.NOW else race
        found.append((election, race, standing))
    sitting = _sitting(laws)
    return [Sheet(e, race, d, _board(e, found, sitting)) for e, race, d in found]


def _gavel(meeting: Meeting) -> dict[str, Any]:
    """What keeps the gavel from falling under the item that is up, whatever it is about."""
    item = Item.objects.filter(meeting=meeting, state=ItemState.NOW).first()
    if item is None or meeting.state != MeetingState.OPEN:
        return {}
    return {
        "no_quorum": obstacles_of_quorum(meetings.quorum(meeting, item)),
        "count_demanded": obstacles_to_the_gavel(meetings.demanded_by(meeting, item.no)),
    }


def _all() -> QuerySet[Election]:
    return Election.objects.select_related("meeting").prefetch_related(
        "nominations", "rounds", "places__nomination", "places__round"
    )


def _race(
    election: Election, laws: Laws, item: str, polls: dict[tuple[str, int], Poll], *, is_decided: bool
) -> Race:
    return Race(
        post=election.post,
        meeting=election.meeting.state,
        item=item,
        item_no=election.item_no,
        laws=laws,
        title_sv=election.title_sv,
        seats=election.seats,
        deputies=election.deputies,
        method=election.method,
        second_round=election.second_round,
        terms=election.terms,
        until_year=election.until_year,
        counties=election.counties,
        is_closed=election.closed_at is not None,
        is_decided=is_decided,
        is_cancelled=election.cancelled_at is not None,
        names=tuple(name_of(n) for n in election.nominations.all()),
        wins=tuple(
            Win(
                number=p.nomination.number, round=p.round.no if p.round else None, rank=p.rank, votes=p.votes,
                by_lot=p.by_lot, is_declined=p.declined_at is not None,
            )
            for p in election.places.all()
        ),
        rounds=tuple(
            _round(row, polls.get((str(election.pk), row.no))) for row in election.rounds.all()
        ),
        lots=election.lots,
    )  # fmt: skip


def name_of(row: Any) -> Name:  # noqa: ANN401  a nomination
    """A nominee as the rules see them."""
    return Name(
        id=str(row.pk), number=row.number, name=row.name, folded=row.folded, organisation=row.organisation,
        member=str(row.member_id) if row.member_id else None, email=row.email, county=row.county,
        place=row.place, source=row.source, nominated_by=row.nominated_by, term_years=row.term_years,
        is_convener=row.is_convener, is_withdrawn=row.withdrawn_at is not None, accepts=row.accepts,
    )  # fmt: skip


def _round(row: Round, poll: Poll | None) -> RoundNow:
    return RoundNow(
        no=row.no,
        kind=row.kind,
        method=row.method,
        candidates=tuple(row.candidates),
        seats=row.seats,
        poll=str(poll.pk) if poll else None,
        poll_state=poll.state if poll else "",
        poll_no=poll.no if poll else 0,
        secrecy=poll.secrecy if poll else "",
        max_marks=paper_of(poll).marks if poll else None,
        result=row.result,
    )


def _polls(meeting_id: UUID) -> dict[tuple[str, int], Poll]:
    """(election, round) → the newest poll on it that is not void. ``prepare_again`` keeps the purpose."""
    found: dict[tuple[str, int], Poll] = {}
    polls = Poll.objects.filter(meeting_id=meeting_id, purpose__room=ROOM).exclude(state=PollState.VOIDED)
    for poll in polls.order_by("no"):
        purpose: dict[str, Any] = poll.purpose or {}
        found[(str(purpose.get("id")), int(purpose.get("step") or 0))] = poll
    return found


def _sitting(laws: Laws) -> list[Name]:
    """Those on the board whose time goes on after this meeting."""
    return [
        Name(
            id=f"holding-{one.pk}", number=0, name=one.name, folded=swedish(one.name),
            organisation=one.organisation, email=one.email, county=one.county,
        )
        for one in founding.board()
        if one.until_year is None or one.until_year >= laws.next_annual
    ]  # fmt: skip


def _board(
    election: Election, found: Iterable[tuple[Election, Race, Any]], sitting: Iterable[Name]
) -> list[Name]:
    """The rest of the board: chosen at this meeting, and those who go on sitting."""
    people = [
        race.by_number[win.number]
        for other, race, _ in found
        if other.pk != election.pk and race.post in ON_THE_BOARD and not race.is_cancelled
        for win in race.seated
    ]
    return [*people, *(one for one in sitting if not any(rules.is_same(one, other) for other in people))]
