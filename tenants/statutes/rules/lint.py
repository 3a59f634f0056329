"""What a text of the statutes leaves open or says twice: read before it binds anybody.

Each finding names the moment it concerns, if any. Nothing here stops a meeting; it knows better afterwards
why two months without a fee are two months without money.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tenants.networks.rules import Country
from tenants.statutes.rules.parameters import Parameters, parameters_of
from tenants.statutes.rules.reading import MomentText, Proposal

WORDS = {
    "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9,
    "tio": 10, "elva": 11, "tolv": 12,
}  # fmt: skip
_SPAN = re.compile(
    rf"\b({'|'.join(WORDS)}|\d{{1,3}})\s+(dagar|dag|veckor|vecka|månader|månad)\b", re.IGNORECASE
)
SETTLED = (
    "majority", "tie_matter_open", "tie_matter_secret", "tie_election", "amend", "notice_days", "board",
    "signatories",
)  # fmt: skip
CALLED = {"notice_days": "notice"}
_SHARE = re.compile(r"\b(tredjedel|fjärdedel|hälften)", re.IGNORECASE)
_LEAVES = re.compile(r"\butträd", re.IGNORECASE)
_YEAR_END = re.compile(r"\b(årets slut|årsskifte|årets utgång|31 december)", re.IGNORECASE)
UNIT = {
    "dag": "days",
    "vecka": "weeks",
    "veckor": "weeks",
    "dagar": "days",
    "månad": "months",
    "månader": "months",
}
IN_DAYS = {"days": 1, "weeks": 7}
MOTION_NOTICE_DAYS = 7


@dataclass(frozen=True)
class Finding:
    """``severity``: gap (nothing is settled) or look (worth a second reading)."""

    code: str
    severity: str
    moment: str = ""
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)


def findings_in(text: Proposal, country: Country | None = None) -> list[Finding]:
    """Every finding, gaps first; also what the law or register of ``country`` wants and the text lacks.

    A content is found by parts of words (Swedish compounds), in either language or in the country's own; that
    it says the right thing is for a reader to judge.
    """
    known = parameters_of((s.number, m.number, m.rules) for s in text.sections for m in s.moments)
    found = [*_gaps(known), *_deadlines(known), *_amendments(known), *_terms(known)]
    if country is not None:
        found += _contents(text, country)
    for section in text.sections:
        for moment in section.moments:
            found += [*_numbers(moment), *_bases(moment), *_leaving(moment)]
    return sorted(found, key=lambda one: one.severity != "gap")


def _gaps(known: Parameters) -> Iterator[Finding]:
    for name in SETTLED:
        if getattr(known, name) is None:
            yield Finding(f"tenants.statutes.lint_no_{CALLED.get(name, name)}", "gap")
    if known.signatories is not None and known.signatory_mode is None:
        yield Finding("tenants.statutes.lint_signatories_silent", "look")
    if known.fee_decided_by and not known.fee_continues_until_changed:
        yield Finding("tenants.statutes.lint_fee_gap", "gap")


def _contents(text: Proposal, country: Country) -> Iterator[Finding]:
    words = " ".join(
        part
        for section in text.sections
        for part in (
            section.heading_sv,
            section.heading_en,
            *(w for m in section.moments for w in (m.sv, m.en)),
        )
    ).lower()
    for content in country.contents:
        if not any(re.search(rf"\b{re.escape(stem)}", words) for stem in content.stems):
            params = {
                "what_sv": content.sv, "what_en": content.en,
                "source_sv": country.contents_source_sv, "source_en": country.contents_source_en,
            }  # fmt: skip
            yield Finding("tenants.statutes.lint_content_missing", "gap", "", params)


def _deadlines(known: Parameters) -> Iterator[Finding]:
    notice, motions = (known.notice_days or {}).get("annual"), known.motion_deadline_days
    if notice and motions and motions < notice + MOTION_NOTICE_DAYS:
        params = {"motions": motions, "notice": notice}
        yield Finding("tenants.statutes.lint_motions_after_notice", "look", "", params)
    papers = known.papers_days
    if notice and papers and papers > notice:
        yield Finding(
            "tenants.statutes.lint_papers_before_notice", "look", "", {"papers": papers, "notice": notice}
        )


def _amendments(known: Parameters) -> Iterator[Finding]:
    amend, notice = known.amend or {}, known.notice_days or {}
    gap = int(amend.get("min_gap_months", 0))
    if (
        int(amend.get("meetings", 1)) > 1
        and gap
        and not notice.get("extra")
        and not amend.get("at_least_one_annual")
    ):
        yield Finding("tenants.statutes.lint_second_reading_needs_extra_meeting", "look")
    if int(amend.get("meetings", 1)) > 1 and gap > 12:  # noqa: PLR2004  a year between two annual meetings
        yield Finding("tenants.statutes.lint_second_reading_too_far", "look", "", {"months": gap})


def _terms(known: Parameters) -> Iterator[Finding]:
    board = known.board or {}
    if board.get("min") and board.get("max") and board["min"] > board["max"]:
        yield Finding(
            "tenants.statutes.lint_board_size", "gap", "", {"min": board["min"], "max": board["max"]}
        )
    if board and not board.get("term"):
        yield Finding("tenants.statutes.lint_no_term", "gap")


def _numbers(moment: MomentText) -> Iterator[Finding]:
    """A span in the words that the parameter beside them does not have, such as three weeks and 14 days."""
    told = {_days(found[1], found[2]) for found in _SPAN.finditer(moment.sv)}
    for name, value in _spans_in(moment.rules):
        unit = "months" if "month" in name else "days"
        spans = {n for n, of in told if of == unit}
        if spans and value not in spans:
            params = {"name": name, "value": value, "text": min(spans)}
            yield Finding("tenants.statutes.lint_number_differs", "look", moment.key, params)
    if _SHARE.search(moment.sv) and not moment.rules:
        yield Finding("tenants.statutes.lint_share_without_rule", "look", moment.key)


def _leaving(moment: MomentText) -> Iterator[Finding]:
    """Words about when a member that gives notice has left, and no rule beside them or another one."""
    if not _LEAVES.search(moment.sv):
        return
    effect = (moment.rules.get("resignation") or {}).get("effect")
    says_year = _YEAR_END.search(moment.sv) is not None
    says_more = says_year or _SPAN.search(moment.sv) is not None
    if says_more and effect is None:
        yield Finding("tenants.statutes.lint_leaving_without_rule", "look", moment.key)
    elif says_year != (effect == "year_end") and effect is not None:
        yield Finding("tenants.statutes.lint_leaving_differs", "look", moment.key)


def _bases(moment: MomentText) -> Iterator[Finding]:
    """A majority without what it is taken of: the count takes the votes cast, and the text should say so."""
    majority, amend = moment.rules.get("majority"), moment.rules.get("amend")
    beside = {"base", "blank_counts"} & set(moment.rules)
    is_open = (majority == "simple" and not beside) or (
        isinstance(majority, Mapping) and not majority.get("base")
    )
    if is_open or (isinstance(amend, Mapping) and not amend.get("base")):
        yield Finding("tenants.statutes.lint_no_base", "gap", moment.key)


def _days(number: str, unit: str) -> tuple[int, str]:
    count = WORDS.get(number.lower()) or int(number)
    kind = UNIT[unit.lower()]
    return (count, "months") if kind == "months" else (count * IN_DAYS[kind], "days")


def _spans_in(rules: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, int]]:
    for name, value in rules.items():
        where = f"{path}{name}"
        if isinstance(value, Mapping):
            yield from _spans_in(value, f"{where}.")
        elif isinstance(value, int) and not isinstance(value, bool) and ("day" in where or "month" in where):
            yield where, value
