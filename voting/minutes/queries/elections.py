"""Elections as facts: as they stood last, every ballot with its own entry."""

from __future__ import annotations

from typing import Any

from journal.models import Entry
from voting.minutes.queries.name_votes import names_of
from voting.minutes.queries.told import Told
from voting.minutes.queries.votes import BY_LOT, Votes, places_of, seal_of
from voting.minutes.rules import facts

SUMS = ("valid", "base", "needed", "blank", "invalid", "cast", "not_voted", "register", "marks", "marks_max")
COUNTIES = frozenset({"voting.elections.finding_counties_met", "voting.elections.finding_counties_short"})


def election_facts(
    no: int, told: Told, votes: Votes, sources: dict[str, str]
) -> tuple[facts.ElectionFacts, ...]:
    """The item's elections, in the order they were opened; cancelled ones are nothing."""
    found = [e for e in told.elections[no].values() if not e.body["election"]["cancelled_at"]]
    found.sort(key=lambda e: e.body["election"]["opened_at"])
    return tuple(_election(entry, told, votes, sources) for entry in found)


def _election(entry: Entry, told: Told, votes: Votes, sources: dict[str, str]) -> facts.ElectionFacts:
    one: dict[str, Any] = entry.body["election"]
    answered, declined = told.accepted[one["id"]], told.declined[one["id"]]
    elected = [row["name"] for row in one["elected"]]
    rounds = [r for r in one["rounds"] if r["table"]]
    finding = next((f for f in one["findings"] if f["code"] in COUNTIES), None)
    until = {
        row["term_years"]: row["until_sv"] for row in one["elected"] if row["term_years"] and row["until_sv"]
    }
    return facts.ElectionFacts(
        post=one["post"],
        title=one["title_sv"],
        seats=one["seats"],
        nominees=tuple(
            facts.NomineeFacts(
                n["name"], n["organisation"], n["source"], n["nominated_by"], bool(n["withdrawn"])
            )
            for n in _as_named(one["nominations"])
        ),
        ballots=tuple(_ballot(r, one, told, votes, sources) for r in rounds),
        elected=tuple(elected),
        answered=tuple(name for name in answered if name in elected),
        agreed=tuple(row["name"] for row in one["elected"] if row["accepts"] and row["name"] not in answered),
        declined=tuple(declined),
        terms=tuple((t["n"], t["years"]) for t in one["terms"]),
        terms_approved=bool(one["terms_approved_at"]),
        until=until,
        should_be_secret=one["should_be_secret"],
        secrecy_source=one["secrecy_rule_sv"],
        method_source=one["method_rule_sv"],
        counties=finding["params"] if finding and one["elected"] and rounds else None,
        order_lots=tuple(one["lots"]),
        events=(entry.pk,),
    )


def _as_named(nominations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In the order they were put forward: a nominee's number is given then."""
    return sorted(nominations, key=lambda n: n["number"])


def _ballot(
    found: dict[str, Any], one: dict[str, Any], told: Told, votes: Votes, sources: dict[str, str]
) -> facts.BallotFacts:
    table = found["table"]
    lot = table.get("lot") or {}
    poll = votes.rows.get(found["poll"] or "")
    event = told.rounds.get((one["id"], found["no"]))
    source = votes.tie_source(found["poll"]) or sources.get("tie_election", "")
    told_poll = _told_poll(found["poll"], told)
    result = told_poll.get("result") or {}
    secrecy = found["secrecy"] or (poll.secrecy if poll else "")
    return facts.BallotFacts(
        method=found["method"],
        kind=found["kind"],
        seats=found["seats"],
        rows=tuple(
            facts.ElectionRowFacts(
                r["name"], r["votes"] or 0, r["county"], r["outcome_sv"], r.get("no"), bool(r["elected"])
            )
            for r in table["rows"]
        ),
        sums={key: table[key] for key in SUMS if table.get(key) is not None},
        max_marks=found["max_marks"] or 1,
        is_secret=secrecy == "paper",
        is_encrypted=secrecy == "secret",
        seal=seal_of(told_poll),
        lot=lot if lot and table.get("resolved_by") in BY_LOT else {},
        lot_between=tuple(table.get("lot_between") or ()),
        lot_seats=table.get("lot_seats") or 0,
        tie_source=source,
        places=places_of(told_poll),
        names=names_of(told_poll),
        quota=result.get("quota") or 0,
        stages=tuple(result.get("stages") or ()),
        duels=tuple(result.get("rounds") or ()),
        no=found["no"],
        events=(event,) if event else (),
    )


def _told_poll(poll: str | None, told: Told) -> dict[str, Any]:
    """The poll as it was declared: it has the places that voted by hands."""
    entry = told.declared.get(poll or "")
    return entry.body["poll"] if entry else {}
