"""A ballot's table as the minutes print it: every name, its votes, and what came of it. Plain Python."""

from __future__ import annotations

from typing import Any

from voting.elections.rules.ballots import (
    TWO_ROUND,
    YES_NO,
    elected_in,
    lost_lot,
    lot_order,
    top_two,
    votes_in,
)
from voting.elections.rules.race import Name, Race, RoundNow
from voting.elections.rules.seating import Seat, seats_of
from voting.elections.rules.wording import outcome_sv

DECLINED = "Vald, avböjde"


def round_table(race: Race, last: RoundNow) -> dict[str, Any] | None:
    """None before the result is told. Those with most votes first, those on whom a lot fell before others."""
    result = last.result
    if result is None:
        return None
    elected, drawn, lost = elected_in(last, result), lot_order(result), lost_lot(result)
    goes_on = top_two(last, set(last.candidates)) if last.method == TWO_ROUND and not elected else []
    seats, names = {seat.name.number: seat for seat in seats_of(race)}, race.by_number
    in_order = sorted(
        last.candidates,
        key=lambda n: (-votes_in(result, n), n not in elected, n not in drawn, names[n].folded),
    )
    rows = [
        _row(
            names[n], last, seats.get(n), is_elected=n in elected, by_lot=n in drawn and n in elected,
            lost_lot=n in lost, goes_on=n in goes_on,
        )
        for n in in_order
    ]  # fmt: skip
    marks = sum(row["votes"] for row in rows)
    blank, invalid, valid = (int(result.get(k) or 0) for k in ("blank", "invalid", "valid"))
    return {
        "rows": rows,
        "marks": marks,
        "marks_max": valid * (last.max_marks or 1),
        "valid": valid,
        "blank": blank,
        "invalid": invalid,
        "cast": valid + blank + invalid,
        "not_voted": result.get("not_voted"),
        "register": result.get("register"),
        "base": result.get("base"),
        "needed": result.get("needed") if last.method == TWO_ROUND else None,
        "resolved_by": result.get("resolved_by"),
        "lot": result.get("lot"),
        "lot_between": [names[n].name for n in [*drawn, *lost]] if drawn else [],
        "lot_seats": (result.get("tied") or {}).get("seats") if drawn else None,
    }


def _row(
    name: Name,
    last: RoundNow,
    seat: Seat | None,
    *,
    is_elected: bool,
    by_lot: bool,
    lost_lot: bool,
    goes_on: bool,
) -> dict[str, Any]:
    """One line. Somebody elected without a seat has declined it."""
    result, seated = last.result or {}, seat if is_elected else None
    outcome = outcome_sv(seated, by_lot=by_lot, lost_lot=lost_lot, goes_on=goes_on)
    noes = (result.get("tally") or {}).get(f"n{name.number}:no")
    return {
        "id": name.id,
        "number": name.number,
        "name": name.name,
        "organisation": name.organisation,
        "county": name.county,
        "votes": votes_in(result, name.number),
        "no": int(noes or 0) if last.method == YES_NO else None,
        "elected": is_elected,
        "by_lot": by_lot,
        "lost_lot": lost_lot,
        "goes_on": goes_on,
        "years": seated.years if seated else None,
        "until_year": seated.until_year if seated else None,
        "outcome_sv": DECLINED if is_elected and seated is None else outcome,
    }
