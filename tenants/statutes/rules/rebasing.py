"""A change that was read once is laid on a text that has changed since (jämkning), never blindly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tenants.statutes.rules.amending import Change
from tenants.statutes.rules.reading import Proposal, sha16


@dataclass(frozen=True)
class Overtaken:
    """A clause that says other words by now than those a change was written against.

    ``read_sv`` is what the first meeting read, ``now_sv`` what the clause says now; empty: it is not there.
    """

    target: str
    read_sv: str
    now_sv: str


def overtaken(text: Proposal, changes: Sequence[Change]) -> list[Overtaken]:
    """Every such clause. A clause that already says what was read, or is gone as was read, is not one."""
    now = _texts(text)
    found = []
    for change in changes:
        words, read = now.get(change.target, ""), _read(change)
        stands = change.type == "insert" or not change.base_sha or words == read
        if not stands and (not words or sha16(words) != change.base_sha):
            found.append(Overtaken(change.target, read, words))
    return found


def rebased(text: Proposal, changes: Sequence[Change], wordings: Mapping[str, str]) -> list[Change]:
    """The changes as they can be laid on this text, each clause with the words chosen for it.

    A new clause whose number has been taken gets the next one. Empty words strike a clause.
    """
    now, taken = _texts(text), set(_texts(text))
    found = []
    for change in changes:
        if change.type == "insert":
            place = change.insert_as
            while place in taken:
                place = _next(place)
            taken.add(place)
            found.append(replace(change, insert_as=place))
        elif change.target in now:
            found.append(_on(change, now[change.target], wordings))
        elif words := wordings.get(change.target, _read(change)):
            found.append(_put_back(change, words))
    return found


def _on(change: Change, words: str, wordings: Mapping[str, str]) -> Change:
    chosen = wordings.get(change.target)
    if chosen is None:
        is_done = words == change.new_sv
        return replace(change, base_sha=sha16(words)) if is_done else change
    rebased = replace(change, base_sha=sha16(words))
    if chosen == _read(change):
        return rebased
    kind = "change" if chosen else "delete"
    return replace(rebased, type=kind, new_sv=chosen, new_en="", gloss_en="")


def _put_back(change: Change, words: str) -> Change:
    section = change.target.rpartition(".")[0]
    return replace(change, type="insert", target=section, insert_as=change.target, new_sv=words, base_sha="")


def _read(change: Change) -> str:
    return "" if change.type == "delete" else change.new_sv


def _texts(text: Proposal) -> dict[str, str]:
    return {moment.key: moment.sv for section in text.sections for moment in section.moments}


def _next(key: str) -> str:
    section, _, number = key.rpartition(".")
    return f"{section}.{int(number) + 1}"
