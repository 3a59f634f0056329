"""The run: everybody once. What the unique key on a charge decides, no ``if`` decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from billing.books.enums import Number
from billing.dues import queries, rules
from billing.dues.actions.keeping import hold_schedule
from billing.dues.enums import Due, RunState
from billing.dues.events import DuesRunEnded, DuesRunStarted
from billing.dues.models import Charge, DuesRun, FeeClass, FeeSchedule
from billing.invoices import actions as invoicing
from billing.invoices import queries as invoices
from billing.invoices.actions import NewInvoice, NewLine
from billing.invoices.rules import FeeLine
from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, Refused, refuse_if
from tenants.decisions.models import Effect

ORIGIN = "dues"
_WORDS = {
    Number.MEMBERSHIP_FEES: ("Medlemsavgift", "Membership fee"),
    Number.SERVICE_FEES: ("Serviceavgift", "Service fee"),
}


@dataclass(frozen=True)
class _Part:
    """An instalment: which one, of how many, and the lines that it is billed by."""

    no: int
    of: int
    lines: list[FeeLine]


@transaction.atomic
def start_run(*, schedule_id: UUID, key: UUID, on: date, by: Actor, at: datetime) -> DuesRun:
    """Begin to bill everybody who is not billed; :func:`carry_on` does the work, as often as need be.

    ``key`` is the client's name for the run and becomes its id: sent again, it is the same run. Raises
    Missing, and Refused with everything that is in the way of all; nothing is billed then.
    """
    held = hold_schedule(schedule_id)
    before = DuesRun.objects.filter(pk=key).first()
    if before is not None:
        return before
    told = queries.preview(queries.schedule(held.pk), on=on)
    refuse_if(told.obstacles)
    run = DuesRun.objects.create(
        id=key, schedule=held, on=on, planned=told.ready, by_name=by.name, started_at=at
    )
    record(DuesRunStarted(subject=held.pk, run=str(run.pk), planned=told.ready), by=by, at=at)
    return run


def bill_late_joiners(*, schedule_id: UUID, key: UUID, on: date, by: Actor, at: datetime) -> DuesRun:
    """A later run of the same schedule: those who have joined since, each by the part-year rule."""
    return start_run(schedule_id=schedule_id, key=key, on=on, by=by, at=at)


def carry_on(*, run_id: UUID, by: Actor, at: datetime) -> DuesRun:
    """Bill whoever is left, one transaction for each member, then end the run. Safe at any time, by many.

    Killed half-way it goes on where it was; two at once wait for each other's charges and bill nobody twice.
    A member that something is in the way of waits and holds nobody up.
    """
    run = queries.run(run_id)
    if run.state == RunState.DONE:
        return run
    found = queries.schedule(run.schedule_id)
    waiting = 0
    for row in queries.rows_of(found):
        if row.answer.due == Due.WAITING:
            waiting += 1
        if row.answer.due != Due.READY:
            continue
        try:
            bill_member(run=run, found=found, member_id=row.member.pk, by=by, at=at)
        except Refused:
            waiting += 1
    return _end(run_id, waiting=waiting, by=by, at=at)


@transaction.atomic
def bill_member(
    *, run: DuesRun, found: FeeSchedule, member_id: UUID, by: Actor, at: datetime
) -> list[Charge]:
    """Bill one member, all its parts, or nothing. Looks anew, so whoever is billed already stays as it is.

    Raises Refused when the member's invoice lacks something, such as an address that VAT asks for.
    """
    row = next(iter(queries.rows_of(found, member=member_id)), None)
    if row is None or row.answer.due != Due.READY:
        return []
    amounts = rules.parts_of(row.answer.amount, row.parts)
    choice = invoices.vat_choice()
    divided = invoices.chosen_vat(choice).lines(row.answer.full, amounts)
    try:
        with transaction.atomic():
            return [
                _charge(run, found, row, _Part(no, len(amounts), lines), choice=choice, by=by, at=at)
                for no, lines in enumerate(divided, 1)
            ]
    except IntegrityError:  # another worker has charged this member: its charge is the one
        return []


def _charge(
    run: DuesRun,
    found: FeeSchedule,
    row: queries.Row,
    part: _Part,
    *,
    choice: Effect | None,
    by: Actor,
    at: datetime,
) -> Charge:
    fee_class = next(one for one in found.classes.all() if one.code == row.answer.code)
    draft = invoicing.draft_invoice(
        NewInvoice(
            member=row.member.pk,
            origin=(ORIGIN, f"{found.pk}:{row.member.pk}:{part.no}"),
            lines=[_line(found, row, fee_class, part, line) for line in part.lines],
            period=(found.period_from, found.period_to),
            decision=found.decision,
            fee_class=row.answer.code,
            vat_decision=choice.decision_id if choice else None,
            terms_days=rules.days_to_pay(
                found.due_days, part=part.no, parts=part.of, on=run.on, ends=found.period_to
            ),
        ),
        at=at,
    )
    charge = Charge.objects.create(
        schedule=found,
        member=row.member,
        part=part.no,
        run=run,
        fee_class=fee_class,
        full=row.answer.full,
        amount=sum(line.net for line in part.lines),
        invoice=draft,
    )
    charge.invoice = invoicing.issue_invoice(invoice_id=draft.pk, on=run.on, by=by, at=at)
    return charge


def _line(found: FeeSchedule, row: queries.Row, fee_class: FeeClass, part: _Part, line: FeeLine) -> NewLine:
    year, code = found.period_to.year, row.answer.code
    of_sv = f", del {part.no} av {part.of}" if part.of > 1 else ""
    of_en = f", part {part.no} of {part.of}" if part.of > 1 else ""
    what_sv, what_en = _WORDS[line.account]
    is_part_year = row.answer.amount != row.answer.full
    since = row.member.member_since.isoformat() if row.member.member_since else ""
    about_sv = f" Del av året, medlem från {since}: {found.prorata_sv}." if is_part_year else ""
    about_en = f" Part of the year, member from {since}: {found.prorata_en}." if is_part_year else ""
    return NewLine(
        text_sv=f"{what_sv} {year}, klass {code}{of_sv}",
        text_en=f"{what_en} {year}, class {code}{of_en}",
        detail_sv=f"{fee_class.name_sv}.{about_sv}",
        detail_en=f"{fee_class.name_en or fee_class.name_sv}.{about_en}",
        unit_price=line.net,
        vat=line.vat,
        account=line.account,
    )


@transaction.atomic
def _end(run_id: UUID, *, waiting: int, by: Actor, at: datetime) -> DuesRun:
    run = DuesRun.objects.select_for_update().filter(pk=run_id).first()
    if run is None:
        raise Missing
    if run.state == RunState.DONE:
        return run
    run.state, run.waiting, run.ended_at = RunState.DONE.value, waiting, at
    run.save(update_fields=["state", "waiting", "ended_at"])
    done = queries.progress(run)
    fact = DuesRunEnded(
        subject=run.schedule_id,
        run=str(run.pk),
        invoices=done["invoices"],
        total=done["total"],
        waiting=waiting,
    )
    record(fact, by=by, at=at)
    return run
