"""What changed between two texts, moment by moment and word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from tenants.statutes.rules.reading import MomentText, Proposal

_WORDS = re.compile(r"\s+|\w+(?:[-–’'.:]\w+)*|[^\w\s]")
"""A word, the blanks between two, or one sign: a full stop that stays is no part of the word that goes."""
Mark = Literal["same", "added", "struck"]


@dataclass(frozen=True)
class Piece:
    """A stretch of words that stayed, was added or was struck."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class ChangedMoment:
    """``kind``: same, changed, added or removed; the pieces together give both texts."""

    key: str
    section: int
    number: int
    kind: str
    pieces: tuple[Piece, ...]


def words_between(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of two texts: without the added ones the old text, without the struck ones the new."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[a:b])))
            continue
        if a < b:
            pieces.append(Piece("struck", "".join(before[a:b])))
        if c < d:
            pieces.append(Piece("added", "".join(after[c:d])))
    return tuple(pieces)


def redline(base: Proposal, new: Proposal) -> list[ChangedMoment]:
    """Every moment of either text, in the new text's order, removed ones where they stood."""
    old, young = _by_key(base), _by_key(new)
    order = sorted({**old, **young}.items(), key=lambda one: (one[1][0], one[1][1].number))
    found = []
    for key, (section, moment) in order:
        if key not in young:
            found.append(ChangedMoment(key, section, moment.number, "removed", (Piece("struck", moment.sv),)))
        elif key not in old:
            found.append(ChangedMoment(key, section, moment.number, "added", (Piece("added", moment.sv),)))
        else:
            pieces = words_between(old[key][1].sv, young[key][1].sv)
            kind = "same" if all(piece.mark == "same" for piece in pieces) else "changed"
            found.append(ChangedMoment(key, section, young[key][1].number, kind, pieces))
    return found


def _by_key(text: Proposal) -> dict[str, tuple[int, MomentText]]:
    return {m.key: (s.number, m) for s in text.sections for m in s.moments}


def legend(lang: str) -> str:
    """How to read it."""
    if lang == "en":
        return "Struck words are gone, underlined words are new. The Swedish text is the one that binds."
    return "Genomstrukna ord är borta, understrukna ord är nya."


WORD = {"changed": "Ändrat.", "added": "Nytt.", "removed": "Utgår.", "same": ""}


def whole_paper_of(text: Proposal, *, association: str) -> dict[str, object]:
    """One text, whole, as the same template reads it: nothing struck, nothing added."""
    paper = paper_of(text, text, association=association)
    return {**paper, "subtitle": f"Version {text.version}", "legend": ""}


def paper_of(base: Proposal, new: Proposal, *, association: str, lang: str = "sv") -> dict[str, object]:
    """The redline as the printed template reads it: strings only."""
    changes: dict[int, list[ChangedMoment]] = {}
    for one in redline(base, new):
        changes.setdefault(one.section, []).append(one)
    headings = {s.number: s.heading_sv for s in (*base.sections, *new.sections)}
    return {
        "title": new.title_sv,
        "subtitle": f"Version {base.version} till {new.version}",
        "association": association,
        "legend": legend(lang),
        "sections": [
            {
                "number": str(number),
                "heading": headings[number],
                "moments": [
                    {
                        "number": str(one.number),
                        "kind": one.kind,
                        "word": WORD[one.kind],
                        "pieces": [{"mark": piece.mark, "text": piece.text} for piece in one.pieces],
                    }
                    for one in moments
                ],
            }
            for number, moments in sorted(changes.items())
        ],
    }
