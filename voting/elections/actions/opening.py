"""An election is laid out, its terms approved, its list of names closed or reopened; or it is called off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Obstacle, Refused, refuse_if
from voting.elections import queries, rules
from voting.elections.actions.locks import locked
from voting.elections.actions.nominating import NewName, write
from voting.elections.enums import ElectionPost
from voting.elections.events import (
    ElectionCancelled,
    ElectionOpened,
    NominationsClosed,
    NominationsReopened,
    TermsApproved,
)
from voting.elections.models import Election
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.models import Item
from voting.polls.enums import PollMethod

LONGEST_TERM = 10
METHODS = frozenset(m.value for m in PollMethod) - {PollMethod.MAJORITY.value}


@dataclass(frozen=True, kw_only=True)
class NewElection:
    """A post to fill. What is left out follows from the rules in force.

    ``terms``: [{"n": 3, "years": 2}, {"n": None, "years": 1}], those with most votes first. Approved without
    any given, they are the usual ones as they stand now.
    ``until_year``: a by-election (fyllnadsval) for the rest of a term.
    """

    item_no: int
    post: str
    seats: int = 1
    deputies: int = 0
    title_sv: str = ""
    method: str = ""
    second_round: str = "relative"
    terms: Sequence[Mapping[str, Any]] = ()
    terms_approved: bool = False
    until_year: int | None = None
    counties: Mapping[str, int] = field(default_factory=dict)
    nominations: Sequence[NewName] = ()
    key: UUID | None = None


@transaction.atomic
def open_election(*, meeting_id: UUID, new: NewElection, by: Actor, at: datetime) -> Election:
    """Lay out an election with the names there are. The same request again gives the same election."""
    meeting = lock_meeting(meeting_id)
    before = Election.objects.filter(meeting=meeting, key=new.key).first() if new.key else None
    if before is not None:
        return before
    item = Item.objects.filter(meeting=meeting, no=new.item_no).first()
    if item is None:
        raise Malformed({"item_no": [Obstacle("platform.kernel.field_invalid_choice")]})
    _check(new)
    refuse_if(rules.obstacles_to_opening(meeting=meeting.state, item=item.state, item_no=item.no))
    laws = queries.laws_at(meeting)
    if new.method and not rules.is_adopted_by(laws, new.method):
        raise Refused([Obstacle("voting.elections.obstacle_method_not_adopted", {"method": new.method})])
    terms = new.terms
    if new.terms_approved and new.until_year is None:
        terms = terms or rules.usual_terms(new.post, new.seats, laws)
    election = Election.objects.create(
        meeting=meeting, item_no=new.item_no, post=new.post, title_sv=new.title_sv.strip(), seats=new.seats,
        deputies=new.deputies, method=new.method, second_round=new.second_round, terms=plain(terms),
        terms_approved_at=at if terms and new.terms_approved else None, until_year=new.until_year,
        counties=dict(new.counties), key=new.key, opened_at=at,
    )  # fmt: skip
    for name in new.nominations:
        write(election, name, nominator=None, at=at)
    told = queries.told(queries.sheet(election.pk))
    record(ElectionOpened(subject=meeting.pk, election=told), by=by, at=at)
    return election


@transaction.atomic
def approve_terms(
    *, election_id: UUID, terms: Sequence[Mapping[str, Any]], by: Actor, at: datetime
) -> Election:
    """The meeting approves, before the vote, who is elected for how long. The same again changes nothing."""
    on = locked(election_id)
    row = on.election
    faults = faults_in_terms(terms)
    if faults or not terms:
        raise Malformed({"terms": faults or [Obstacle("platform.kernel.field_required")]})
    if row.terms_approved_at is not None and row.terms == plain(terms):
        return row
    refuse_if(rules.obstacles_to_terms(on.race))
    row.terms, row.terms_approved_at = plain(terms), at
    row.save(update_fields=["terms", "terms_approved_at"])
    told = queries.told(queries.sheet(row.pk))
    record(TermsApproved(subject=row.meeting_id, election=told), by=by, at=at)
    return row


@transaction.atomic
def close_nominations(*, election_id: UUID, by: Actor, at: datetime) -> Election:
    """No more names. Closing again changes nothing."""
    on = locked(election_id)
    if on.election.closed_at is not None:
        return on.election
    refuse_if(rules.obstacles_to_closing(on.race))
    return close(on, by=by, at=at)


@transaction.atomic
def reopen_nominations(*, election_id: UUID, by: Actor, at: datetime) -> Election:
    """Names are put forward again. Opening an open list changes nothing."""
    on = locked(election_id)
    row = on.election
    if row.closed_at is None:
        return row
    refuse_if(rules.obstacles_to_reopening(on.race))
    row.closed_at = None
    row.save(update_fields=["closed_at"])
    told = queries.told(queries.sheet(row.pk))
    record(NominationsReopened(subject=row.meeting_id, election=told), by=by, at=at)
    return row


@transaction.atomic
def cancel(*, election_id: UUID, by: Actor, at: datetime) -> Election:
    """Call off an election in which nothing was voted on. Again changes nothing."""
    on = locked(election_id)
    row = on.election
    if row.cancelled_at is not None:
        return row
    refuse_if(rules.obstacles_to_cancelling(on.race))
    row.cancelled_at, row.decision = at, None
    row.save(update_fields=["cancelled_at", "decision"])
    told = queries.told(queries.sheet(row.pk))
    record(ElectionCancelled(subject=row.meeting_id, election=told), by=by, at=at)
    return row


def close(on: queries.Sheet, *, by: Actor, at: datetime) -> Election:
    """Close the list. The caller holds the election and has asked the rules."""
    row = on.election
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    told = queries.told(queries.sheet(row.pk))
    record(NominationsClosed(subject=row.meeting_id, election=told), by=by, at=at)
    return row


def plain(terms: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Terms as they are kept."""
    return [{"n": term.get("n"), "years": term["years"]} for term in terms]


def faults_in_terms(terms: Sequence[Mapping[str, Any]]) -> list[Obstacle]:
    """Every term says how long; only the last may be for the rest."""
    for no, term in enumerate(terms, 1):
        n, years = term.get("n"), term.get("years")
        is_whole = isinstance(years, int) and 1 <= years <= LONGEST_TERM
        is_rest = n is None and no == len(terms)
        if not is_whole or not (is_rest or (isinstance(n, int) and n >= 1)):
            return [Obstacle("platform.kernel.field_invalid")]
    return []


def _check(new: NewElection) -> None:
    fields: dict[str, list[Obstacle]] = {}
    if new.post not in set(ElectionPost):
        fields["post"] = [Obstacle("platform.kernel.field_invalid_choice")]
    if new.seats < 1:
        fields["seats"] = [Obstacle("platform.kernel.field_invalid")]
    if new.method and new.method not in METHODS:
        fields["method"] = [Obstacle("platform.kernel.field_invalid_choice")]
    if faults := faults_in_terms(new.terms):
        fields["terms"] = faults
    if any(n < 1 for n in new.counties.values()):
        fields["counties"] = [Obstacle("platform.kernel.field_invalid")]
    if fields:
        raise Malformed(fields)
