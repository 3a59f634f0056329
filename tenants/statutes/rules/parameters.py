"""Rules as data: what the statutes, or before them the rules of procedure, say about how things are decided.

A moment of the statutes carries its parameters typed beside its words. Each field here is one of them; None
means that nothing is settled, which is not the same as zero. Every one knows where it stands, so that a
ballot, a screen and the minutes can say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

Source = tuple[str, str]
NOWHERE: Source = ("", "")
SOURCE_KEYS = ("source_sv", "source_en")
_MORE_THAN = re.compile(r">\s*(\d+/\d+)")
_BASES = {False: "cast", True: "cast_with_blanks"}
_SEATS = {"relative": "plurality"}
_CHAIR = {"absolute": "two_round", "relative": "plurality"}
_TIES = {"chair_if_voter": "chair_then_lot", "chair_always": "any_chair_then_lot"}
_TIE_FIELDS = {
    "matter_open": "tie_matter_open",
    "matter_secret": "tie_matter_secret",
    "election": "tie_election",
}
_PROPOSALS = {"kontraproposition": "contraproposition"}


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """All parameters. Mappings have the keys that their comment shows; shares are fractions as text."""

    majority: Mapping[str, Any] | None = None  # threshold, fraction, base
    tie_matter_open: str | None = None  # chair_then_lot, any_chair_then_lot, lot, status_quo
    tie_matter_secret: str | None = None
    tie_election: str | None = None
    many_proposals: str | None = None  # contraproposition
    election_seats: str | None = None  # plurality, approval, yes_no, stv_scottish, schulze
    election_chair: str | None = None  # two_round, plurality
    election_validity: str | None = None  # at_most, exactly
    secret_elections: str | None = None  # on_request, when_contested, always
    votes_per_member: int | None = None
    substitute: bool | None = None
    proxy: Mapping[str, Any] | None = None  # allowed, max_members_per_person, max_age_months, deadline
    overdue_blocks_vote: bool | None = None
    remote_voting_rules: bool | None = None  # rules on voting and elections from afar are adopted
    quorum: Mapping[str, Any] | None = None  # of + fraction, or votes
    board_quorum: Mapping[str, Any] | None = None  # of, threshold, fraction
    board_tie: str | None = None
    amend: Mapping[str, Any] | None = None  # threshold, fraction, base, meetings, at_least_one_annual, …
    notice_days: Mapping[str, int] | None = None  # annual, extra
    papers_days: int | None = None
    motion_deadline_days: int | None = None
    agm_deadline: str | None = None  # month-day
    board: Mapping[str, int] | None = None  # min, max, chair_term, term, min_per_county
    auditors: int | None = None
    deputies: int | None = None
    nominating_committee: int | None = None
    signatories: Any = None
    signatory_mode: str | None = None
    fee_decided_by: str | None = None
    fee_continues_until_changed: bool | None = None
    first_year: Any = None
    prorata: Mapping[str, Any] | None = None
    resignation: Mapping[str, Any] | None = None  # effect (at_once, year_end, after_notice), notice_months
    refund_on_exit: bool | None = None
    strike_off_after_months: int | None = None
    any_other_business: str | None = None
    in_force: str | None = None
    venue_lost_minutes: int | None = None
    max_replies: int | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)

    def source(self, name: str) -> Source:
        """Where the parameter stands, in Swedish and English; two empty words when it is not settled."""
        return self.sources.get(name, NOWHERE)

    @classmethod
    def from_rules(cls, rules: Iterable[tuple[str, str, Mapping[str, Any]]]) -> Parameters:
        """Read (place in Swedish, in English, data) in order; a later place wins over an earlier one."""
        values: dict[str, Any] = {}
        sources: dict[str, Source] = {}
        for place_sv, place_en, data in rules:
            for name, value in canonical(data).items():
                values[name] = value
                sources[name] = (place_sv, place_en)
        return cls(**values, sources=sources)

    def to_json(self) -> dict[str, Any]:
        """What is settled, with its source: the shape in which a meeting keeps its rules of procedure."""
        return {
            name: {"value": getattr(self, name), **dict(zip(SOURCE_KEYS, self.source(name), strict=True))}
            for name in FIELDS
            if getattr(self, name) is not None
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Parameters:
        """The opposite of :meth:`to_json`; unknown names are left out."""
        known = {name: one for name, one in kept.items() if name in FIELDS}
        return cls(
            **{name: one["value"] for name, one in known.items()},
            sources={name: (one["source_sv"], one["source_en"]) for name, one in known.items()},
        )


FIELDS = tuple(f.name for f in fields(Parameters) if f.name != "sources")


def merge(over: Parameters, under: Parameters) -> Parameters:
    """What ``over`` settles holds; what it is silent on is as ``under`` says."""
    values: dict[str, Any] = {}
    sources: dict[str, Source] = {}
    for name in FIELDS:
        told = over if getattr(over, name) is not None else under
        if getattr(told, name) is not None:
            values[name] = getattr(told, name)
            sources[name] = told.source(name)
    return replace(Parameters(), **values, sources=sources)


def parameters_of(moments: Iterable[tuple[int, int, Mapping[str, Any] | None]]) -> Parameters:
    """Of a text of the statutes, given as (§, moment, data)."""
    return Parameters.from_rules(
        (f"stadgarna {place} mom.\u00a0{number}", f"statutes {place} para.\u00a0{number}", data)
        for place, number, data in ((f"§\u00a0{section}", number, data) for section, number, data in moments)
        if data
    )


def canonical(data: Mapping[str, Any]) -> dict[str, Any]:
    """One moment's data in the names used here. What the house does not decide by is left out."""
    found = {name: data[name] for name in FIELDS if name in data and name != "majority"}
    found |= _majority(data)
    found |= _ties(data.get("tie", {}))
    found |= _elections(data)
    if "multi_proposal" in data:
        found["many_proposals"] = _PROPOSALS.get(data["multi_proposal"], data["multi_proposal"])
    if "overdue_fee_blocks_vote" in data:
        found["overdue_blocks_vote"] = data["overdue_fee_blocks_vote"]
    if "substitute" in data:
        found["substitute"] = bool(data["substitute"])
    if "proxy" in data:
        found["proxy"] = {"allowed": True, **data["proxy"]}
    if "mode" in data and "signatories" in data:
        found["signatory_mode"] = data["mode"]
    if isinstance(data.get("board_quorum"), str):
        share = _MORE_THAN.fullmatch(data["board_quorum"])
        fraction = share[1] if share else "1/2"
        found["board_quorum"] = {"of": "members", "threshold": "more_than", "fraction": fraction}
    if "amend" in data:
        found["amend"] = _amend(data["amend"])
    return found


def _ties(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _TIES.get(data[key], data[key]) for key, name in _TIE_FIELDS.items() if data.get(key)}


def _elections(data: Mapping[str, Any]) -> dict[str, Any]:
    election, found = data.get("election", {}), {}
    if "seats" in election:
        found["election_seats"] = _SEATS.get(election["seats"], election["seats"])
    if "chair" in election:
        found["election_chair"] = _CHAIR.get(election["chair"], election["chair"])
    if data.get("secret_on_request") == "elections":
        found["secret_elections"] = "on_request"  # noqa: S105  a way of voting, no password
    return found


def _majority(data: Mapping[str, Any]) -> dict[str, Any]:
    majority = data.get("majority")
    if majority == "simple":
        base = data.get("base", "cast")
        base = _BASES[bool(data.get("blank_counts"))] if base == "cast" else base
        return {"majority": {"threshold": "more_than", "fraction": "1/2", "base": base}}
    return {"majority": majority} if isinstance(majority, Mapping) else {}


def _amend(data: Mapping[str, Any]) -> dict[str, Any]:
    """``{"threshold": [2, 3], "inclusive": true}`` is at least two thirds."""
    kept = {k: v for k, v in data.items() if k not in {"threshold", "inclusive", "fraction"}}
    given = data.get("threshold")
    exact = given if isinstance(given, str) else "at_least" if data.get("inclusive") else "more_than"
    fraction = f"{given[0]}/{given[1]}" if isinstance(given, list) else data.get("fraction", "1/2")
    return {"threshold": exact, "fraction": fraction, "base": "cast", "meetings": 1, **kept}


def _of_procedure(item: int) -> Source:
    sv, en = "mötesordningen (bilaga\u00a01) punkt", "rules of procedure (annex\u00a01) item"
    return (f"{sv}\u00a0{item}", f"{en}\u00a0{item}")


_PROCEDURE: dict[int, dict[str, Any]] = {
    2: {"votes_per_member": 1, "proxy": {"allowed": False}},
    8: {"majority": {"threshold": "more_than", "fraction": "1/2", "base": "cast"}},
    9: {"many_proposals": "contraproposition"},
    10: {"election_seats": "plurality", "election_chair": "two_round", "election_validity": "at_most",
         "secret_elections": "when_contested"},
    11: {"tie_matter_open": "chair_then_lot", "tie_matter_secret": "lot", "tie_election": "lot"},
    13: {"venue_lost_minutes": 15},
}  # fmt: skip
PROCEDURE_DEFAULT = Parameters(
    **{name: value for settled in _PROCEDURE.values() for name, value in settled.items()},
    sources={name: _of_procedure(item) for item, settled in _PROCEDURE.items() for name in settled},
)
"""The model rules of procedure: what a constitutive meeting adopts before it has statutes."""
