"""Applications for membership before the board: what it answers each, in words and in what comes about.

Plain Python. The board tries applications, a refusal says why (statutes § 4 mom. 2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kernel.errors import Obstacle
from tenants.decisions.enums import EffectKind

ADMIT, REFUSE, WAIT = "admit", "refuse", "wait"
ANSWERS = (ADMIT, REFUSE, WAIT)
NOBODY = "Ingen ansökan om medlemskap fanns att pröva."


@dataclass(frozen=True)
class Applicant:
    """An organisation that asks to join, and what the board is to answer: yes, unless it says otherwise."""

    member: str
    name: str
    answer: str = ADMIT
    reason: str = ""


def answered(applicants: Sequence[Applicant], answers: Mapping[str, Mapping[str, str]]) -> list[Applicant]:
    """The applicants with the answers kept by member; those without one are let in."""
    return [
        Applicant(one.member, one.name, **answers[one.member]) if one.member in answers else one
        for one in applicants
    ]


def faults_in_answers(
    answers: Mapping[str, Mapping[str, str]], applicants: Sequence[Applicant]
) -> dict[str, list[Obstacle]]:
    """An answer to nobody who waits, and refusals that do not say why; by field, as a form has them."""
    faults: dict[str, list[Obstacle]] = {}
    names = {one.member: one.name for one in applicants}
    if set(answers) - set(names):
        faults["answers"] = [Obstacle("voting.meetings.error_no_such_applicant")]
    for member, told in answers.items():
        if told["answer"] == REFUSE and not told["reason"].strip():
            params = {"name": names.get(member, "")}
            faults[f"reason {member}"] = [Obstacle("voting.meetings.error_refusal_needs_reason", params)]
    return faults


def obstacles_to_answering(*, is_closed: bool, is_decided: bool) -> list[Obstacle]:
    """What the board has decided, it has decided."""
    if is_closed:
        return [Obstacle("voting.meetings.obstacle_meeting_closed")]
    return [Obstacle("voting.meetings.obstacle_applications_decided")] if is_decided else []


def words_of(applicants: Sequence[Applicant], *, day: str) -> str:
    """What the board decides, an ``att`` for those let in, each refusal and those that wait."""
    admitted = [one.name for one in applicants if one.answer == ADMIT]
    waiting = [one.name for one in applicants if one.answer == WAIT]
    clauses = []
    if admitted:
        word = "medlem" if len(admitted) == 1 else "medlemmar"
        clauses.append(f"att anta {_listed(admitted)} som {word} i föreningen från och med den {day}")
    clauses += [
        f"att avslå ansökan från {one.name} med motiveringen: {one.reason.strip().rstrip('.')}"
        for one in applicants
        if one.answer == REFUSE
    ]
    if waiting:
        word = "ansökan" if len(waiting) == 1 else "ansökningarna"
        clauses.append(f"att bordlägga {word} från {_listed(waiting)}")
    return "Styrelsen beslutade\n" + ",\n".join(clauses) + "." if clauses else NOBODY


def effects_on(applicants: Sequence[Applicant], *, day: str) -> list[tuple[EffectKind, dict[str, Any]]]:
    """Who joins from which day (ISO), and who is refused, why. Applications that wait go on waiting."""
    admitted = [one.member for one in applicants if one.answer == ADMIT]
    refused = [one for one in applicants if one.answer == REFUSE]
    found: list[tuple[EffectKind, dict[str, Any]]] = []
    if admitted:
        found.append((EffectKind.MEMBERS_JOINED, {"members": admitted, "from": day}))
    if refused:
        told = [{"member": one.member, "name": one.name, "reason": one.reason.strip()} for one in refused]
        found.append((EffectKind.APPLICATIONS_REFUSED, {"members": told}))
    return found


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} och {names[-1]}" if len(names) > 1 else "".join(names)
