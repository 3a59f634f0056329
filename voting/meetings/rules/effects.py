"""What the decision under an item is there to bring about, filled in as far as it is known. Plain Python.

The chair sees it before the gavel falls and fills in what only the meeting can say; it goes with the
decision.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tenants.decisions.enums import EffectKind
from voting.meetings.enums import Duty

AT_ONCE = (
    Duty.FORM, Duty.NAME, Duty.STATUTES, Duty.CHAIR_ELECTION, Duty.BOARD_ELECTION, Duty.SIGNATORIES,
    Duty.MANDATE,
)  # fmt: skip
"""What bank and authorities ask to see at once, so that it is adjusted before the meeting ends."""

TASKS = ("organisation_number", "bank_account")
NUMBERS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_NAME = re.compile(r"namn(?:et)? (?:är|ska vara|skall vara|blir) (.+?)\.?\s*$", re.MULTILINE)
_HOW_MANY = re.compile(r"^\d+(?= )")
_OTHERS = re.compile(rf"ordförande och (\d+|{'|'.join(NUMBERS)}) (?:övriga )?(?:ledamöter|ledamot)")


@dataclass(frozen=True)
class Option:
    """One of several that can be ticked. Without a label, ``value`` is a word of the API's."""

    value: str
    label: str = ""
    detail: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Blank:
    """Something that the chair fills in: ``type`` is text, number, date, one (of), many (of) or roll_call."""

    name: str
    type: str
    value: Any = None
    options: Sequence[Option] = ()


@dataclass(frozen=True)
class ProposedEffect:
    """What the decision will bring about: ``body`` as it stands, and the blanks to fill in.

    ``text_sv`` proposes the decision's words, with ``{blank}`` or ``{n}`` where something is filled in.
    """

    kind: EffectKind
    text_sv: str
    body: Mapping[str, Any] = field(default_factory=dict)
    blanks: Sequence[Blank] = ()


@dataclass(frozen=True)
class Known:
    """What is known beforehand. ``decided`` are the numbers of items that something was decided under."""

    duty: str
    proposal_sv: str
    today: str
    budget_until: str
    signatories_sv: str
    items: Sequence[tuple[int, str, str]]
    decided: frozenset[int]
    register: Sequence[Option]


def proposed_effects(known: Known) -> list[ProposedEffect]:
    """The effects of the item's duty; none for items that bring nothing about, or whose room does it itself.

    Statutes, fees and elections are decided in rooms of their own, with their effects.
    """
    make = _OF_DUTY.get(known.duty)
    return [make(known)] if make else []


def _formed(known: Known) -> ProposedEffect:
    return ProposedEffect(EffectKind.FORMED, known.proposal_sv)


def _named(known: Known) -> ProposedEffect:
    found = _NAME.search(known.proposal_sv)
    name = found[1].strip() if found else ""
    usual = "Mötet beslutade att föreningens namn är {name}."
    text = known.proposal_sv.replace(name, "{name}") if name else usual
    return ProposedEffect(EffectKind.NAMED, text, blanks=[Blank("name", "text", name)])


def _joined(known: Known) -> ProposedEffect:
    usual = "{n} organisationer förklarade sig vid upprop som medlemmar."
    text = _HOW_MANY.sub("{n}", known.proposal_sv) or usual
    blank = Blank("members", "roll_call", options=known.register)
    return ProposedEffect(EffectKind.MEMBERS_JOINED, text, {"from": known.today}, [blank])


def _budget(known: Known) -> ProposedEffect:
    blank = Blank("until", "date", known.budget_until)
    return ProposedEffect(EffectKind.BUDGET_SET, known.proposal_sv, blanks=[blank])


def _sized(known: Known) -> ProposedEffect:
    found = _OTHERS.search(known.proposal_sv)
    number = None if found is None else int(found[1]) if found[1].isdigit() else NUMBERS.index(found[1])
    usual = "Mötet beslutade att styrelsen ska bestå av ordförande och {others} ledamöter."
    text = known.proposal_sv.replace(found[1], "{others}") if found else known.proposal_sv or usual
    return ProposedEffect(EffectKind.BOARD_SIZED, text, blanks=[Blank("others", "number", number)])


def _signatories(known: Known) -> ProposedEffect:
    modes = [Option("jointly", chosen=True), Option("singly")]
    blanks = [Blank("text_sv", "text", known.signatories_sv), Blank("mode", "one", options=modes)]
    return ProposedEffect(EffectKind.SIGNATORIES_SET, known.proposal_sv, blanks=blanks)


def _mandate(known: Known) -> ProposedEffect:
    tasks = [Option(task, chosen=True) for task in TASKS]
    return ProposedEffect(
        EffectKind.MANDATE_GIVEN, known.proposal_sv, blanks=[Blank("tasks", "many", options=tasks)]
    )


def _approved(known: Known) -> ProposedEffect:
    items = [
        Option(str(no), f"§\u00a0{no} {title}", chosen=duty in AT_ONCE)
        for no, duty, title in known.items
        if no in known.decided
    ]
    return ProposedEffect(
        EffectKind.ITEMS_APPROVED, known.proposal_sv, blanks=[Blank("items", "many", options=items)]
    )


def _no_owner(known: Known) -> ProposedEffect:
    return ProposedEffect(EffectKind.BENEFICIAL_OWNER_STATED, known.proposal_sv, {"none": True})


_OF_DUTY: Mapping[str, Callable[[Known], ProposedEffect]] = {
    Duty.FORM: _formed,
    Duty.NAME: _named,
    Duty.JOINING: _joined,
    Duty.BUDGET: _budget,
    Duty.BOARD_SIZE: _sized,
    Duty.SIGNATORIES: _signatories,
    Duty.MANDATE: _mandate,
    Duty.IMMEDIATE_APPROVAL: _approved,
    Duty.BENEFICIAL_OWNER: _no_owner,
}
