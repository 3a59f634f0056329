"""IEC's first run, run again, late joiners, exempt, honorary, parts, and what stands in the way."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from billing.books.queries import trial_balance
from billing.dues import actions, queries
from billing.dues.enums import Due
from billing.dues.models import Charge, FeeSchedule
from billing.invoices.models import Invoice
from journal.models import Entry as Fact
from kernel.errors import Malformed, Missing, Refused
from tenants.members.models import Member
from tests.billing.conftest import TREASURER, balances
from tests.billing.dues.conftest import (
    AT,
    DAY,
    FIRST_YEAR,
    carry_on,
    decide_fees,
    members,
    numbers,
    start,
)


def due(schedule):
    return {row.member.number: row.answer.due for row in queries.rows_of(queries.schedule(schedule.pk))}


def treat(schedule, number, **what):
    member = Member.objects.get(number=number)
    return actions.treat_member(
        schedule_id=schedule.pk, member_id=member.pk, by=TREASURER, at=AT, **{"reason": "Beslut", **what}
    )


def test_the_decided_fees_are_taken_over_with_their_period_and_terms(schedule):
    assert (schedule.period_from, schedule.period_to, schedule.due_days) == (*FIRST_YEAR, 30)
    assert (schedule.prorata, schedule.prorata_en) == ("full", "the first year: the full fee")
    assert [(c.code, c.amount) for c in schedule.classes.all()] == [
        ("F1", 150_000), ("F2", 400_000), ("F3", 900_000), ("F4", 900_000), ("F5", 30_000), ("F6", 0),
    ]  # fmt: skip


def test_taking_over_again_is_the_same_schedule_and_another_is_refused_once_somebody_is_billed(schedule):
    again = actions.take_over_fees(decision=schedule.decision, by=TREASURER, at=AT)
    members(only=1)
    start(schedule)
    with pytest.raises(Refused) as no:
        actions.take_over_fees(decision=decide_fees().pk, by=TREASURER, at=AT)

    assert again.pk == schedule.pk
    assert [o.code for o in no.value.obstacles] == ["billing.dues.obstacle_period_has_fees"]
    assert FeeSchedule.objects.count() == 1
    with pytest.raises(Missing):
        actions.take_over_fees(decision=uuid4(), by=TREASURER, at=AT)


def test_fees_that_a_later_meeting_decides_take_the_place_of_those_nobody_is_billed_by(schedule):
    members(only=3)
    first, second = Member.objects.order_by("number").values_list("number", flat=True)[:2]
    treat(schedule, first, is_exempt=True, reason="Styrelsens beslut § 7")
    treat(schedule, second, code="F4", parts=2)
    later = decide_fees(F2=450_000)
    assert [one.decision_id for one in queries.waiting_fees()] == [later.pk]

    made = actions.take_over_fees(decision=later.pk, by=TREASURER, at=AT)

    assert [one.pk for one in FeeSchedule.objects.all()] == [made.pk]
    assert made.classes.get(code="F2").amount == 450_000
    assert queries.waiting_fees() == []
    assert [(one.member.number, one.is_exempt, one.reason) for one in made.treatments.filter(parts=None)] == [
        (first, True, "Styrelsens beslut § 7")
    ]
    placed = made.treatments.get(member__number=second)
    assert (placed.fee_class.code, placed.fee_class.schedule_id, placed.parts) == ("F4", made.pk, 2)
    carry_on(start(made))
    assert {one.invoice.decision for one in Charge.objects.all()} == {later.pk}


def test_the_earlier_decisions_fees_never_take_the_later_ones_place(schedule):
    later = actions.take_over_fees(decision=decide_fees().pk, by=TREASURER, at=AT)
    with pytest.raises(Refused) as no:
        actions.take_over_fees(decision=schedule.decision, by=TREASURER, at=AT)

    assert [o.code for o in no.value.obstacles] == ["billing.dues.obstacle_period_has_fees"]
    assert [one.pk for one in FeeSchedule.objects.all()] == [later.pk]


NEXT_YEAR = (date(2018, 1, 1), date(2018, 12, 31))
STANDS = ("stadgarna § 6 mom. 1", "statutes § 6 para. 1")


def test_a_decided_fee_stands_on_for_the_next_year_by_the_statutes_part_year_rule(schedule, monkeypatch):
    monkeypatch.setattr(queries, "fee_continues", lambda: STANDS)
    following = actions.take_over_fees(
        decision=schedule.decision, period=(date(2018, 1, 1), date(2018, 12, 31)), by=TREASURER, at=AT
    )

    assert following.label_sv == "2018"
    assert following.classes.count() == 6


def test_a_fee_that_the_statutes_do_not_let_stand_is_billed_for_its_own_period_alone(schedule):
    with pytest.raises(Refused) as no:
        actions.take_over_fees(decision=schedule.decision, period=NEXT_YEAR, by=TREASURER, at=AT)

    assert [one.code for one in no.value.obstacles] == ["billing.dues.obstacle_fee_does_not_stand"]
    assert FeeSchedule.objects.count() == 1


def test_a_fee_that_a_later_meeting_has_decided_anew_is_not_carried_on(schedule, monkeypatch):
    monkeypatch.setattr(queries, "fee_continues", lambda: STANDS)
    decide_fees()

    with pytest.raises(Refused) as no:
        actions.take_over_fees(decision=schedule.decision, period=NEXT_YEAR, by=TREASURER, at=AT)

    assert [one.code for one in no.value.obstacles] == ["billing.dues.obstacle_newer_fees"]
    assert queries.fees_that_stand_on(today=date(2017, 12, 1)) is None


def test_the_next_year_is_offered_from_three_months_before_it_with_its_place_in_the_statutes(
    schedule, monkeypatch
):
    monkeypatch.setattr(queries, "fee_continues", lambda: STANDS)

    early = queries.fees_that_stand_on(today=date(2017, 9, 30))
    told = queries.fees_that_stand_on(today=date(2017, 10, 1))

    assert early is None
    assert told == queries.StandsOn(schedule.decision, NEXT_YEAR, STANDS)


def test_the_preview_is_the_models_table(schedule):
    members()

    told = queries.preview(queries.schedule(schedule.pk), on=DAY)

    assert [(c.fee_class.code, c.members, c.total) for c in told.classes] == [
        ("F1", 82, 12_300_000), ("F2", 31, 12_400_000), ("F3", 11, 9_900_000), ("F4", 4, 3_600_000),
        ("F5", 0, 0), ("F6", 0, 0),
    ]  # fmt: skip
    assert (told.ready, told.invoices, told.total, told.obstacles) == (128, 128, 38_200_000, [])
    assert (Invoice.objects.count(), balances()) == (0, {})


def test_the_founders_alone_come_to_327_500(schedule):
    members(only=105)

    assert queries.preview(queries.schedule(schedule.pk), on=DAY).total == 32_750_000


def test_iecs_first_run_is_128_invoices_and_382_000_and_running_again_bills_nobody(schedule):
    members()
    run = start(schedule)

    for _ in range(2):
        done = carry_on(run)
    with pytest.raises(Refused) as no:
        start(schedule)

    assert [o.code for o in no.value.obstacles] == ["billing.dues.obstacle_nobody_to_bill"]
    assert queries.progress(done) == {"members": 128, "invoices": 128, "total": 38_200_000}
    assert numbers() == [f"2017{n:04}" for n in range(1, 129)]
    assert balances() == {1510: 38_200_000, 3001: -38_200_000}
    assert trial_balance().total == 0
    first = Invoice.objects.get(number="20170001")
    assert first.citation_sv == "beslut §\u00a011, konstituerande möte 2016-10-11"
    assert first.vat_citation_sv == "beslut §\u00a06, styrelsemöte 2016-11-14"
    assert (first.ocr, first.due_on) == ("2017000106", date(2017, 1, 30))
    assert Fact.objects.filter(kind="billing.dues.run_ended").count() == 1


def test_the_same_key_is_the_same_run(schedule):
    members(only=3)
    key = uuid4()

    runs = {
        actions.start_run(schedule_id=schedule.pk, key=key, on=DAY, by=TREASURER, at=AT).pk for _ in range(2)
    }

    assert runs == {key}


def test_two_runs_are_not_under_way_at_once(schedule):
    members(only=3)
    start(schedule)

    with pytest.raises(Refused) as no:
        start(schedule)

    assert [o.code for o in no.value.obstacles] == ["billing.dues.obstacle_running"]


def test_a_run_that_dies_after_some_is_carried_on(schedule, monkeypatch):
    members(only=10)
    run = start(schedule)
    from billing.dues.actions import running

    real, billed = running.bill_member, []

    def dies(**what):
        if len(billed) == 4:
            raise KeyboardInterrupt
        billed.append(real(**what))

    monkeypatch.setattr(running, "bill_member", dies)
    with pytest.raises(KeyboardInterrupt):
        carry_on(run)
    assert (len(numbers()), queries.unfinished_runs()) == (4, [run.pk])
    monkeypatch.setattr(running, "bill_member", real)

    carry_on(run)

    assert numbers() == [f"2017{n:04}" for n in range(1, 11)]
    assert queries.unfinished_runs() == []


def test_late_joiners_are_billed_by_a_later_run_and_nobody_else(schedule):
    members(only=3)
    carry_on(start(schedule))
    late = Member.objects.create(
        number="0900", name="Sen AB", org_number="556900-0900", kind="company", employees=2,
        contact_name="Sen", contact_email="sen@medlem.example", member_since=date(2017, 8, 1), created_at=AT,
    )  # fmt: skip

    run = actions.bill_late_joiners(
        schedule_id=schedule.pk, key=uuid4(), on=date(2017, 8, 2), by=TREASURER, at=AT
    )
    carry_on(run)

    charge = Charge.objects.get(member=late)
    assert (run.planned, charge.amount, charge.invoice.number) == (1, 150_000, "20170004")


def test_after_the_founding_year_a_late_joiner_pays_half_and_the_line_says_why(schedule):
    FeeSchedule.objects.filter(pk=schedule.pk).update(
        prorata="half_after", half_after="06-30", prorata_sv="stadgarna § 6 mom. 3", prorata_en="statutes"
    )
    members(only=1)
    Member.objects.update(member_since=date(2017, 7, 1))

    carry_on(start(schedule))

    charge = Charge.objects.get()
    assert (charge.full, charge.amount) == (400_000, 200_000)
    assert "medlem från 2017-07-01: stadgarna § 6 mom. 3" in charge.invoice.lines.get().detail_sv


def test_exempt_honorary_and_left_members_are_listed_and_get_no_invoice(schedule):
    members(only=5)
    ids = list(Member.objects.order_by("number").values_list("number", flat=True))
    treat(schedule, ids[0], is_exempt=True)
    treat(schedule, ids[1], code="F6")
    treat(schedule, ids[2], left_on=date(2016, 10, 10))
    Member.objects.filter(number=ids[3]).update(employees=None)

    assert due(schedule) == dict(
        zip(ids, (Due.EXEMPT, Due.NOTHING, Due.LEFT, Due.WAITING, Due.READY), strict=True)
    )
    done = carry_on(start(schedule))

    assert (len(numbers()), done.waiting) == (1, 1)
    assert due(schedule)[ids[4]] == Due.BILLED


def test_whoever_left_is_not_billed_the_years_after_unless_it_joins_again(schedule, monkeypatch):
    members(only=3)
    gone, back, placed = Member.objects.order_by("number").values_list("number", flat=True)
    for number in (gone, back, placed):
        treat(schedule, number, left_on=date(2017, 11, 30), reason="Utträde")
    Member.objects.filter(number=back).update(member_since=date(2018, 2, 1))
    monkeypatch.setattr(queries, "fee_continues", lambda: STANDS)
    following = actions.take_over_fees(decision=schedule.decision, period=NEXT_YEAR, by=TREASURER, at=AT)
    treat(following, placed, code="F1", reason="Stannar ändå")

    assert due(following) == {gone: Due.LEFT, back: Due.READY, placed: Due.READY}
    assert due(schedule) == {
        gone: Due.READY,
        placed: Due.READY,
    }  # a member for a part of the year pays for it


def test_whoever_has_given_notice_is_billed_while_it_is_a_member_and_not_for_the_year_after(
    schedule, monkeypatch
):
    from tenants.members.models import Leaving

    members(only=2)
    leaves, stays = Member.objects.order_by("number")
    notice = Leaving.objects.create(
        member=leaves, channel="letter", noticed_on=date(2017, 3, 1), ends_on=date(2018, 1, 1), by_name="x",
        noted_at=AT,
    )  # fmt: skip
    monkeypatch.setattr(queries, "fee_continues", lambda: STANDS)
    following = actions.take_over_fees(decision=schedule.decision, period=NEXT_YEAR, by=TREASURER, at=AT)

    assert due(schedule) == {leaves.number: Due.READY, stays.number: Due.READY}
    assert due(following) == {leaves.number: Due.LEFT, stays.number: Due.READY}
    Leaving.objects.filter(pk=notice.pk).update(withdrawn_at=AT)
    assert due(following) == {leaves.number: Due.READY, stays.number: Due.READY}


def test_a_treatment_needs_a_reason_can_be_taken_back_and_comes_before_the_invoice(schedule):
    members(only=1)
    number = Member.objects.get().number
    with pytest.raises(Malformed):
        treat(schedule, number, is_exempt=True, reason=" ")
    treat(schedule, number, is_exempt=True)
    treat(schedule, number)
    assert due(schedule)[number] == Due.READY
    carry_on(start(schedule))

    with pytest.raises(Refused) as no:
        treat(schedule, number, is_exempt=True)

    assert [o.code for o in no.value.obstacles] == ["billing.dues.obstacle_member_is_billed"]


def test_instalments_are_invoices_of_their_own_that_come_to_the_fee(schedule):
    members(only=1)
    treat(schedule, Member.objects.get().number, parts=3)

    carry_on(start(schedule))

    parts = list(Charge.objects.order_by("part").values_list("amount", "invoice__due_on"))
    assert [amount for amount, _ in parts] == [133_334, 133_333, 133_333]
    assert [day for _, day in parts] == [date(2017, 1, 30), date(2017, 5, 31), date(2017, 9, 30)]
    assert "del 2 av 3" in Charge.objects.get(part=2).invoice.lines.get().text_sv


def test_everything_in_the_way_of_all_is_told_and_nothing_is_billed(in_alfa):
    members(only=2)
    schedule = actions.take_over_fees(decision=decide_fees().pk, by=TREASURER, at=AT)
    actions.change_class(
        schedule_id=schedule.pk, code="F2", kinds=["company"], least=9, most=49, by=TREASURER, at=AT
    )

    with pytest.raises(Refused) as no:
        start(schedule)

    assert [o.code.rpartition(".")[2] for o in no.value.obstacles] == [
        "obstacle_vat_not_chosen", "obstacle_class_overlaps", "obstacle_no_org_number",
        "obstacle_no_seller_address", "obstacle_no_way_to_pay",
    ]  # fmt: skip
    assert (Invoice.objects.count(), schedule.runs.count()) == (0, 0)


def test_terms_and_classes_stay_once_somebody_is_billed(schedule):
    members(only=1)
    actions.change_terms(schedule_id=schedule.pk, due_days=20, parts=1, by=TREASURER, at=AT)
    carry_on(start(schedule))

    with pytest.raises(Refused) as no:
        actions.change_terms(schedule_id=schedule.pk, due_days=30, parts=2, by=TREASURER, at=AT)

    assert [o.code for o in no.value.obstacles] == ["billing.dues.obstacle_fees_are_billed"]
