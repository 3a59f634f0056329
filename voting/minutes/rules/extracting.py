"""An extract: which §§, what the reader will look for in them, and when it may be made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kernel.errors import Obstacle
from voting.minutes.rules.swedish import numbered

FOUNDING = ("formed", "named", "statutes_adopted", "board_elected")
TAX, BANK = "Skatteverket", "banken"
BOTH = f"{TAX}, {BANK}"
A_BANK = "Banken"
_SEAT = re.compile(r"\bsäte i ((?:[A-ZÅÄÖ][\w-]*)(?: [A-ZÅÄÖ][\w-]*)*)")
_JOINTLY = re.compile(r"\bi förening\b", re.IGNORECASE)
_EACH = re.compile(r"\bvar för sig\b", re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """One thing that a reader looks for: a key, its words, the §§ that tell it, and who needs it."""

    key: str
    words: str
    items: tuple[int, ...]
    needed_by: str = BOTH


def obstacles_to_extract(
    *,
    chosen: Sequence[int],
    known: Iterable[int],
    approved: Iterable[int],
    told: Mapping[str, Sequence[int]],
    is_founding: bool,
    has_version: bool,
) -> list[Obstacle]:
    """Only approved §§; and before an association is founded on paper, all four facts must stand in such.

    ``told`` has the §§ of each founding fact, ``approved`` those that are approved, at once or in whole.
    """
    if not has_version:
        return [Obstacle("voting.minutes.obstacle_nothing_frozen")]
    good, here = set(approved), set(known)
    found = []
    if not chosen:
        found.append(Obstacle("voting.minutes.obstacle_nothing_chosen"))
    for fact in FOUNDING if is_founding else ():
        items = list(told.get(fact, ()))
        if not items:
            found.append(Obstacle("voting.minutes.obstacle_fact_missing", {"fact": fact}))
        elif waiting := sorted(set(items) - good):
            params = {"fact": fact, "no": waiting[0]}
            found.append(Obstacle("voting.minutes.obstacle_fact_not_approved", params))
    for number in sorted(set(chosen)):
        if number not in here:
            found.append(Obstacle("voting.minutes.obstacle_no_such_item", {"no": number}))
        elif number not in good:
            found.append(Obstacle("voting.minutes.obstacle_item_not_approved", {"no": number}))
    return found


def sections(numbers: Sequence[int]) -> str:
    """``§ 7``, ``§§ 2–3, 5–9 och 14–15``: in an extract two in a row are a span as well."""
    found = sorted(set(numbers))
    if not found:
        return "–"
    if len(found) == 1:
        return f"§\u00a0{found[0]}"
    runs: list[list[int]] = []
    for number in found:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    spans = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    words = spans[0] if len(spans) == 1 else f"{', '.join(spans[:-1])} och {spans[-1]}"
    return f"§§\u00a0{words}"


def suggested(*, told: Sequence[Told], approved: Iterable[int], at_once: Mapping[int, int]) -> list[int]:
    """The approved §§ that tell something, and those in which the meeting approved them at once."""
    good = set(approved)
    telling = {number for one in told for number in one.items if number in good}
    return sorted(telling | {at_once[number] for number in telling if at_once.get(number) in good})


def seat_in(clause: str) -> str:
    """``Kalmar`` of *Föreningen har sitt säte i Kalmar. Årsmötet …*; nothing where it is said otherwise."""
    found = _SEAT.search(clause)
    return found[1] if found else ""


def signing_words(text: str, *, jointly: bool) -> str:
    """Who signs, and whether together or each alone, said once."""
    said = (_JOINTLY if jointly else _EACH).search(text)
    how = "" if said else f" ({'i förening' if jointly else 'var för sig'})"
    return f"Vem som tecknar firman: {text.rstrip('.')}{how}"


def contents(told: Sequence[Told], chosen: Sequence[int]) -> list[list[str]]:
    """Rows of the table: what it is, where it stands, who needs it. What the §§ do not tell is left out."""
    rows = []
    for one in told:
        here = [number for number in one.items if number in chosen]
        if here:
            rows.append([one.words, sections(here), one.needed_by])
    return rows


def adjusted_text(
    *, at_once: Mapping[int, int], day: str, approved_on: str, complete_on: str, chosen: Sequence[int]
) -> str:
    """How the §§ were approved: at once during the meeting, and in whole afterwards."""
    parts = []
    here = [number for number in at_once if number in chosen]
    if here:
        where = f"§\u00a0{numbered(sorted({at_once[number] for number in here}))}"
        word = "omedelbart justerad" if len(here) == 1 else "omedelbart justerade"
        parts.append(f"{sections(here)} {word} {day} ({where})")
    if complete_on:
        parts.append(f"Protokollet i sin helhet justerat och undertecknat {complete_on}")
    elif approved_on:
        parts.append(f"Protokollet i sin helhet justerat {approved_on}")
    else:
        parts.append("Protokollet i sin helhet är inte justerat än")
    return ". ".join(parts) + "."
