"""From the decision to fees that can be billed, and what is decided about one member."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from billing.dues import queries, rules
from billing.dues.events import FeesKept, FeesTakenOver, MemberTreated
from billing.dues.models import Charge, FeeClass, FeeSchedule, Treatment
from billing.invoices import queries as invoices
from journal.actions import record
from kernel import tenancy
from kernel.actor import Actor
from kernel.errors import Malformed, Missing, Obstacle, Refused, refuse_if
from tenants.members.enums import MemberKind
from tenants.members.models import Member


@transaction.atomic
def take_over_fees(
    *, decision: UUID, by: Actor, at: datetime, period: tuple[date, date] | None = None
) -> FeeSchedule:
    """Make a decision's fees those of a period: its own, or a later one when a decided fee stands on.

    Once per decision and period: again gives the schedule that is there. Where an earlier decision's fees
    have some of the period and nobody is billed by them, these take their place, with what was decided about
    members. Raises Missing when no standing decision set fees so, Malformed for a period that ends before it
    begins, Refused when another schedule keeps some of the period, and for a later period unless the statutes
    let a decided fee stand and it is the newest.
    """
    with connection.cursor() as cursor:  # two takeovers at once: the second sees the first
        cursor.execute("SELECT pg_advisory_xact_lock(80, hashtext(%s))", [tenancy.schema()])
    effect = queries.decided_fees().filter(decision=decision).first()
    if effect is None:
        raise Missing
    begins, ends = period or queries.period_of(effect)
    if ends < begins:
        raise Malformed({"period_to": [Obstacle("billing.dues.error_ends_before")]})
    before = FeeSchedule.objects.filter(decision=decision, period_from=begins).first()
    if before is not None:
        return before
    if period is not None and period != queries.period_of(effect):
        newest = queries.decided_fees().first()
        refuse_if(
            rules.obstacles_to_standing_on(
                continues=queries.fee_continues() is not None,
                is_newest=newest is not None and newest.decision_id == decision,
            )
        )
    others = list(
        FeeSchedule.objects.select_for_update().filter(period_from__lte=ends, period_to__gte=begins)
    )
    for other in others:
        if not queries.is_replaceable(other, effect):
            params = {"from": other.period_from.isoformat(), "to": other.period_to.isoformat()}
            raise Refused([Obstacle("billing.dues.obstacle_period_has_fees", params)])
    treated = _taken_away(others)
    made = _schedule(decision, effect.body, (begins, ends), is_own=period is None, at=at)
    _treat_again(made, treated)
    fact = FeesTakenOver(
        subject=made.pk,
        decision=str(decision),
        period_from=begins.isoformat(),
        period_to=ends.isoformat(),
    )
    record(fact, by=by, at=at)
    return made


def _taken_away(replaced: Sequence[FeeSchedule]) -> list[tuple[Treatment, str]]:
    """Take unbilled fees away; what was decided about their members, with the code of the class."""
    rows = Treatment.objects.filter(schedule__in=replaced).select_related("fee_class").order_by("at", "pk")
    treated = [(one, one.fee_class.code if one.fee_class else "") for one in rows]
    Treatment.objects.filter(schedule__in=replaced).delete()  # they keep their classes
    FeeSchedule.objects.filter(pk__in=[one.pk for one in replaced]).delete()
    return treated


def _treat_again(made: FeeSchedule, treated: Sequence[tuple[Treatment, str]]) -> None:
    """What was decided about members holds under the new fees too; a class that is no more places nobody."""
    classes = {one.code: one for one in made.classes.all()}
    for one, code in treated:
        placed = classes.get(code)
        if not (placed or one.parts or one.is_exempt or one.left_on):
            continue
        values = {
            name: getattr(one, name) for name in ("parts", "is_exempt", "left_on", "reason", "by_name", "at")
        }
        Treatment.objects.update_or_create(
            schedule=made, member_id=one.member_id, defaults={**values, "fee_class": placed}
        )


def _schedule(
    decision: UUID, body: Mapping[str, Any], period: tuple[date, date], *, is_own: bool, at: datetime
) -> FeeSchedule:
    part_year, source_sv, source_en = queries.part_year_in_statutes(period)
    vat = invoices.vat_choice()
    label = str(period[1].year)
    made = FeeSchedule.objects.create(
        decision=decision,
        period_from=period[0],
        period_to=period[1],
        label_sv=str(body["period"].get("label_sv", label))[:120] if is_own else label,
        label_en=str(body["period"].get("label_en", label))[:120] if is_own else label,
        due_days=(vat.body.get("due_days") if vat else None) or invoices.terms().terms_days,
        prorata=part_year.type.value,
        half_after="{:02}-{:02}".format(*part_year.half_after) if part_year.half_after else "",
        prorata_sv=source_sv,
        prorata_en=source_en,
        created_at=at,
    )
    for order, one in enumerate(body["classes"], 1):
        rule = rules.rule_in_words(str(one["id"]), name_sv=str(one.get("sv", "")), amount=one["amount"])
        FeeClass.objects.create(
            schedule=made,
            order=order,
            code=rule.code,
            name_sv=str(one.get("sv") or one["id"]),
            name_en=str(one.get("en", "")),
            amount=rule.amount,
            has_vote=bool(one.get("vote", True)),
            kinds=list(rule.kinds),
            least=rule.least,
            most=rule.most,
        )
    return made


@transaction.atomic
def change_terms(*, schedule_id: UUID, due_days: int, parts: int, by: Actor, at: datetime) -> FeeSchedule:
    """Change days to pay and number of instalments, before anybody is billed."""
    held = hold_schedule(schedule_id)
    changed = [
        name for name, value in (("due_days", due_days), ("parts", parts)) if getattr(held, name) != value
    ]
    if not changed:
        return held
    _refuse_when_billed(held)
    held.due_days, held.parts = due_days, parts
    held.save(update_fields=["due_days", "parts"])
    record(FeesKept(subject=held.pk, fields=changed), by=by, at=at)
    return held


@transaction.atomic
def change_class(
    *,
    schedule_id: UUID,
    code: str,
    kinds: Sequence[str],
    least: int | None,
    most: int | None,
    by: Actor,
    at: datetime,
) -> FeeClass:
    """Say whom a class is for, before anybody is billed. The amount is the decision's and stays."""
    held = hold_schedule(schedule_id)
    found = held.classes.filter(code=code).first()
    if found is None:
        raise Missing
    if unknown := set(kinds) - {kind.value for kind in MemberKind}:
        raise Malformed(
            {"kinds": [Obstacle("billing.dues.error_kind", {"kinds": ", ".join(sorted(unknown))})]}
        )
    if least is not None and most is not None and most < least:
        raise Malformed({"most": [Obstacle("billing.dues.error_most_below_least")]})
    values = {"kinds": sorted(kinds), "least": least, "most": most}
    if all(getattr(found, name) == value for name, value in values.items()):
        return found
    _refuse_when_billed(held)
    for name, value in values.items():
        setattr(found, name, value)
    found.save(update_fields=list(values))
    record(FeesKept(subject=held.pk, fields=[code]), by=by, at=at)
    return found


@transaction.atomic
def treat_member(
    *,
    schedule_id: UUID,
    member_id: UUID,
    reason: str,
    by: Actor,
    at: datetime,
    code: str = "",
    parts: int | None = None,
    is_exempt: bool = False,
    left_on: date | None = None,
) -> Treatment | None:
    """Decide about one member's fee: another class, its own instalments, exempt, or left; with a reason.

    Nothing of these takes the treatment away. Refused once the member is billed: credit the invoice instead.
    """
    held = hold_schedule(schedule_id)
    member = Member.objects.filter(pk=member_id).first()
    placed = held.classes.filter(code=code).first() if code else None
    if member is None or (code and placed is None):
        raise Missing
    says_something = bool(placed or parts or is_exempt or left_on)
    if says_something and not reason.strip():
        raise Malformed({"reason": [Obstacle("platform.kernel.field_required")]})
    if Charge.objects.filter(schedule=held, member=member).exists():
        raise Refused([Obstacle("billing.dues.obstacle_member_is_billed", {"name": member.name})])
    if not says_something:
        Treatment.objects.filter(schedule=held, member=member).delete()
        treated = None
    else:
        treated, _ = Treatment.objects.update_or_create(
            schedule=held,
            member=member,
            defaults={
                "fee_class": placed,
                "parts": parts,
                "is_exempt": is_exempt,
                "left_on": left_on,
                "reason": reason.strip(),
                "by_name": by.name,
                "at": at,
            },
        )
    fact = MemberTreated(subject=held.pk, member=member.number, fee_class=code, is_exempt=is_exempt)
    record(fact, by=by, at=at)
    return treated


def hold_schedule(schedule_id: UUID) -> FeeSchedule:
    """The schedule, held until the transaction ends; Missing where there is none."""
    found = FeeSchedule.objects.select_for_update().filter(pk=schedule_id).first()
    if found is None:
        raise Missing
    return found


def _refuse_when_billed(held: FeeSchedule) -> None:
    if queries.is_billed(held):
        raise Refused([Obstacle("billing.dues.obstacle_fees_are_billed")])
