"""Names are put forward, by the committee or from the floor, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Forbidden, Malformed, Missing, Obstacle, refuse_if
from tenants.members.models import Member
from voting.counting.names import can_stand, cleaned
from voting.elections import queries, rules
from voting.elections.actions.locks import locked, nominee
from voting.elections.enums import NominationSource
from voting.elections.events import Nominated, NominationWithdrawn
from voting.elections.models import Election, Nomination
from voting.meetings import queries as meetings
from voting.meetings.models import Registration
from voting.polls.rules import swedish

COMMITTEE_SV = "Valberedningen"


@dataclass(frozen=True, kw_only=True)
class NewName:
    """Somebody to be nominated. What is left out is taken from their registration at the meeting."""

    name: str = ""
    email: str = ""
    organisation: str = ""
    member: UUID | None = None
    registration: UUID | None = None
    county: str = ""
    place: str = ""
    source: str = NominationSource.COMMITTEE.value
    nominated_by: str = ""
    term_years: int | None = None
    convener: bool = False
    accepts: bool | None = None


@transaction.atomic
def nominate(*, election_id: UUID, new: NewName, by: Actor, at: datetime) -> Nomination:
    """A delegate puts a name forward from the floor. Forbidden for somebody who is no delegate here."""
    on = locked(election_id)
    mine = meetings.registration_of_delegate(on.election.meeting_id, by.id)
    if mine is None:
        raise Forbidden("elections.nominate")
    said_by = f"{mine.member.name}, genom {mine.delegate.name}"
    from_floor = {"source": NominationSource.FLOOR.value, "nominated_by": said_by, "accepts": None}
    asked = NewName(**{**_fields(new), **from_floor})
    return _nominate(on, asked, from_floor=True, nominator=by.id, by=by, at=at)


@transaction.atomic
def nominate_at_desk(*, election_id: UUID, new: NewName, by: Actor, at: datetime) -> Nomination:
    """Chair or secretary writes a name down: the committee's proposal, or what was called from the floor."""
    return _nominate(locked(election_id), new, from_floor=False, nominator=None, by=by, at=at)


@transaction.atomic
def withdraw(*, election_id: UUID, nomination_id: UUID, by: Actor, at: datetime) -> Nomination:
    """A name is taken back. Taking it back again changes nothing."""
    on = locked(election_id)
    row = nominee(on, nomination_id)
    if row.withdrawn_at is not None:
        return row
    refuse_if(rules.obstacles_to_withdrawing(on.race, on.race.by_number[row.number]))
    row.withdrawn_at, row.is_convener = at, False
    row.save(update_fields=["withdrawn_at", "is_convener"])
    record(NominationWithdrawn(**_told(on.election, row)), by=by, at=at)
    return row


def write(
    election: Election, new: NewName, *, nominator: UUID | None, at: datetime
) -> tuple[Nomination, bool]:
    """The nomination, and whether it is news. The same person is one nomination, however often named."""
    asked = _filled_in(election, new)
    rows = list(Nomination.objects.filter(election=election))
    same = next((row for row in rows if _is_same(row, asked)), None)
    if same is not None:
        return same, _stand_again(same, asked, at=at)
    row = Nomination.objects.create(
        election=election, number=max((r.number for r in rows), default=0) + 1, name=asked["name"],
        folded=swedish(asked["name"]), email=asked["email"], organisation=asked["organisation"],
        member_id=asked["member"], county=asked["county"], place=asked["place"], source=asked["source"],
        nominated_by=asked["nominated_by"], nominator_id=nominator, nominated_at=at,
        term_years=asked["term_years"], is_convener=_be_convener(rows, asked), accepts=asked["accepts"],
        answered_at=at if asked["accepts"] is not None else None,
    )  # fmt: skip
    return row, True


def _nominate(
    on: queries.Sheet, new: NewName, *, from_floor: bool, nominator: UUID | None, by: Actor, at: datetime
) -> Nomination:
    asked = _filled_in(on.election, new)
    rows = Nomination.objects.filter(election=on.election, withdrawn_at=None)
    before = next((row for row in rows if _is_same(row, asked)), None)
    if before is not None and not (asked["convener"] and not before.is_convener):
        return before
    refuse_if(rules.obstacles_to_nominating(on.race, from_floor=from_floor))
    row, _ = write(on.election, new, nominator=nominator, at=at)
    record(Nominated(**_told(on.election, row)), by=by, at=at)
    return row


def _told(election: Election, row: Nomination) -> dict[str, Any]:
    on = queries.sheet(election.pk)
    name = on.race.by_number[row.number]
    return {
        "subject": election.meeting_id,
        "election": queries.told(on),
        "nomination": queries.nomination_shape(on.race, name),
    }


def _fields(new: NewName) -> dict[str, Any]:
    return {name: getattr(new, name) for name in NewName.__dataclass_fields__}


def _filled_in(election: Election, new: NewName) -> dict[str, Any]:
    asked = _fields(new) | {"name": cleaned(new.name), "email": new.email.strip().lower()}
    found = _registration(election.meeting_id, asked)
    if found is not None:
        own = {
            "name": found.delegate.name, "email": found.delegate.email, "organisation": found.member.name,
            "member": found.member_id, "county": found.member.county, "place": found.venue.name,
        }  # fmt: skip
        asked |= {name: value for name, value in own.items() if not asked[name]}
        asked["name"] = cleaned(asked["name"])
    elif asked["member"] is not None:
        member = Member.objects.filter(pk=asked["member"]).first()
        if member is None:
            raise Malformed({"member": [Obstacle("platform.kernel.field_invalid_choice")]})
        asked["organisation"] = asked["organisation"] or member.name
        asked["county"] = asked["county"] or member.county
    if not asked["name"]:
        raise Malformed({"name": [Obstacle("platform.kernel.field_required")]})
    if not can_stand(asked["name"]):
        raise Malformed({"name": [Obstacle("platform.kernel.field_invalid")]})
    asked["organisation"] = asked["organisation"].strip()
    if asked["source"] == NominationSource.COMMITTEE and not asked["nominated_by"]:
        asked["nominated_by"] = "Arbetsgruppen" if election.meeting.kind == "constituting" else COMMITTEE_SV
    return asked


def _registration(meeting_id: UUID, asked: dict[str, Any]) -> Registration | None:
    """Their own registration: named outright, or the only delegate of that name or address."""
    rows = Registration.objects.filter(meeting=meeting_id).select_related("member", "delegate", "venue")
    if asked["registration"] is not None:
        found = rows.filter(pk=asked["registration"]).first()
        if found is None:
            raise Missing
        return found
    if asked["email"]:
        return rows.filter(delegate__email=asked["email"]).first()
    rows = rows.filter(delegate__name__iexact=asked["name"])
    if asked["member"] is not None:
        rows = rows.filter(member=asked["member"])
    if asked["organisation"]:
        rows = rows.filter(member__name__iexact=asked["organisation"])
    those = list(rows[:2])
    return those[0] if len(those) == 1 else None


def _is_same(row: Nomination, asked: dict[str, Any]) -> bool:
    if row.email and row.email == asked["email"]:
        return True
    if row.folded != swedish(asked["name"]):
        return False
    one, other = row.organisation, str(asked["organisation"])
    if row.email and asked["email"]:
        return one == other
    return not one or not other or one == other


def _stand_again(row: Nomination, asked: dict[str, Any], *, at: datetime) -> bool:
    """Somebody whose name was taken back is put forward again; a proposal may make them convener."""
    convener = bool(asked["convener"]) and not row.is_convener
    if row.withdrawn_at is None and not convener:
        return False
    if convener:
        Nomination.objects.filter(election=row.election_id).update(is_convener=False)
        row.is_convener = True
    row.withdrawn_at, row.nominated_at = None, at
    row.save(update_fields=["withdrawn_at", "nominated_at", "is_convener"])
    return True


def _be_convener(rows: list[Nomination], asked: dict[str, Any]) -> bool:
    if asked["convener"]:
        Nomination.objects.filter(pk__in=[r.pk for r in rows]).update(is_convener=False)
    return bool(asked["convener"])
