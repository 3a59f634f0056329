"""What a moment's typed rules may say, before anybody decides by them. Plain Python.

Names that the house does not decide by are kept as they are: other systems may know them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

Check = Callable[[Any], bool]
LEAP_YEAR = 2000
LEAVING = ("at_once", "year_end", "after_notice")
LONGEST_NOTICE = 24
LONGEST_DAYS, LONGEST_MONTHS, MOST = 366, 120, 1000
TIES = ("chair_then_lot", "any_chair_then_lot", "lot", "status_quo", "chair_if_voter", "chair_always")
METHODS = ("relative", "plurality", "approval", "yes_no", "stv_scottish", "schulze")
_SHARE = re.compile(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})")
_MONTH_DAY = re.compile(r"([01][0-9])-([0-3][0-9])")


def _number(least: int, most: int) -> Check:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _word(*words: str) -> Check:
    return lambda value: isinstance(value, str) and value in words


def _parts(needed: Iterable[str] = (), **checks: Check) -> Check:
    def check(value: Any) -> bool:  # noqa: ANN401  whatever a document holds
        return (
            isinstance(value, Mapping)
            and set(needed) <= set(value)
            and all(name not in value or one(value[name]) for name, one in checks.items())
        )

    return check


def _truth(value: Any) -> bool:  # noqa: ANN401  whatever a document holds
    return isinstance(value, bool)


def _share(value: Any) -> bool:  # noqa: ANN401  whatever a document holds
    read = _SHARE.fullmatch(value) if isinstance(value, str) else None
    return read is not None and int(read[1]) <= int(read[2])


def _month_day(value: Any) -> bool:  # noqa: ANN401  whatever a document holds
    read = _MONTH_DAY.fullmatch(value) if isinstance(value, str) else None
    if read is None:
        return False
    try:
        date(LEAP_YEAR, int(read[1]), int(read[2]))
    except ValueError:
        return False
    return True


def _pair(value: Any) -> bool:  # noqa: ANN401  whatever a document holds
    """``[2, 3]`` is two thirds."""
    ok = _number(1, MOST)
    return isinstance(value, list) and len(value) == 2 and all(map(ok, value)) and value[0] <= value[1]  # noqa: PLR2004  a fraction has two numbers


def _either(*checks: Check) -> Check:
    return lambda value: any(check(value) for check in checks)


def _prorata(value: Any) -> bool:  # noqa: ANN401  whatever a document holds
    if not _parts(["type"], type=_word("full", "half_after", "months", "days"))(value):
        return False
    return value["type"] != "half_after" or _month_day(value.get("month_day"))


def _resignation(value: Any) -> bool:  # noqa: ANN401  whatever a document holds
    """Notice of so many months is not without their number."""
    given = _parts(
        ["effect"], effect=_word(*LEAVING), notice_months=_number(1, LONGEST_NOTICE)
    )  # fmt: skip
    return given(value) and (value["effect"] != "after_notice" or "notice_months" in value)


def _quorum(value: Any) -> bool:  # noqa: ANN401  whatever a document holds
    return _part_of(value) or _parts(["votes"], votes=_number(1, 1_000_000))(value)


def _reachable(value: Any) -> bool:  # noqa: ANN401  whatever a document holds
    """More than all is a majority that no vote has; all of them is at least all."""
    if not isinstance(value, Mapping):
        return True
    given = value.get("threshold")
    if given == "at_least" or (not isinstance(given, str) and value.get("inclusive") is True):
        return True
    above, below = given if isinstance(given, list) else str(value.get("fraction", "1/2")).split("/")
    return int(above) < int(below)


def _both(one: Check, other: Check) -> Check:
    return lambda value: one(value) and other(value)


_DAYS, _MONTHS, _PEOPLE = _number(0, LONGEST_DAYS), _number(0, LONGEST_MONTHS), _number(0, MOST)
_EXACT = _word("at_least", "more_than")
_BASE = _word("cast", "cast_with_blanks", "present", "register")
_SIZES = _parts(
    min=_number(1, MOST), max=_number(1, MOST), term=_number(1, 10), chair_term=_number(1, 10),
    min_per_county=_PEOPLE,
)  # fmt: skip
_part_of = _parts(["fraction"], of=_word("members", "register"), fraction=_share, threshold=_EXACT)
CHECKS: Mapping[str, Check] = {
    "majority": _either(
        _word("simple"),
        _both(_parts(["threshold", "fraction"], threshold=_EXACT, fraction=_share, base=_BASE), _reachable),
    ),
    "base": _BASE,
    "blank_counts": _truth,
    "tie": _parts(matter_open=_word(*TIES), matter_secret=_word("lot", "status_quo"), election=_word("lot")),
    "tie_matter_open": _word(*TIES),
    "tie_matter_secret": _word("lot", "status_quo"),
    "tie_election": _word("lot"),
    "multi_proposal": _word("kontraproposition", "contraproposition"),
    "many_proposals": _word("contraproposition"),
    "election": _parts(
        seats=_word(*METHODS), chair=_word("absolute", "relative", "two_round", "plurality")
    ),
    "election_seats": _word(*METHODS),
    "election_chair": _word("two_round", "plurality"),
    "election_validity": _word("at_most", "exactly"),
    "secret_elections": _word("on_request", "when_contested", "always"),
    "votes_per_member": _number(1, 1),
    "substitute": _either(_truth, _number(0, 1)),
    "proxy": _parts(
        allowed=_truth, max_members_per_person=_number(1, 20), max_age_months=_number(1, LONGEST_MONTHS),
        deadline=_word("before_register_approved"),
    ),
    "overdue_fee_blocks_vote": _truth,
    "overdue_blocks_vote": _truth,
    "remote_voting_rules": _truth,
    "quorum": _quorum,
    "board_quorum": _either(lambda value: isinstance(value, str) and _share(value[1:].strip()), _quorum),
    "amend": _both(
        _parts(
            threshold=_either(_EXACT, _pair), fraction=_share, inclusive=_truth, base=_BASE,
            meetings=_number(1, 2), at_least_one_annual=_truth, min_gap_months=_number(0, 24),
        ),
        _reachable,
    ),
    "notice_days": _parts(annual=_number(1, LONGEST_DAYS), extra=_number(1, LONGEST_DAYS)),
    "papers_days": _DAYS,
    "motion_deadline_days": _DAYS,
    "agm_deadline": _month_day,
    "board": _SIZES,  # that the least is more than the most is the linter's to say
    "auditors": _PEOPLE,
    "deputies": _PEOPLE,
    "nominating_committee": _PEOPLE,
    "fee_continues_until_changed": _truth,
    "prorata": _prorata,
    "resignation": _resignation,
    "refund_on_exit": _truth,
    "strike_off_after_months": _number(0, LONGEST_MONTHS),
    "venue_lost_minutes": _number(1, 600),
    "max_replies": _PEOPLE,
}  # fmt: skip


def rules_that_cannot_be(rules: Mapping[str, Any]) -> list[str]:
    """The names of the typed rules whose value nobody could decide by, in the order in which they stand."""
    return [name for name, value in rules.items() if name in CHECKS and not CHECKS[name](value)]
