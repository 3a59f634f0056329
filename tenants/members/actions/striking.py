"""A membership that is not paid for: proposed, decided by the board, taken back with its decision, told.

Nothing here ends a membership but a decision (statutes § 9; never by itself). Locks the member first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, refuse_if
from notices.actions import Outbox, hand_over, held, send_letter
from notices.enums import LetterState
from notices.tasks import deliver_soon
from tenants.members import queries, rules
from tenants.members.enums import StrikingOutcome
from tenants.members.events import StrikingProposed, StrikingWithdrawn
from tenants.members.models import Member, Striking

ROOM = "members"


@transaction.atomic
def propose_striking(
    *,
    member_id: UUID,
    invoices: Sequence[Mapping[str, Any]],
    rule: tuple[str, str],
    by: Actor,
    at: datetime,
) -> Striking:
    """Put before the board that a membership ends; proposed again while it waits, it is the same proposal.

    ``invoices`` are what is unpaid, as :class:`Striking` keeps them, ``rule`` the statutes' place in Swedish
    and English. Raises Missing, and Refused for who is no member.
    """
    member = Member.objects.select_for_update().filter(pk=member_id).first()
    if member is None:
        raise Missing
    waiting = member.strikings.filter(settled_at=None).first()
    if waiting is not None:
        return waiting
    refuse_if(rules.obstacles_to_proposing(member_since=member.member_since))
    made = Striking.objects.create(
        member=member, invoices=[dict(one) for one in invoices], rule_sv=rule[0], rule_en=rule[1],
        by_name=by.name, proposed_at=at,
    )  # fmt: skip
    numbers = [str(one["number"]) for one in invoices]
    fact = StrikingProposed(subject=member.pk, number=member.number, name=member.name, invoices=numbers)
    record(fact, by=by, at=at)
    return made


@transaction.atomic
def withdraw_striking(*, member_id: UUID, by: Actor, at: datetime) -> None:
    """Do not propose it any more. Nothing that waits: nothing changes; what the board decided stays."""
    member = Member.objects.select_for_update().filter(pk=member_id).first()
    if member is None:
        raise Missing
    waiting = member.strikings.filter(settled_at=None)
    if waiting.update(outcome=StrikingOutcome.WITHDRAWN.value, settled_at=at):
        record(StrikingWithdrawn(subject=member.pk, number=member.number, name=member.name), by=by, at=at)


def end_memberships(
    *,
    ended: Mapping[str, bool],
    kept: Iterable[str],
    on: date,
    decision: UUID,
    citation: tuple[str, str],
    at: datetime,
) -> None:
    """The board has decided: these end (member → whether what is unpaid is given up), those stay.

    ``citation`` is the decision in words, in Swedish and English; its own fact tells of it. In the caller's
    transaction; done again it changes nothing.
    """
    waiting = Striking.objects.filter(settled_at=None)
    for member_id, is_credited in ended.items():
        member = Member.objects.select_for_update().get(pk=member_id)
        changed = waiting.filter(member=member).update(
            outcome=StrikingOutcome.ENDED.value, decision=decision, citation_sv=citation[0],
            citation_en=citation[1], is_credited=is_credited, ended_on=on,
            was_since=member.member_since, was_by=member.joined_by, settled_at=at,
        )  # fmt: skip
        if changed:
            Member.objects.filter(pk=member.pk).update(member_since=None, joined_by=None)
    waiting.filter(member__in=list(kept)).update(
        outcome=StrikingOutcome.KEPT.value,
        decision=decision,
        citation_sv=citation[0],
        citation_en=citation[1],
        settled_at=at,
    )


def take_back_endings(*, decision: UUID) -> None:
    """The decision is taken back: the register says what it said, and the proposals wait again."""
    for one in Striking.objects.filter(decision=decision, outcome=StrikingOutcome.ENDED.value):
        Member.objects.filter(pk=one.member_id, member_since=None).update(
            member_since=one.was_since, joined_by=one.was_by
        )
    Striking.objects.filter(decision=decision, concluded_at=None).update(
        outcome="", decision=None, citation_sv="", citation_en="", is_credited=False, ended_on=None,
        was_since=None, was_by=None, settled_at=None,
    )  # fmt: skip


@transaction.atomic
def conclude_endings(*, decisions: Iterable[UUID], at: datetime) -> None:
    """The board's meeting has ended, and its decisions stand: who is a member no more is told."""
    ended = Striking.objects.filter(
        decision__in=list(decisions), outcome=StrikingOutcome.ENDED.value, concluded_at=None
    )
    if ended.update(concluded_at=at):
        deliver_soon(ROOM)


def note_credited(*, striking_id: UUID, at: datetime) -> None:
    """The books have followed a membership's end."""
    Striking.objects.filter(pk=striking_id, credited_at=None).update(credited_at=at)


@transaction.atomic
def deliver(*, letter_id: UUID, at: datetime) -> LetterState | None:
    """Tell one member that its membership has ended, by which decision; None where nobody is to be told."""
    rows = Striking.objects.select_related("member").exclude(concluded_at=None)
    row = held(rows, letter_id)
    if row is None:
        return None
    facts = queries.ending_letter(row)
    message_id = queries.message_id_of(row)
    state = hand_over(
        row,
        lambda: send_letter(
            key="tenants.members.membership_ended", to=facts.to, lang=facts.lang, values=facts.values,
            message_id=message_id,
        ),
        message_id=message_id,
        at=at,
    )  # fmt: skip
    row.save()
    return state


OUTBOX = Outbox(queries.waiting_endings, deliver)
