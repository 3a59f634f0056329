"""The treasurer sets the ladder and says who is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from billing.reminders import queries, rules
from billing.reminders.events import LadderChanged, RemindersPaused, RemindersResumed
from billing.reminders.models import Ladder, Pause, Step
from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Missing, Obstacle
from tenants.members.models import Member


@dataclass(frozen=True)
class NewStep:
    """A step as somebody wants it: days after the day it was due, below zero before it."""

    days: int
    text_sv: str = ""
    text_en: str = ""


@transaction.atomic
def change_ladder(
    *, is_on: bool, grace_days: int, steps: Sequence[NewStep], by: Actor, at: datetime
) -> Ladder:
    """Begin or end reminders, and set the steps they go by. The same again changes nothing.

    What was sent stays as it was; an invoice goes on from the step it has come to. Locks the ladder.
    Raises Malformed naming every fault of the steps.
    """
    faults = rules.faults_in_steps([one.days for one in steps])
    if faults:
        raise Malformed({"steps": faults})
    kept, _ = Ladder.objects.select_for_update().get_or_create(pk=1)
    wanted = {one.days: one for one in steps}
    rungs = rules.numbered(list(wanted))
    rows = [
        Step(
            ladder=kept,
            no=one.no,
            days=one.days,
            text_sv=wanted[one.days].text_sv.strip(),
            text_en=wanted[one.days].text_en.strip(),
        )
        for one in rungs
    ]
    same = _told(rows) == _told(list(kept.steps.all()))
    if same and (kept.is_on, kept.grace_days) == (is_on, grace_days):
        return kept
    kept.steps.all().delete()
    Step.objects.bulk_create(rows)
    kept.is_on, kept.grace_days, kept.changed_by, kept.changed_at = is_on, grace_days, by.name, at
    kept.save()
    fact = LadderChanged(subject=None, is_on=is_on, grace_days=grace_days, days=[one.days for one in rungs])
    record(fact, by=by, at=at)
    return kept


@transaction.atomic
def pause_member(*, member_id: UUID, reason: str, until: date | None, by: Actor, at: datetime) -> Pause:
    """Leave a member alone, with a reason, until a day or until somebody says otherwise."""
    if not reason.strip():
        raise Malformed({"reason": [Obstacle("platform.kernel.field_required")]})
    member = _member(member_id)
    kept, _ = Pause.objects.update_or_create(
        member=member,
        defaults={"reason": reason.strip(), "until": until, "by_name": by.name, "at": at},
    )
    fact = RemindersPaused(subject=member.pk, member=member.number, until=until.isoformat() if until else "")
    record(fact, by=by, at=at)
    return kept


@transaction.atomic
def resume_member(*, member_id: UUID, by: Actor, at: datetime) -> None:
    """Remind a member as others again. One that was not paused stays so."""
    member = _member(member_id)
    if queries.pauses().filter(pk=member.pk).delete()[0]:
        record(RemindersResumed(subject=member.pk, member=member.number), by=by, at=at)


def _member(member_id: UUID) -> Member:
    """The member, held until the transaction ends."""
    found = Member.objects.select_for_update(no_key=True).filter(pk=member_id).first()
    if found is None:
        raise Missing
    return found


def _told(rows: Sequence[Step]) -> list[tuple[int, int, str, str]]:
    return [(one.no, one.days, one.text_sv, one.text_en) for one in rows]
