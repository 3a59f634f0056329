"""What the rules say about an election, beside what stands in the way: told, never silently passed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from voting.elections.enums import AT_THE_MEETING, ON_THE_BOARD, ElectionPost
from voting.elections.rules.race import Name, Race
from voting.elections.rules.seating import Seat

OPEN = "open"
INFO, WARNING = "info", "warning"


@dataclass(frozen=True)
class Finding:
    """Something to know before the gavel falls. It stops nothing."""

    code: str
    severity: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As the API tells it."""
        return {
            "code": f"voting.elections.{self.code}",
            "severity": self.severity,
            "params": dict(self.params),
        }


def findings_of(race: Race, seats: Sequence[Seat], board: Sequence[Name]) -> list[Finding]:
    """Everything there is to say. ``board``: the rest of the board, as far as it is known."""
    found = [*_secrecy(race), *_vacancies(race), *_addresses(race, seats)]
    people = [seat.name for seat in seats if not seat.is_deputy]
    if race.post in ON_THE_BOARD and people:
        found += _counties(race, people, board)
        found += _size(race, people, board)
    if race.post == ElectionPost.NOMINATING_COMMITTEE and people and race.counties:
        found += _counties(race, people, ())
    if race.post in {ElectionPost.AUDITOR, ElectionPost.DEPUTY_AUDITOR}:
        names = people or [n for n in race.names if not n.is_withdrawn]
        found += [
            Finding("finding_on_the_board", WARNING, {"name": name.name})
            for name in names
            if any(is_same(name, other) for other in board)
        ]
    return found


def is_contested(race: Race) -> bool:
    """More names than places."""
    return len([n for n in race.names if not n.is_withdrawn and n.accepts is not False]) > race.places


def should_be_secret(race: Race) -> bool:
    """Whether the rules ask for a secret ballot without anybody asking for it."""
    return race.laws.secret == "always" or (  # noqa: S105  a word of the rules
        race.laws.secret == "when_contested" and is_contested(race)  # noqa: S105
    )


def is_same(one: Name, other: Name) -> bool:
    """The same person: by address, or by name where nothing tells two of that name apart."""
    if one.email and other.email:
        return one.email == other.email
    if one.folded != other.folded:
        return False
    return not one.organisation or not other.organisation or one.organisation == other.organisation


def counted_by_county(people: Sequence[Name], needed: Mapping[str, int]) -> list[dict[str, Any]]:
    """Each county with those who are active in it."""
    rows = []
    for county, least in sorted(needed.items()):
        there = [p.name for p in people if _bare(p.county) == _bare(county)]
        rows.append({"county": county, "n": len(there), "needed": least, "names": there})
    return rows


def county_rule(race: Race) -> dict[str, int]:
    """County → how many at least: as this election was opened with, or as the statutes say of the board."""
    if race.counties:
        return dict(race.counties)
    least = race.laws.min_per_county
    return dict.fromkeys(race.laws.counties, least) if least and race.post in ON_THE_BOARD else {}


def _counties(race: Race, people: Sequence[Name], board: Sequence[Name]) -> list[Finding]:
    needed = county_rule(race)
    if not needed:
        return []
    whole = [*(b for b in board if not any(is_same(b, p) for p in people)), *people]
    if race.post == ElectionPost.BOARD_CHAIR and len(whole) == len(people):
        return []  # a chair alone is not yet a board
    rows = counted_by_county(whole, needed)
    is_met = all(row["n"] >= row["needed"] for row in rows)
    params = {
        "rule": race.laws.sources.get("board", ("", ""))[0],
        "counties": rows,
        "n": len(whole),
        "whatever_the_lot": _whatever_the_lot(race, whole, needed),
    }
    code = "finding_counties_met" if is_met else "finding_counties_short"
    return [Finding(code, INFO if is_met else WARNING, params)]


def _whatever_the_lot(race: Race, whole: Sequence[Name], needed: Mapping[str, int]) -> bool | None:
    """Whether the rule would be met wherever the lot had fallen; None without a lot."""
    for last in race.declared:
        result = last.result or {}
        tied = result.get("tied")
        if not tied or result.get("resolved_by") not in {"lot", "paper_lot"}:
            continue
        between = [race.by_number[int(i[1:])] for i in tied["between"]]
        others = [n for n in whole if not any(n.id == b.id for b in between)]
        return all(
            all(row["n"] >= row["needed"] for row in counted_by_county([*others, *pick], needed))
            for pick in _picks(between, tied["seats"])
        )
    return None


def _picks(between: Sequence[Name], seats: int) -> list[list[Name]]:
    if seats == 0:
        return [[]]
    return [
        [one, *rest]
        for n, one in enumerate(between)
        for rest in _picks(between[n + 1 :], seats - 1)
    ]  # fmt: skip


def _size(race: Race, people: Sequence[Name], board: Sequence[Name]) -> list[Finding]:
    if race.post != ElectionPost.BOARD_MEMBER:
        return []
    n = len([*(b for b in board if not any(is_same(b, p) for p in people)), *people])
    least, most = race.laws.board_min, race.laws.board_max
    if (least is not None and n < least) or (most is not None and n > most):
        rule = race.laws.sources.get("board", ("", ""))[0]
        params = {"n": n, "min": least, "max": most, "rule": rule}
        return [Finding("finding_board_size", WARNING, params)]
    return []


def _secrecy(race: Race) -> list[Finding]:
    source = race.laws.sources.get("secret_elections", ("", ""))[0]
    held_open = [r for r in race.rounds if r.secrecy == OPEN and (r.is_declared or r.is_underway)]
    if should_be_secret(race) and (held_open or not race.rounds):
        code = "finding_held_openly" if held_open else "finding_should_be_secret"
        return [Finding(code, WARNING, {"rule": source, "available": ["secret", "paper"]})]
    if race.laws.secret == "on_request" and is_contested(race) and not race.rounds:  # noqa: S105
        return [
            Finding("finding_secret_on_request", INFO, {"rule": source, "available": ["secret", "paper"]})
        ]
    return []


def _vacancies(race: Race) -> list[Finding]:
    left = race.free if race.is_closed and race.underway is None else 0
    short = left - len(race.standing)
    if left and short > 0:
        return [Finding("finding_fewer_than_seats", WARNING, {"n": short, "seats": race.places})]
    return []


def _addresses(race: Race, seats: Sequence[Seat]) -> list[Finding]:
    """Without an address nobody can sign in, and a role at the meeting is given to nobody."""
    if race.post not in AT_THE_MEETING:
        return []
    return [Finding("finding_no_address", WARNING, {"name": s.name.name}) for s in seats if not s.name.email]


def _bare(county: str) -> str:
    """``Kronobergs län`` and ``Kronoberg`` are the same."""
    bare = county.strip().lower().removesuffix(" län")
    return bare.removesuffix("s")
