"""What proposals stand on: the statutes' clauses, the fee classes, or one main text. Plain Python."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kernel.money import SEK
from voting.motions.enums import MatterKind, Mode, MotionKind, SlotKind

_LAST = re.compile(r"([0-9]+)$")


@dataclass(frozen=True)
class Clause:
    """One numbered paragraph of the base text."""

    key: str
    section: int
    number: int
    text: str


@dataclass(frozen=True)
class FeeClass:
    """One class of the proposed fees; the amount in öre."""

    key: str
    sv: str
    en: str
    amount: int
    vote: bool


@dataclass(frozen=True)
class Ground:
    """The main proposal of one item, whatever kind it is."""

    kind: MatterKind
    mode: str = ""
    clauses: tuple[Clause, ...] = ()
    sections: Mapping[str, int] = field(default_factory=dict)
    classes: tuple[FeeClass, ...] = ()
    main_text: str = ""
    proposer: str = "Arbetsgruppen"
    is_reworded: bool = False
    currency: str = SEK

    def clause(self, key: str) -> Clause | None:
        """The paragraph with this key."""
        return next((clause for clause in self.clauses if clause.key == key), None)

    def fee(self, key: str) -> FeeClass | None:
        """The class with this id."""
        return next((one for one in self.classes if one.key == key), None)

    def next_key(self, section: str) -> str:
        """The key of a new last paragraph of a section: ``par4.5``."""
        number = self.sections.get(section)
        last = max((c.number for c in self.clauses if c.section == number), default=0)
        return f"{section}.{last + 1}"

    def section_of(self, key: str) -> int:
        """The number of the § that a new paragraph would stand in."""
        return self.sections.get(key.rpartition(".")[0], 0)

    def ref(self, slot: str, kind: str) -> str:
        """Where a slot is, in the members' words: ``§ 1 mom. 2``, ``klass F2``."""
        if kind == SlotKind.CLAUSE:
            clause = self.clause(slot)
            return f"§ {clause.section} mom. {clause.number}" if clause else slot
        if kind == SlotKind.NEW:
            return f"§ {self.section_of(slot)} mom. {last_number(slot)}"
        if kind == SlotKind.CLASS:
            return f"klass {slot}"
        return {SlotKind.SUB: slot, SlotKind.FORMAL: "", SlotKind.MATTER: "", SlotKind.WHOLE: ""}[
            SlotKind(kind)
        ]

    def place(self, slot: str, kind: str) -> tuple[int, int, str]:
        """Where a slot comes in the paper's own order."""
        if kind == SlotKind.CLAUSE and (clause := self.clause(slot)):
            return (clause.section, clause.number, slot)
        if kind == SlotKind.NEW:
            return (self.section_of(slot), last_number(slot), slot)
        if kind == SlotKind.CLASS:
            keys = [one.key for one in self.classes]
            return (keys.index(slot) if slot in keys else len(keys), 0, slot)
        return (0, 0, slot)

    @property
    def is_qualified_each(self) -> bool:
        """Single changes of statutes in force each need the majority that changes statutes."""
        return self.kind == MatterKind.STATUTES and self.mode == Mode.AMENDMENT

    @property
    def changes_statutes(self) -> bool:
        """Statutes are in force, and this is about changing them."""
        return self.kind == MatterKind.STATUTES and self.mode != Mode.CONSTITUTIVE

    @property
    def has_whole(self) -> bool:
        """A whole text is adopted as a whole, last."""
        return self.kind == MatterKind.STATUTES and self.mode != Mode.AMENDMENT


def fingerprint(text: str) -> str:
    """What a motion keeps of the text it was written against: the hash that amendments carry on paper too."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def last_number(key: str) -> int:
    """The paragraph's number in its key."""
    found = _LAST.search(key)
    return int(found[1]) if found else 0


def slot_of(kind: str, *, matter: str, target: str, insert_as: str, parent: str) -> tuple[str, SlotKind]:
    """Where a motion competes, and what sort of place that is."""
    if kind in {MotionKind.TABLE, MotionKind.REFER_BACK}:
        return "formal", SlotKind.FORMAL
    if parent:
        return parent, SlotKind.SUB
    if kind == MotionKind.REJECT:
        return "whole", SlotKind.WHOLE
    if kind == MotionKind.INSERT:
        return insert_as, SlotKind.NEW
    usual = {MatterKind.STATUTES: SlotKind.CLAUSE, MatterKind.FEES: SlotKind.CLASS}
    competes = usual.get(MatterKind(matter), SlotKind.MATTER)
    return (target if competes != SlotKind.MATTER else "matter"), competes
