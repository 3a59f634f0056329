"""Money in, back, out and moved; credited and written off: what is owed is what the books say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from billing.invoices import actions, queries
from billing.invoices.enums import Standing
from journal.models import Entry as Fact
from kernel.errors import Malformed, Missing, Refused
from tests.billing.conftest import (
    AT,
    DAY,
    TREASURER,
    balances,
    issued,
    new_draft,
    new_member,
    pay,
    ready_to_bill,
)


def standing(invoice, today=DAY):
    return queries.standing(queries.invoice(invoice.pk), today=today)


def refund(invoice, amount, source="r"):
    return actions.refund_invoice(
        invoice_id=invoice.pk, amount=amount, on=DAY, source=("test", source), by=TREASURER, at=AT
    )


def take_back(source):
    return actions.unsettle_invoice(source=("test", source), on=DAY, reason="Återkallad", by=TREASURER, at=AT)


def credit(invoice, lines=None, key="c"):
    return actions.credit_invoice(
        invoice_id=invoice.pk, reason="Fel klass", on=DAY, key=key, lines=lines, by=TREASURER, at=AT
    )


def test_a_payment_in_full_leaves_nothing_open(member):
    invoice = issued(member)

    done = pay(invoice, 400_000)

    assert (done.applied, done.over, done.balance, done.is_new) == (400_000, 0, 0, True)
    assert balances() == {1930: 400_000, 3001: -400_000}
    assert standing(invoice) == Standing.PAID


def test_the_same_payment_twice_is_in_the_books_once(member):
    invoice = issued(member)

    first, second = pay(invoice, 400_000), pay(invoice, 400_000)

    assert (second.voucher, second.applied, second.balance, second.is_new) == (
        first.voucher,
        400_000,
        0,
        False,
    )
    assert balances() == {1930: 400_000, 3001: -400_000}
    assert Fact.objects.filter(kind="billing.invoices.settled").count() == 1


def test_the_same_source_with_another_amount_or_invoice_is_refused(member):
    invoice, other = issued(member), issued(member, origin="2")
    pay(invoice, 1_000)

    for what in ((invoice, 2_000), (other, 1_000)):
        with pytest.raises(Refused) as no:
            pay(*what)
        assert [o.code for o in no.value.obstacles] == ["billing.books.obstacle_source_posted_otherwise"]

    assert balances()[1930] == 1_000


def test_a_part_leaves_the_rest_open(member):
    invoice = issued(member)

    done = pay(invoice, 150_000)

    assert (done.applied, done.over, done.balance) == (150_000, 0, 250_000)
    assert standing(invoice) == Standing.PARTLY_PAID
    assert standing(invoice, DAY + timedelta(days=31)) == Standing.OVERDUE


def test_too_much_is_the_members_own_money_and_is_told(member):
    invoice = issued(member)

    done = pay(invoice, 410_000, account=1580)

    assert (done.applied, done.over, done.balance) == (400_000, 10_000, -10_000)
    assert balances() == {1580: 410_000, 2420: -10_000, 3001: -400_000}
    assert standing(invoice) == Standing.OVERPAID
    assert [one.pk for one in queries.overpaid_invoices()] == [invoice.pk]


def test_refunding_the_double_payment_leaves_the_good_one(member):
    invoice = issued(member)
    pay(invoice, 400_000, "good")
    double = pay(invoice, 400_000, "double")
    assert (double.applied, double.over) == (0, 400_000)

    back = refund(invoice, 400_000)

    assert (back.applied, back.over, back.balance) == (0, -400_000, 0)
    assert balances() == {1930: 400_000, 3001: -400_000}
    assert standing(invoice) == Standing.PAID


def test_taking_back_the_first_of_two_payments_lets_the_second_pay(member):
    invoice = issued(member)
    pay(invoice, 400_000, "bounced")
    pay(invoice, 400_000, "good")

    for _ in range(2):
        done = take_back("bounced")

    assert done.balance == 0
    assert balances() == {1930: 400_000, 3001: -400_000}
    assert Fact.objects.filter(kind="billing.invoices.taken_back").count() == 1


def test_a_payment_that_was_charged_back_opens_the_invoice_again(member):
    invoice = issued(member)
    first = pay(invoice, 400_000)

    done = take_back("1")

    assert (done.applied, done.balance) == (-400_000, 400_000)
    assert done.voucher.reverses_id == first.voucher.pk
    assert balances() == {1510: 400_000, 3001: -400_000}


def test_nothing_is_taken_back_that_never_came(member):
    with pytest.raises(Missing):
        take_back("never")


def test_no_money_is_taken_on_a_draft_or_a_credit_note(member):
    note = credit(issued(member, origin="2"))

    for what, code in ((new_draft(member), "not_issued"), (note, "is_a_credit_note")):
        with pytest.raises(Refused) as no:
            pay(what, 1)
        assert [o.code for o in no.value.obstacles] == [f"billing.invoices.obstacle_{code}"]


@pytest.mark.parametrize("amount", [0, -1])
def test_an_amount_is_above_zero(member, amount):
    with pytest.raises(Malformed):
        pay(issued(member), amount)


def test_a_credit_note_takes_the_next_number_and_everything_back(member):
    invoice = issued(member, 100_000, 50_000)

    notes = {credit(invoice).number for _ in range(2)}

    assert notes == {"20170002"}
    assert balances() == {}
    assert standing(invoice) == Standing.CREDITED
    with pytest.raises(Refused) as no:
        credit(invoice, key="again")
    assert [o.code for o in no.value.obstacles] == ["billing.invoices.obstacle_all_credited"]


def test_one_line_is_credited_and_no_more_than_is_left_of_it(member):
    invoice = issued(member, 100_000, 50_000)

    credit(invoice, {2: 30_000})

    assert queries.open_amount(invoice.pk) == 120_000
    with pytest.raises(Refused) as no:
        credit(invoice, {2: 20_001}, key="too much")
    assert [dict(o.params) for o in no.value.obstacles] == [{"line": 2, "left": 20_000}]
    assert credit(invoice, key="rest").total == 120_000
    assert balances() == {}


def test_crediting_in_parts_leaves_no_ore_of_vat_behind(member):
    ready_to_bill(vat_id="SE802999001001")
    actions.change_billing_details(member_id=member.pk, values={"street": "Storgatan 1"}, by=TREASURER, at=AT)
    invoice = issued(member, 103, vat="25")

    for n in range(3):
        credit(invoice, {1: 33}, key=str(n))
    credit(invoice, key="rest")

    assert balances() == {}


def test_crediting_a_paid_invoice_owes_the_member_the_money(member):
    invoice = issued(member)
    pay(invoice, 400_000)

    credit(invoice)

    assert balances() == {1930: 400_000, 2420: -400_000}
    assert queries.balance_of_member(member.pk) == -400_000


def test_a_credit_note_says_why(member):
    with pytest.raises(Malformed):
        actions.credit_invoice(invoice_id=issued(member).pk, reason=" ", on=DAY, key="c", by=TREASURER, at=AT)


def test_an_overpayment_pays_the_members_other_invoice_once(member):
    first, second = issued(member), issued(member, 150_000, origin="2")
    pay(first, 500_000)

    for _ in range(2):
        actions.move_overpayment(
            from_invoice=first.pk, to_invoice=second.pk, amount=100_000, on=DAY, key="m", by=TREASURER, at=AT
        )

    assert (queries.balance_of(first.pk), queries.balance_of(second.pk)) == (0, 50_000)
    assert balances() == {1510: 50_000, 1930: 500_000, 3001: -550_000}


def test_an_overpayment_is_not_moved_to_somebody_else_or_beyond_what_is_there(member):
    first, theirs = issued(member), issued(new_member(2), 1_000, origin="2")
    pay(first, 400_500)

    with pytest.raises(Refused) as no:
        actions.move_overpayment(
            from_invoice=first.pk, to_invoice=theirs.pk, amount=2_000, on=DAY, key="m", by=TREASURER, at=AT
        )

    assert [o.code.rpartition(".")[2] for o in no.value.obstacles] == [
        "obstacle_another_members", "obstacle_not_overpaid_so_much", "obstacle_not_open_so_much",
    ]  # fmt: skip


def a_decision():
    from uuid import uuid4

    from tenants.decisions.models import Decision

    return Decision.objects.create(
        meeting=uuid4(), item_no=7, text_sv="Fordran skrivs av.", method="acclamation", taken_at=AT
    )


def write_off(invoice, decision):
    return actions.write_off(invoice_id=invoice.pk, decision=decision, on=DAY, by=TREASURER, at=AT)


def test_what_is_open_is_given_up_by_a_decision_alone(member):
    from uuid import uuid4

    invoice = issued(member)
    pay(invoice, 150_000)
    with pytest.raises(Refused) as no:
        write_off(invoice, uuid4())
    assert [o.code for o in no.value.obstacles] == ["billing.invoices.obstacle_needs_a_decision"]
    decision = a_decision()

    for _ in range(2):
        write_off(invoice, decision.pk)

    assert balances() == {1930: 150_000, 3001: -400_000, 6351: 250_000}
    assert standing(invoice) == Standing.WRITTEN_OFF


def test_giving_up_an_invoice_with_vat_takes_back_the_vat_that_it_bore(member):
    ready_to_bill(vat_id="SE802999001001")
    actions.change_billing_details(member_id=member.pk, values={"street": "Storgatan 1"}, by=TREASURER, at=AT)
    invoice = issued(member, 100_000, vat="25")
    pay(invoice, 25_000)

    write_off(invoice, a_decision().pk)

    assert balances() == {1930: 25_000, 2611: -5_000, 3001: -100_000, 6351: 80_000}


def test_the_statement_runs_from_charge_to_zero(member):
    invoice = issued(member)
    pay(invoice, 150_000, "a")
    credit(invoice, {1: 250_000})

    told = queries.statement_of_account(member)

    assert [(r.kind, r.number, r.amount, r.balance) for r in told.rows] == [
        ("invoice", "20170001", 400_000, 400_000),
        ("test", "20170001", -150_000, 250_000),
        ("invoice", "20170001", -250_000, 0),
    ]
    assert (told.opening, told.closing) == (0, 0)
    later = queries.statement_of_account(member, from_date=DAY + timedelta(days=1))
    assert (later.opening, later.rows) == (0, [])


def test_lists_by_standing_and_one_by_one_agree(member):
    late = issued(member, origin="late")
    part = issued(member, origin="part")
    over = issued(member, origin="over")
    back = issued(member, origin="back")
    gone = issued(member, origin="gone")
    new_draft(member, origin="draft")
    issued(member, origin="open")
    pay(issued(member, origin="paid"), 400_000, "paid")
    pay(part, 1, "part")
    pay(over, 400_001, "over")
    credit(back)
    write_off(gone, a_decision().pk)

    for today in (DAY, late.due_on, date(2018, 1, 1)):
        one_by_one = {
            i.pk: queries.standing(i, today=today) for i in queries.invoices().filter(kind="invoice")
        }
        for wanted in Standing:
            listed = {i.pk for i in queries.of_standing(queries.invoices(), wanted, today=today)}
            assert listed == {pk for pk, is_ in one_by_one.items() if is_ == wanted}, wanted
    sums = queries.totals(queries.invoices(), today=date(2018, 1, 1))
    assert (sums.total, sums.open, sums.overdue) == (8 * 400_000 - 400_000, 1_199_999, 1_199_999)
