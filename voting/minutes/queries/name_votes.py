"""Votes between names that no election asked for, as facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from journal.models import Entry
from voting.minutes.queries.votes import BY_LOT, Votes, places_of, seal_of
from voting.minutes.rules import facts

SLIPS = ("valid", "blank", "invalid")
SUMS = (*SLIPS, "base", "not_voted", "register")


def name_vote_facts(entry: Entry, votes: Votes) -> facts.BallotFacts:
    """The vote as it was declared, those chosen first."""
    poll: dict[str, Any] = entry.body["poll"]
    result, held = poll["result"], poll.get("held")
    names, by_lot = names_of(poll), result.get("resolved_by") in BY_LOT
    prevails = tuple(result.get("prevails") or ()) if by_lot else ()
    tied = result.get("tied") or {}
    sums = {key: int(result[key]) for key in SUMS if result.get(key) is not None}
    if poll["method"] == "two_round" and result.get("needed") is not None:
        sums["needed"] = int(result["needed"])
    return facts.BallotFacts(
        method=poll["method"],
        kind="vote",
        seats=poll["seats"],
        rows=tuple(_row(one, names[one], result, prevails) for one in _in_order(names, result)),
        sums=sums | {"cast": sum(sums.get(key, 0) for key in SLIPS)},
        is_secret=poll.get("secrecy") == "paper",
        is_encrypted=poll.get("secrecy") == "secret",
        seal=seal_of(poll),
        lot=result.get("lot") or {} if by_lot else {},
        lot_between=tuple(names[one] for one in tied.get("between", ())) if by_lot else (),
        lot_seats=tied.get("seats", 0) if by_lot else 0,
        tie_source=votes.tie_source(poll["id"]),
        places=places_of(poll),
        names=names,
        quota=result.get("quota") or 0,
        stages=tuple(result.get("stages") or ()),
        duels=tuple(result.get("rounds") or ()),
        title=poll["question"],
        held=(_moment(held["from"]), _moment(held["to"])) if held else None,
        no=poll["no"],
        events=(entry.pk,),
    )


def names_of(poll: Mapping[str, Any]) -> dict[str, str]:
    """Id on the ballot → what people call it."""
    return {one["id"]: one["name"] for one in poll.get("candidates") or ()}


def _in_order(names: Mapping[str, str], result: Mapping[str, Any]) -> list[str]:
    elected = list(result["elected"])
    rest = sorted((one for one in names if one not in elected), key=lambda one: -_votes(one, result))
    return [*elected, *rest]


def _row(one: str, name: str, result: Mapping[str, Any], prevails: tuple[str, ...]) -> facts.ElectionRowFacts:
    is_elected = one in result["elected"]
    outcome = ""
    if is_elected:
        outcome = "Vald efter lottning" if one in prevails else "Vald"
    elif one in (result.get("next_round") or ()):
        outcome = "Till andra omgången"
    noes = (result.get("tally") or {}).get(f"{one}:no")
    return facts.ElectionRowFacts(name, _votes(one, result), "", outcome, noes, is_elected)


def _votes(one: str, result: Mapping[str, Any]) -> int:
    tally = result.get("tally") or {}
    return int(tally.get(one, tally.get(f"{one}:yes", 0)))


def _moment(iso: str | None) -> datetime | None:
    return datetime.fromisoformat(iso) if iso else None
