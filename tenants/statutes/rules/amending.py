"""A text and what was carried against it give the consolidated text.

Every change names the text it was written against by its checksum: if that text has changed meanwhile, the
change must be written anew (jämkning), never laid on blindly (DOMAIN.md 6, worked example W05).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kernel.errors import Malformed, Obstacle
from tenants.statutes.rules.reading import MomentText, Proposal, SectionText, sha16

TYPES = ("change", "insert", "append", "delete", "replace")


@dataclass(frozen=True, kw_only=True)
class Change:
    """One adopted change. ``new_sv`` is the whole new wording of the moment, also for an addition at its end.

    ``target`` is a moment's key (``par1.2``); for ``insert`` the section's (``par4``) and ``insert_as`` the
    new moment's. ``gloss_en`` says in English what changed; ``rules`` are the parameters the wording sets.
    """

    type: str
    target: str
    new_sv: str = ""
    new_en: str = ""
    gloss_en: str = ""
    insert_as: str = ""
    base_sha: str = ""
    rules: dict[str, Any] | None = field(default=None, hash=False)


@dataclass(frozen=True)
class Conflict:
    """A change that was written against another text than the one it meets."""

    target: str
    written_against: str
    found: str


def conflicts(proposal: Proposal, changes: Iterable[Change]) -> list[Conflict]:
    """Every change whose base text is not there any more."""
    texts = {moment.key: moment.sv for section in proposal.sections for moment in section.moments}
    found = []
    for change in changes:
        if change.type == "insert" or not change.base_sha:
            continue
        now = sha16(texts[change.target]) if change.target in texts else ""
        if now != change.base_sha:
            found.append(Conflict(change.target, change.base_sha, now))
    return found


def faults_in_changes(proposal: Proposal, changes: Sequence[Change]) -> list[Obstacle]:
    """Places that are not there, or that two changes claim."""
    sections = {section.key for section in proposal.sections}
    moments = {moment.key for section in proposal.sections for moment in section.moments}
    found, taken = [], set()
    for change in changes:
        place = change.insert_as if change.type == "insert" else change.target
        known = change.target in sections if change.type == "insert" else change.target in moments
        if change.type not in TYPES or not known or (change.type == "insert" and place in moments):
            found.append(Obstacle("tenants.statutes.obstacle_no_such_place", {"place": change.target}))
        if place in taken:
            found.append(Obstacle("tenants.statutes.obstacle_changed_twice", {"place": place}))
        taken.add(place)
    return found


def amended(proposal: Proposal, changes: Sequence[Change], *, number: str = "") -> Proposal:
    """The consolidated text. Raises Malformed when a change has no place or another text beneath it."""
    wrong = faults_in_changes(proposal, changes)
    wrong += [
        Obstacle("tenants.statutes.obstacle_base_changed", {"place": conflict.target})
        for conflict in conflicts(proposal, changes)
    ]
    if wrong:
        raise Malformed({"changes": wrong})
    by_target: dict[str, list[Change]] = {}
    for change in changes:
        by_target.setdefault(change.target, []).append(change)
    sections = tuple(_section(section, by_target) for section in proposal.sections)
    return replace(proposal, version=number or proposal.version, sections=sections)


def _section(section: SectionText, by_target: dict[str, list[Change]]) -> SectionText:
    kept = [_moment(moment, by_target.get(moment.key, ())) for moment in section.moments]
    moments = [moment for moment in kept if moment is not None]
    for change in by_target.get(section.key, ()):
        moments.append(_inserted(change, following=max((m.number for m in moments), default=0) + 1))
    return replace(section, moments=tuple(sorted(moments, key=lambda moment: moment.number)))


def _moment(moment: MomentText, changes: Iterable[Change]) -> MomentText | None:
    for change in changes:
        if change.type == "delete":
            return None
        english = change.new_en or (
            f"{moment.en} [amended: {change.gloss_en}]" if change.gloss_en else moment.en
        )
        rules = change.rules if change.rules is not None else moment.rules
        moment = replace(moment, sv=change.new_sv, en=english, rules=rules)
    return moment


def _inserted(change: Change, *, following: int) -> MomentText:
    tail = change.insert_as.rpartition(".")[2]
    return MomentText(
        key=change.insert_as,
        number=int(tail) if tail.isascii() and tail.isdigit() else following,
        sv=change.new_sv,
        en=change.new_en or change.gloss_en,
        rules=change.rules or {},
    )
