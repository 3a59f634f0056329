"""The board has divided the fee: one invoice, two lines, each with its VAT and its account."""

from __future__ import annotations

import pytest

from billing.dues import actions, queries
from billing.dues.enums import Due
from billing.dues.models import Charge
from billing.invoices.actions import change_billing_details
from billing.invoices.models import Invoice
from tenants.members.models import Member
from tests.billing.conftest import TREASURER, balances, ready_to_bill
from tests.billing.dues.conftest import AT, DAY, choose_vat, members
from tests.billing.dues.test_running import carry_on, start

WHERE = {"street": "Storgatan 1", "postal_code": "392 32", "town": "Kalmar"}


@pytest.fixture
def divided(schedule):
    ready_to_bill(vat_id="SE802999001001")
    choose_vat(treatment="split", membership=100_000)
    members(only=2)
    for one in Member.objects.exclude(member_since=None):
        change_billing_details(member_id=one.pk, values=WHERE, by=TREASURER, at=AT)
    return schedule


def told_of(invoice):
    return [
        (line.text_sv, line.account, line.vat_treatment, line.net, line.vat) for line in invoice.lines.all()
    ]


def test_each_invoice_has_a_line_for_belonging_and_one_for_services(divided):
    preview = queries.preview(queries.schedule(divided.pk), on=DAY)
    carry_on(start(divided))

    for invoice in Invoice.objects.all():
        code, fee = invoice.fee_class, sum(line.net for line in invoice.lines.all())
        assert told_of(invoice) == [
            (f"Medlemsavgift 2017, klass {code}", 3001, "not_subject", 100_000, 0),
            (f"Serviceavgift 2017, klass {code}", 3002, "25", fee - 100_000, (fee - 100_000) // 4),
        ]
    billed = sum(one.amount for one in Charge.objects.all())
    services = billed - 200_000
    assert (preview.total, preview.vat, preview.vat_choice.membership) == (billed, services // 4, 100_000)
    assert balances() == {
        1510: billed + services // 4, 2611: -services // 4, 3001: -200_000, 3002: -services,
    }  # fmt: skip


def test_instalments_share_both_lines_to_the_ore(divided):
    actions.change_terms(schedule_id=divided.pk, due_days=30, parts=3, by=TREASURER, at=AT)
    carry_on(start(divided))

    for charge in Charge.objects.filter(part=1):
        whole = Charge.objects.filter(member=charge.member).order_by("part")
        lines = [[line.net for line in one.invoice.lines.all()] for one in whole]
        assert [sum(part) for part in lines] == [one.amount for one in whole]
        assert sum(part[0] for part in lines) == 100_000
        assert sum(map(sum, lines)) == charge.full


def test_whoever_has_no_address_waits_with_the_reason_and_holds_nobody_up(divided):
    first, second = Member.objects.exclude(member_since=None).order_by("number")
    change_billing_details(member_id=first.pk, values={"street": ""}, by=TREASURER, at=AT)

    rows = {row.member.pk: row.answer for row in queries.rows_of(queries.schedule(divided.pk))}
    done = carry_on(start(divided))

    assert rows[first.pk].due == Due.WAITING
    assert [one.code for one in rows[first.pk].obstacles] == ["billing.invoices.obstacle_no_buyer_address"]
    assert rows[second.pk].due == Due.READY
    assert (done.waiting, [one.member_id for one in Charge.objects.all()]) == (1, [second.pk])


def test_a_fee_without_vat_asks_for_no_address(schedule):
    members(only=2)

    assert {row.answer.due for row in queries.rows_of(queries.schedule(schedule.pk))} == {Due.READY}


def test_the_paper_says_by_which_decision_each_line_is_with_and_without_vat(divided):
    from billing.invoices import queries as invoices
    from billing.invoices.rules import paper_of

    carry_on(start(divided))
    invoice = Invoice.objects.order_by("number").first()
    rows = [row["text"] for row in paper_of(invoices.paper_facts(invoice, "sv"), "sv")["vat_rows"]]

    assert len(rows) == 3
    assert all("styrelsemöte 2016-11-14" in row for row in rows[1:])
