"""An election as plain JSON, for screens and the record. No addresses: the record is public."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kernel.errors import Obstacle
from voting.elections import rules
from voting.elections.queries.proposing import proposals
from voting.elections.queries.races import Sheet, sheet, sheets
from voting.elections.rules import Name, Race, RoundNow, Seat
from voting.meetings import queries as meetings
from voting.meetings.models import Meeting


def election(election_id: UUID) -> dict[str, Any]:
    """One election, with what is in the way of each step."""
    return election_shape(sheet(election_id))


def election_list(meeting_id: UUID) -> dict[str, Any]:
    """All elections of a meeting, and those that its agenda and the rules propose to lay out."""
    meeting = meetings.meeting(meeting_id)
    found = [election_shape(one) for one in sheets(meeting)]
    return {"elections": found, "proposals": proposals(meeting)}


def told_at(meeting: Meeting) -> dict[str, Any]:
    """All elections of a meeting as the record tells them: for the big screen, where nothing is done."""
    return {"elections": [told(one) for one in sheets(meeting)]}


def election_shape(on: Sheet) -> dict[str, Any]:
    """The whole election, and what may be done."""
    return {**told(on), "may": _may(on.race)}


def told(on: Sheet) -> dict[str, Any]:
    """The whole election as the record tells it."""
    row, race = on.election, on.race
    seats = rules.seats_of(race)
    names = sorted(race.names, key=lambda n: (n.folded, n.number))
    return {
        "id": str(row.pk),
        "meeting_id": str(row.meeting_id),
        "item_no": row.item_no,
        "post": row.post,
        "title_sv": row.title_sv or f"Val av {rules.title(row.post, race.places)}",
        "seats": row.seats,
        "deputies": row.deputies,
        "method": rules.usual_method(race),
        "second_round": row.second_round,
        "terms": list(race.terms or rules.usual_terms(race.post, race.seats, race.laws)),
        "terms_approved_at": _iso(row.terms_approved_at),
        "until_year": row.until_year,
        "counties": rules.county_rule(race),
        "should_be_secret": rules.should_be_secret(race),
        "secrecy_rule_sv": race.laws.sources.get("secret_elections", ("", ""))[0],
        "method_rule_sv": _method_rule(race),
        "state": str(race.state),
        "free": race.free,
        "opened_at": _iso(row.opened_at),
        "closed_at": _iso(row.closed_at),
        "cancelled_at": _iso(row.cancelled_at),
        "nominations": [nomination_shape(race, name) for name in names],
        "rounds": [round_shape(race, r) for r in race.rounds],
        "elected": [_seat_shape(race, n, seat) for n, seat in enumerate(seats, 1)],
        "lots": list(race.lots),
        "lot_needed": [[_short(name) for name in group] for group in rules.unordered(race)],
        "next_ballot": _next(race),
        "decision_sv": rules.decision_text(race, seats, leave_vacant=True) if seats else "",
        "decision": {
            "id": str(on.decision.pk),
            "text_sv": on.decision.text_sv,
            "taken_at": _iso(on.decision.taken_at),
        }
        if on.decision
        else None,
        "findings": [one.to_json() for one in rules.findings_of(race, seats, on.board)],
    }


def nomination_shape(race: Race, name: Name) -> dict[str, Any]:
    """One nominee."""
    win = next((w for w in race.wins if w.number == name.number), None)
    return {
        "id": name.id,
        "number": name.number,
        "ballot_id": name.ballot_id,
        "name": name.name,
        "organisation": name.organisation,
        "member": name.member,
        "county": name.county,
        "place": name.place,
        "source": name.source,
        "nominated_by": name.nominated_by,
        "term_years": name.term_years,
        "convener": name.is_convener,
        "withdrawn": name.is_withdrawn,
        "accepts": name.accepts,
        "elected": win is not None and not win.is_declined,
        "has_address": bool(name.email),
    }


def round_shape(race: Race, one: RoundNow) -> dict[str, Any]:
    """One ballot; its table once the result is told."""
    return {
        "no": one.no,
        "kind": one.kind,
        "method": one.method,
        "seats": one.seats,
        "max_marks": one.max_marks,
        "secrecy": one.secrecy or None,
        "candidates": [_short(race.by_number[n]) for n in one.candidates],
        "poll": one.poll,
        "poll_no": one.poll_no or None,
        "poll_state": one.poll_state or None,
        "table": rules.round_table(race, one),
    }


def _seat_shape(race: Race, no: int, seat: Seat) -> dict[str, Any]:
    name, win = seat.name, seat.win
    return {
        "no": no,
        "nomination": name.id,
        "name": name.name,
        "organisation": name.organisation,
        "county": name.county,
        "place": name.place,
        "deputy": seat.is_deputy,
        "deputy_no": no - race.seats if seat.is_deputy else None,
        "term_years": seat.years,
        "until_year": seat.until_year,
        "until_sv": seat.until_sv,
        "by_lot": win.by_lot,
        "votes": win.votes,
        "round": win.round,
        "chosen_by": "acclamation" if win.round is None else "poll",
        "accepts": name.accepts,
        "convener": name.is_convener,
    }


def _next(race: Race) -> dict[str, Any] | None:
    plan = None if race.is_decided or race.underway else rules.next_ballot(race)
    if plan is None:
        return None
    return {
        "kind": str(plan.kind),
        "method": plan.method,
        "seats": plan.seats,
        "candidates": [_short(name) for name in plan.names],
    }


def _may(race: Race) -> dict[str, list[dict[str, Any]]]:
    groups = rules.unordered(race)
    return {
        "nominate": _json(rules.obstacles_to_nominating(race, from_floor=True)),
        "nominate_at_desk": _json(rules.obstacles_to_nominating(race, from_floor=False)),
        "close_nominations": _json(rules.obstacles_to_closing(race)),
        "reopen_nominations": _json(rules.obstacles_to_reopening(race)),
        "terms": _json(rules.obstacles_to_terms(race)),
        "acclamation": _json(rules.obstacles_to_acclamation(race)),
        "poll": _json(rules.obstacles_to_ballot(race)),
        "next_round": _json(rules.obstacles_to_next_round(race)),
        "lot": [] if groups else _json([Obstacle("voting.elections.obstacle_no_lot_needed")]),
        "decide": _json([*_decided(race), *rules.obstacles_to_deciding(race, leave_vacant=False)]),
        "cancel": _json(rules.obstacles_to_cancelling(race)),
    }


def _decided(race: Race) -> list[Obstacle]:
    return [Obstacle("voting.elections.obstacle_decided")] if race.is_decided else []


def _method_rule(race: Race) -> str:
    name = "election_chair" if rules.usual_method(race) == "two_round" else "election_seats"
    return race.laws.sources.get(name, ("", ""))[0]


def _short(name: Name) -> dict[str, Any]:
    return {"id": name.id, "name": name.name, "organisation": name.organisation}


def _json(obstacles: Iterable[Obstacle]) -> list[dict[str, Any]]:
    return [obstacle.to_json() for obstacle in obstacles]


def _iso(moment: Any) -> str | None:  # noqa: ANN401  a moment, or none
    return moment.isoformat() if moment else None
