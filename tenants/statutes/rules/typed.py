"""The rules typed beside a changed text: whether they can be read, and what they keep of those before.

Plain Python. A clause carries its parameters as data (see ``parameters``); whoever moves to change the words
gives the data of the new words beside them, so that the next meeting counts by what was adopted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from kernel.errors import Obstacle
from tenants.statutes.rules.parameters import FIELDS, canonical

Check = Callable[[Any], bool]
MOST_KEYS = 20
_SHARE = re.compile(r"[1-9]\d{0,3}/[1-9]\d{0,3}")
_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_HELPERS = frozenset({"base", "blank_counts", "mode"})  # they only say how the word beside them is meant


def _number(least: int, most: int) -> Check:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _one_of(*words: str) -> Check:
    return lambda value: isinstance(value, str) and value in words


def _truth(value: Any) -> bool:  # noqa: ANN401  anything that JSON holds
    return isinstance(value, bool)


def _fraction(value: Any) -> bool:  # noqa: ANN401  anything that JSON holds
    if not isinstance(value, str) or not _SHARE.fullmatch(value):
        return False
    above, below = (int(part) for part in value.split("/"))
    return above <= below


def _parts(needed: Mapping[str, Check], more: Mapping[str, Check] | None = None) -> Check:
    known = {**needed, **(more or {})}

    def reads(value: Any) -> bool:  # noqa: ANN401  anything that JSON holds
        if not isinstance(value, Mapping) or not set(needed) <= set(value) <= set(known):
            return False
        return all(known[name](one) for name, one in value.items())

    return reads


_THRESHOLD = {"threshold": _one_of("more_than", "at_least"), "fraction": _fraction}
_BASE = {"base": _one_of("cast", "cast_with_blanks", "present", "register")}
_MEMBERS = {"of": _one_of("members", "register")}
_votes, _part = _parts({"votes": _number(1, 1_000_000)}), _parts({**_THRESHOLD, **_MEMBERS})


def _quorum(value: Any) -> bool:  # noqa: ANN401  anything that JSON holds
    return _votes(value) or _part(value)


def _board(value: Any) -> bool:  # noqa: ANN401  anything that JSON holds
    size = _number(1, 99)
    more = {"chair_term": _number(1, 9), "term": _number(1, 9), "min_per_county": _number(0, 99)}
    return _parts({"min": size, "max": size}, more)(value) and value["min"] <= value["max"]


_COUNT, _DAYS = _number(0, 99), _number(1, 366)
CHECKS: Final[dict[str, Check]] = {
    "majority": _parts({**_THRESHOLD, **_BASE}),
    "tie_matter_open": _one_of("chair_then_lot", "any_chair_then_lot", "lot", "status_quo"),
    "tie_matter_secret": _one_of("lot", "status_quo"),
    "tie_election": _one_of("lot"),
    "many_proposals": _one_of("contraproposition"),
    "election_seats": _one_of("plurality", "approval", "yes_no", "stv_scottish", "schulze"),
    "election_chair": _one_of("two_round", "plurality"),
    "election_validity": _one_of("at_most", "exactly"),
    "secret_elections": _one_of("on_request", "when_contested", "always"),
    "votes_per_member": _number(1, 9),
    "substitute": _truth,
    "proxy": _parts(
        {"allowed": _truth},
        {"max_members_per_person": _number(1, 20), "max_age_months": _number(1, 120),
         "deadline": _one_of("before_register_approved")},
    ),
    "overdue_blocks_vote": _truth,
    "quorum": _quorum,
    "board_quorum": _parts({**_THRESHOLD, **_MEMBERS}),
    "board_tie": _one_of("chair", "lot", "status_quo"),
    "amend": _parts(
        {**_THRESHOLD, **_BASE, "meetings": _number(1, 2)},
        {"min_gap_months": _number(0, 24), "at_least_one_annual": _truth, "or_unanimous_at_one": _truth},
    ),
    "notice_days": _parts({}, {"annual": _DAYS, "extra": _DAYS}),
    "papers_days": _DAYS,
    "motion_deadline_days": _DAYS,
    "agm_deadline": lambda value: isinstance(value, str) and bool(_DAY.fullmatch(value)),
    "board": _board,
    "auditors": _COUNT,
    "deputies": _COUNT,
    "nominating_committee": _COUNT,
    "signatory_mode": _one_of("jointly", "singly"),
    "fee_decided_by": _one_of("general_meeting", "board"),
    "fee_continues_until_changed": _truth,
    "strike_off_after_months": _number(1, 60),
    "any_other_business": _one_of("information_only", "decisions"),
    "in_force": _one_of("second_minutes_adjusted"),
    "venue_lost_minutes": _number(1, 600),
    "max_replies": _number(0, 99),
}  # fmt: skip


def faults_in_rules(given: Mapping[str, Any]) -> list[Obstacle]:
    """Every parameter that the house would decide by and cannot read; what it only keeps is not judged."""
    if len(given) > MOST_KEYS:
        return [Obstacle("tenants.statutes.fault_too_many_rules", {"most": MOST_KEYS})]
    try:
        known = canonical(given)
    except (AttributeError, TypeError, ValueError):
        return [Obstacle("tenants.statutes.fault_rules", {})]
    wrong = [name for name, value in known.items() if name in CHECKS and not CHECKS[name](value)]
    if "majority" in given and "majority" not in known:
        wrong.append("majority")
    return [Obstacle("tenants.statutes.fault_rule", {"name": name}) for name in wrong]


def retyped(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The clause's data once ``given`` is typed beside its new words.

    Every parameter that the house decides by is as given, or gone; what it only keeps for its reader (how
    a fee is counted, who may be a member) stays unless it is given anew.
    """
    kept = {
        name: value
        for name, value in before.items()
        if name not in _HELPERS and name not in FIELDS and not canonical({name: value})
    }
    return {**kept, **given}


def changed_rules(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each parameter that differs, as ``{"name", "before", "after"}``; None where nothing is settled."""
    old, new = canonical(before), canonical(after)
    return [
        {"name": name, "before": old.get(name), "after": new.get(name)}
        for name in FIELDS
        if old.get(name) != new.get(name)
    ]
