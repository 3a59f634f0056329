"""A member leaves by its own notice: noted, taken back, and the register that follows on the day.

When it has left, who calls says, from the statutes. Locks the member first.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.days import day_of
from kernel.errors import Missing, refuse_if
from notices.actions import Outbox, hand_over, held, send_letter
from notices.enums import LetterState
from notices.tasks import deliver_soon
from tenants.members import queries, rules
from tenants.members.enums import NoticeChannel, StrikingOutcome
from tenants.members.events import LeavingNoticed, LeavingWithdrawn, MemberLeft
from tenants.members.models import Leaving, Member

ROOM = "leavings"


@transaction.atomic
def note_leaving(
    *, member_id: UUID, channel: NoticeChannel, noticed_on: date, ends_on: date, rule: tuple[str, str],
    by: Actor, at: datetime,
) -> Leaving:  # fmt: skip
    """A member has given notice; given again while the first waits, it is the first.

    ``ends_on``: the first day on which it is no member. ``rule``: the statutes' place, sv and en.
    Raises Missing, and Refused for who is no member, or a notice of another time than the membership's.
    """
    member = _locked(member_id)
    waiting = queries.waiting_leaving(member_id)
    if waiting is not None:
        return waiting
    refuse_if(
        rules.obstacles_to_leaving(member_since=member.member_since, noticed_on=noticed_on, today=day_of(at))
    )
    made = Leaving.objects.create(
        member=member, channel=channel.value, noticed_on=noticed_on, ends_on=ends_on, rule_sv=rule[0],
        rule_en=rule[1], by_name=by.name, noted_at=at,
    )  # fmt: skip
    fact = LeavingNoticed(
        subject=member.pk, number=member.number, name=member.name, channel=channel.value,
        noticed_on=noticed_on.isoformat(), ends_on=ends_on.isoformat(),
    )  # fmt: skip
    record(fact, by=by, at=at)
    deliver_soon(ROOM)
    return made


@transaction.atomic
def withdraw_leaving(*, member_id: UUID, by: Actor, at: datetime) -> None:
    """The member stays. Nothing that waits: nothing changes. Refused once it has left."""
    member = _locked(member_id)
    waiting = queries.waiting_leaving(member_id)
    if waiting is None:
        return
    refuse_if(rules.obstacles_to_staying(ends_on=waiting.ends_on, today=day_of(at)))
    waiting.withdrawn_at, waiting.withdrawn_by = at, by.name
    waiting.state, waiting.sent_at, waiting.message_id = LetterState.WAITING.value, None, ""
    waiting.attempts = 0
    waiting.save()
    record(LeavingWithdrawn(subject=member.pk, number=member.number, name=member.name), by=by, at=at)
    deliver_soon(ROOM)


@transaction.atomic
def end_by_notice(*, leaving_id: UUID, by: Actor, at: datetime) -> Leaving | None:
    """The register follows a notice whose day has come; None when there is nothing left to do.

    What the board was to decide about the membership falls away. Ended by it before: the notice is done with.
    """
    found = Leaving.objects.select_related("member").filter(pk=leaving_id).first()
    if found is None:
        return None
    member = _locked(found.member_id)
    waiting = queries.waiting_leaving(member.pk)
    if waiting is None or waiting.pk != leaving_id or waiting.ends_on > day_of(at):
        return None
    waiting.ended_at, waiting.was_since, waiting.was_by = at, member.member_since, member.joined_by
    waiting.save(update_fields=["ended_at", "was_since", "was_by"])
    if member.member_since is None:
        return waiting
    Member.objects.filter(pk=member.pk).update(member_since=None, joined_by=None)
    member.strikings.filter(settled_at=None).update(outcome=StrikingOutcome.WITHDRAWN.value, settled_at=at)
    fact = MemberLeft(
        subject=member.pk, number=member.number, name=member.name, on=waiting.ends_on.isoformat()
    )
    record(fact, by=by, at=at)
    return waiting


@transaction.atomic
def confirm(*, letter_id: UUID, at: datetime) -> LetterState | None:
    """Write to one member that its notice, or its withdrawal, has come; None where nobody is to be told."""
    row = held(Leaving.objects.select_related("member"), letter_id)
    if row is None:
        return None
    letter = queries.leaving_letter(row)
    state = hand_over(
        row,
        lambda: send_letter(
            key=letter.key, to=letter.to, lang=letter.lang, values=letter.values,
            message_id=letter.message_id,
        ),
        message_id=letter.message_id,
        at=at,
    )  # fmt: skip
    row.save()
    return state


def _locked(member_id: UUID) -> Member:
    member = Member.objects.select_for_update().filter(pk=member_id).first()
    if member is None:
        raise Missing
    return member


CONFIRMATIONS = Outbox(queries.waiting_confirmations, confirm)
