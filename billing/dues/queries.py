"""Reads of dues: fees decided and taken over, the preview of a run, and how far a run has come. Öre."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, QuerySet, Sum

from billing.books.queries import closed_through, first_year
from billing.dues import rules
from billing.dues.enums import Due, Prorata, RunState
from billing.dues.models import Charge, DuesRun, FeeClass, FeeSchedule, Treatment
from billing.invoices import queries as invoices
from billing.invoices.rules import VatChoice, no_address
from kernel.errors import Missing, Obstacle
from tenants.decisions.enums import EffectKind
from tenants.decisions.models import Effect
from tenants.members.models import Member
from tenants.members.queries import members_leaving
from tenants.statutes.queries import in_force, parameters_of

AHEAD = timedelta(days=92)
"""So long before a year its fees can be made ready."""


@dataclass(frozen=True)
class Row:
    """One member in a run: where it stands, what it pays and what is in the way."""

    member: Member
    answer: rules.Answer
    parts: int
    charges: list[Charge]
    treatment: Treatment | None


@dataclass(frozen=True)
class ClassSum:
    """One class in a run: members to bill and billed, and what they come to."""

    fee_class: FeeClass
    members: int
    total: int


@dataclass(frozen=True)
class Preview:
    """A run before it is made: every member, the classes' sums, and what stands in the way of all.

    Sums are before VAT; ``vat`` comes on top of what is ready.
    """

    schedule: FeeSchedule
    on: date
    rows: list[Row]
    classes: list[ClassSum]
    ready: int
    invoices: int
    total: int
    vat: int
    vat_choice: VatChoice
    obstacles: list[Obstacle]


def decided_fees() -> QuerySet[Effect]:
    """Fees that standing decisions set, the newest first."""
    standing = Effect.objects.filter(
        kind=EffectKind.FEES_SET.value, undone_at=None, decision__retracted_at=None
    )
    return standing.select_related("decision").order_by("-at", "-pk")


def schedules() -> QuerySet[FeeSchedule]:
    """Fees that were taken over, the newest period first."""
    return FeeSchedule.objects.prefetch_related("classes")


def schedule(schedule_id: UUID) -> FeeSchedule:
    """One of them; Missing where there is none."""
    found = schedules().filter(pk=schedule_id).first()
    if found is None:
        raise Missing
    return found


def run(run_id: UUID) -> DuesRun:
    """One run; Missing where there is none."""
    found = DuesRun.objects.select_related("schedule").filter(pk=run_id).first()
    if found is None:
        raise Missing
    return found


def unfinished_runs() -> list[UUID]:
    """Runs that were begun and have not ended: what a lost task owed is carried on from here."""
    return list(DuesRun.objects.filter(state=RunState.RUNNING.value).values_list("pk", flat=True))


def progress(found: DuesRun) -> dict[str, Any]:
    """How far a run has come: members and invoices billed by it, and their sum."""
    done = found.charges.aggregate(
        members=Count("member", distinct=True), invoices=Count("pk"), total=Sum("amount")
    )
    return {"members": done["members"], "invoices": done["invoices"], "total": done["total"] or 0}


def numbers(found: DuesRun) -> tuple[str, str]:
    """The first and the last invoice of a run; empty while there is none."""
    issued = found.charges.order_by("invoice__year", "invoice__serial").values_list(
        "invoice__number", flat=True
    )
    return issued.first() or "", issued.last() or ""


def is_billed(found: FeeSchedule) -> bool:
    """Whether anybody was billed by it: then its classes and terms stay."""
    return found.charges.exists() or found.runs.exists()


def rules_of(found: FeeSchedule) -> list[rules.ClassRule]:
    """The classes in the words of the rules."""
    return [
        rules.ClassRule(
            code=one.code, amount=one.amount, kinds=tuple(one.kinds), least=one.least, most=one.most
        )
        for one in found.classes.all()
    ]


def part_year_of(found: FeeSchedule) -> rules.PartYear:
    """The schedule's part-year rule in the words of the rules."""
    month_day = found.half_after.split("-") if found.half_after else ()
    day = (int(month_day[0]), int(month_day[1])) if month_day else None
    return rules.PartYear(type=Prorata(found.prorata), half_after=day)


def part_year_in_statutes(period: tuple[date, date]) -> tuple[rules.PartYear, str, str]:
    """The rule for a period, and where it stands. The founding year pays in full."""
    first = first_year()
    if first is not None and first[0] <= period[0] and period[1] <= first[1]:
        full = rules.part_year_rule(None, is_first=True)
        return full, "första verksamhetsåret: hel avgift", "the first year: the full fee"
    version = in_force()
    told = parameters_of(version) if version else None
    if told is None or not told.prorata:
        return rules.part_year_rule(None, is_first=False), "", ""
    return rules.part_year_rule(told.prorata, is_first=False), *told.source("prorata")


def preview(found: FeeSchedule, *, on: date) -> Preview:
    """Everybody in the association with what a run on a day would do, and all that is in the way."""
    rows = rows_of(found)
    ready = [row for row in rows if row.answer.due == Due.READY]
    counted: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.answer.due in {Due.READY, Due.NOTHING}:
            counted[row.answer.code].append(row.answer.amount)
        if row.charges:
            counted[row.charges[0].fee_class.code].append(sum(one.amount for one in row.charges))
    choice = invoices.vat_choice()
    chosen = invoices.chosen_vat(choice)
    billed = [chosen.lines(row.answer.full, rules.parts_of(row.answer.amount, row.parts)) for row in ready]
    return Preview(
        schedule=found,
        on=on,
        rows=rows,
        classes=[
            ClassSum(one, len(counted[one.code]), sum(counted[one.code])) for one in found.classes.all()
        ],
        ready=len(ready),
        invoices=sum(map(len, billed)),
        total=sum(row.answer.amount for row in ready),
        vat=sum(line.vat_amount for parts in billed for lines in parts for line in lines),
        vat_choice=chosen,
        obstacles=rules.obstacles_to_running(
            ready=len(ready),
            running=found.runs.filter(state=RunState.RUNNING.value).exists(),
            vat_chosen=choice is not None,
            unsorted=rules.overlapping(rules_of(found)),
            invoicing=invoices.obstacles_to_any_invoice(),
            on=on,
            closed_through=closed_through(),
        ),
    )


def rows_of(found: FeeSchedule, *, member: UUID | None = None) -> list[Row]:
    """Members by number; those who are in the network only are not asked."""
    members = Member.objects.exclude(member_since=None).filter(member_since__lte=found.period_to)
    charges = found.charges.select_related("fee_class", "invoice").order_by("part")
    treatments = found.treatments.select_related("fee_class")
    if member is not None:
        members, charges = members.filter(pk=member), charges.filter(member=member)
        treatments = treatments.filter(member=member)
    billed: dict[UUID, list[Charge]] = defaultdict(list)
    for charge in charges:
        billed[charge.member_id].append(charge)
    treated = {one.member_id: one for one in treatments}
    gone = _left_on(member)
    by_rules = _Rules(rules_of(found), (found.period_from, found.period_to), part_year_of(found), found.parts)
    rows = [
        _row(one, treated.get(one.pk), billed.get(one.pk, []), by_rules, left_on=gone.get(one.pk))
        for one in members.order_by("number")
    ]
    return _until_addressed(rows)


def _until_addressed(rows: list[Row]) -> list[Row]:
    """Whoever's fee bears VAT waits until its address is known."""
    chosen = invoices.chosen_vat(invoices.vat_choice())
    if not chosen.has_vat:
        return rows
    addressed = invoices.with_address()
    return [
        replace(row, answer=row.answer.waits(no_address(row.member.name)))
        if row.answer.due == Due.READY
        and row.member.pk not in addressed
        and any(line.vat_amount for line in chosen.lines(row.answer.full, [row.answer.amount])[0])
        else row
        for row in rows
    ]


def _left_on(member: UUID | None) -> dict[UUID, date]:
    """The last day of whoever has left or given notice, in whichever period, and has not joined again."""
    noted = Treatment.objects.exclude(left_on=None).filter(left_on__gte=F("member__member_since"))
    if member is not None:
        noted = noted.filter(member=member)
    leaving = {one: on - timedelta(days=1) for one, on in members_leaving().items()}
    return leaving | {one.member_id: one.left_on for one in noted.order_by("left_on") if one.left_on}


@dataclass(frozen=True)
class _Rules:
    classes: list[rules.ClassRule]
    period: tuple[date, date]
    part_year: rules.PartYear
    parts: int


def _row(
    member: Member,
    treatment: Treatment | None,
    charges: list[Charge],
    by_rules: _Rules,
    *,
    left_on: date | None,
) -> Row:
    """``left_on``: noted in any period; what was decided for this one goes before it."""
    asked = rules.Asked(
        kind=member.kind,
        employees=member.employees,
        member_since=member.member_since,
        placed=treatment.fee_class.code if treatment and treatment.fee_class else "",
        is_exempt=bool(treatment and treatment.is_exempt),
        left_on=treatment.left_on if treatment else left_on,
        billed=bool(charges),
    )
    answer = rules.fee_of(asked, by_rules.classes, period=by_rules.period, part_year=by_rules.part_year)
    parts = (treatment.parts if treatment else None) or by_rules.parts
    return Row(member, answer, parts, charges, treatment)


def cited(decision: UUID) -> invoices.Citation:
    """Where the fees were decided, as invoices cite it."""
    return invoices.citation(decision)


def fee_continues() -> tuple[str, str] | None:
    """Where the statutes let a decided fee stand until another is decided, in Swedish and English."""
    version = in_force()
    told = parameters_of(version) if version else None
    return told.source("fee_continues_until_changed") if told and told.fee_continues_until_changed else None


@dataclass(frozen=True)
class StandsOn:
    """Decided fees that the statutes let stand for the year after the last one that has fees."""

    decision: UUID
    period: tuple[date, date]
    source: tuple[str, str]


def fees_that_stand_on(*, today: date) -> StandsOn | None:
    """The newest fees for the next year, from three months before it; none while newer ones wait."""
    last, newest, source = FeeSchedule.objects.first(), decided_fees().first(), fee_continues()
    if last is None or newest is None or source is None or waiting_fees():
        return None
    begins = last.period_to + timedelta(days=1)
    if today < begins - AHEAD:
        return None
    return StandsOn(newest.decision_id, (begins, _year_on(begins)), source)


def _year_on(begins: date) -> date:
    """The last day of the twelve months from a day; fees mostly follow the calendar."""
    try:
        return begins.replace(year=begins.year + 1) - timedelta(days=1)
    except ValueError:  # 29 February
        return date(begins.year + 1, 2, 28)


def waiting_fees() -> list[Effect]:
    """Decided fees that nobody has taken over, unless a later decision has set fees for days of theirs."""
    taken = set(FeeSchedule.objects.values_list("decision", flat=True))
    found: list[Effect] = []
    later: list[tuple[date, date]] = []
    for one in decided_fees():
        own = period_of(one)
        if one.decision_id not in taken and not rules.shares_days(own, later):
            found.append(one)
        later.append(own)
    return found


def period_of(effect: Effect) -> tuple[date, date]:
    """The days that the decision itself set fees for."""
    told = effect.body["period"]
    return date.fromisoformat(told["from"]), date.fromisoformat(told["to"])


def is_replaceable(found: FeeSchedule, effect: Effect) -> bool:
    """Whether a decision's fees may take this one's place: decided later, and nobody is billed by it."""
    before = Effect.objects.filter(decision=found.decision, kind=EffectKind.FEES_SET.value).first()
    is_later = before is None or (effect.at, effect.pk) > (before.at, before.pk)
    return is_later and not is_billed(found)
