"""Motions and the order they are decided in, as facts."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.money import SEK
from voting.minutes.rules.facts.words import Events


@dataclass(frozen=True)
class MotionFacts:
    """A motion from the floor: its mark, who moved it, the place it concerns and its words.

    ``kind`` and ``state`` are the motions room's own words; ``into`` is the mark it was merged into.
    """

    mark: str
    mover: str
    ref: str
    text: str
    kind: str = "change"
    slot: str = ""
    is_new_clause: bool = False
    amount: int | None = None
    word: str = ""
    own_by_board: bool = False
    state: str = "filed"
    into: str = ""
    reasons: str = ""
    events: Events = ()


@dataclass(frozen=True)
class StepFacts:
    """One step of the approved order: its short name, and by what means it was decided."""

    no: int
    title: str
    kind: str
    slot: str = ""
    method: str = ""
    outcome: str = ""
    sides: tuple[str, ...] = ()


@dataclass(frozen=True)
class OrderFacts:
    """The order of propositions that the meeting approved, line by line.

    ``untouched`` are the clauses or classes that nobody moved anything on; ``approved_untouched`` once they
    were approved. ``classes`` are the main proposal's (class, words, fee in öre), for the ``year``.
    """

    lines: tuple[str, ...]
    summary: str = ""
    matter: str = "general"
    mode: str = ""
    steps: tuple[StepFacts, ...] = ()
    untouched: tuple[str, ...] = ()
    approved_untouched: Events = ()
    proposer: str = "Arbetsgruppen"
    main_text: str = ""
    classes: tuple[tuple[str, str, int], ...] = ()
    currency: str = SEK
    year: str = ""
    base_number: str = ""
    ending: str = ""
    events: Events = ()
