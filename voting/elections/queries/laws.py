"""What the rules in force at a meeting say about elections."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings

from tenants.members.models import Member
from tenants.statutes.rules.parameters import PROCEDURE_DEFAULT, Parameters
from voting.elections.rules import Laws
from voting.meetings.enums import MeetingKind
from voting.meetings.models import Meeting
from voting.meetings.queries import rules_in_force

STRICTER = ("on_request", "when_contested", "always")
HALF = {"threshold": "more_than", "fraction": "1/2"}
TOLD = ("secret_elections", "election_chair", "election_seats", "board", "majority", "tie_election")


def laws_at(meeting: Meeting) -> Laws:
    """Statutes, and under them the rules of procedure. A stricter word on secrecy is no contradiction."""
    known = rules_in_force(meeting)
    board = known.board or {}
    sources = {name: known.source(name) for name in TOLD}
    secret, source = _secret(meeting, known)
    per_county = board.get("min_per_county")
    return Laws(
        chair_method=known.election_chair,
        seats_method=known.election_seats,
        validity=known.election_validity,
        secret=secret,
        majority=_majority(known),
        chair_term=board.get("chair_term"),
        board_term=board.get("term"),
        board_min=board.get("min"),
        board_max=board.get("max"),
        min_per_county=per_county,
        auditors=known.auditors,
        deputy_auditors=known.deputies,
        nominating_committee=known.nominating_committee,
        counties=_counties() if per_county else (),
        sources=sources | {"secret_elections": source},
        is_first=meeting.kind == MeetingKind.CONSTITUTING,
        next_annual=_next_annual(meeting, known),
    )


def _majority(known: Parameters) -> dict[str, str]:
    """More than half, of the base that other votes have; nothing while no rule is settled."""
    base = (known.majority or {}).get("base")
    if base is None:
        return {}
    name = "election_chair" if known.election_chair == "two_round" else "majority"
    sv, en = known.source(name)
    return {**HALF, "base": str(base), "source_sv": sv, "source_en": en}


def _secret(meeting: Meeting, known: Parameters) -> tuple[str | None, tuple[str, str]]:
    procedure = Parameters()
    if meeting.rules_adopted_at is not None:
        procedure = Parameters.from_json(meeting.procedure) if meeting.procedure else PROCEDURE_DEFAULT
    both = [
        (one.secret_elections, one.source("secret_elections"))
        for one in (known, procedure)
        if one.secret_elections in STRICTER
    ]
    return max(both, key=lambda told: STRICTER.index(str(told[0])), default=(None, ("", "")))


def _next_annual(meeting: Meeting, known: Parameters) -> int:
    """The annual meeting after this one. The first one comes after the first financial year has ended."""
    year = meeting.starts_at.astimezone(ZoneInfo(settings.LOCAL_TIME_ZONE)).year
    span = known.first_year
    if meeting.kind == MeetingKind.CONSTITUTING and isinstance(span, list | tuple) and span:
        return max(int(str(span[-1])[:4]), year) + 1
    return year + 1


def _counties() -> tuple[str, ...]:
    """Those where members are."""
    found = Member.objects.exclude(county="").order_by("county").values_list("county", flat=True).distinct()
    return tuple(found)
