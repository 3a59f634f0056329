"""What a payment was for: certain, suggested with reasons, said by a person, taken back."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from billing.bank import actions, queries
from billing.bank.models import BankPayment, Match
from billing.books.actions import close_period
from billing.books.models import Voucher
from billing.invoices import queries as invoices
from journal.models import Entry
from kernel.errors import Malformed, Missing, Refused
from tests.billing.bank.conftest import FEE, bgmax, book, camt, csv_list, match, sound, states, waiting
from tests.billing.conftest import AT, DAY, TREASURER, balances, issued, new_member

OWN = {"by": TREASURER, "at": AT}


def suggested(payment=None):
    """Number, amount and reasons of each suggestion, in order."""
    found = [payment or waiting()]
    told, spoken = queries.suggestions(found)
    return [
        (
            [(spoken[pk].number, amount) for pk, amount in one.parts],
            [reason.code.rpartition("because_")[2] for reason in one.because],
        )
        for one in told[found[0].pk]
    ]


def undo(which, reason="Fel faktura"):
    return actions.undo_match(match_id=which.pk, reason=reason, **OWN)


def test_a_reference_with_the_open_amount_settles_itself_from_bank_to_receivables(bills):
    book(bgmax((bills[0].ocr, FEE, {})))
    made = Match.objects.get()
    voucher = Voucher.objects.get(pk=made.voucher)

    assert states() == [("done", 0, "")]
    assert sorted((one.account_id, one.amount) for one in voucher.entries.all()) == [
        (1510, -FEE),
        (1930, FEE),
    ]
    assert (voucher.date, made.is_automatic, [one["code"] for one in made.because]) == (
        date(2017, 1, 31), True, ["billing.bank.because_reference", "billing.bank.because_amount"],
    )  # fmt: skip
    assert invoices.open_amount(bills[0].pk) == 0


@pytest.mark.parametrize(
    ("payer", "amount", "state"),
    [
        ({"org_number": "550001-0001".replace("-", "")}, FEE, "done"),
        ({"org_number": "165500010001"}, FEE, "done"),
        ({"name": "MEDLEM 001 AKTIEBOLAG"}, FEE, "done"),
        ({"name": "Medlem 001 AB"}, FEE - 1, "waiting"),
        ({"name": "Medlem"}, FEE, "waiting"),
    ],
)
def test_without_a_reference_a_known_payer_and_the_amount_of_one_invoice_settle_it(
    bills, payer, amount, state
):
    book(bgmax(("", amount, payer)))

    assert states()[0][0] == state
    assert invoices.open_amount(bills[0].pk) == (0 if state == "done" else FEE)


def test_an_account_that_paid_before_is_known(bills):
    again = issued(bills[0].member, FEE, origin="again")
    book(bgmax((bills[0].ocr, FEE, {"bankgiro": "50501055"})))
    book(bgmax(("", FEE, {"bankgiro": "50501055"}), day="20170301"))

    assert invoices.open_amount(again.pk) == 0


def test_two_open_invoices_of_the_amount_wait_for_a_person(bills):
    issued(bills[0].member, FEE, origin="again")
    book(bgmax(("", FEE, {"name": "Medlem 001 AB"})))

    assert states() == [("waiting", FEE, "waits_several")]
    assert [parts for parts, _ in suggested()] == [[("20170001", FEE)], [("20170004", FEE)]]


def test_a_member_that_pays_another_members_reference_waits(bills):
    book(bgmax((bills[0].ocr, FEE, {"org_number": "5500020002"})))

    assert states() == [("waiting", FEE, "waits_other_payer")]
    assert suggested()[0] == ([("20170001", FEE)], ["reference", "amount"])


@pytest.mark.parametrize(
    ("swap", "why"),
    [(lambda o: "1" + o[1:], "waits_reference_fails"), (lambda _: "133", "waits_no_match")],
)
def test_a_wrong_reference_waits_with_its_neighbour_suggested(bills, swap, why):
    book(bgmax((swap(bills[1].ocr), FEE, {})))

    assert states() == [("waiting", FEE, why)]
    if why == "waits_reference_fails":
        assert suggested()[0] == ([("20170002", FEE)], ["near_reference", "amount"])


def test_suggestions_are_ranked_with_their_reasons(bills):
    text = {"text": [f"avgift {bills[2].number}"], "name": "Medlem 002 ekonomi"}
    book(bgmax(("", FEE, text)))

    assert suggested() == [
        ([("20170003", FEE)], ["in_text", "amount"]),
        ([("20170002", FEE)], ["name_like", "amount"]),
    ]


def test_too_little_from_the_member_is_taken_and_the_rest_stays_open(bills):
    book(bgmax((bills[0].ocr, 100_000, {"name": "Medlem 001 AB"}), (bills[1].ocr, 100_000, {})))

    assert states() == [("done", 0, ""), ("waiting", 100_000, "waits_too_little")]
    match(waiting(), (bills[1], 100_000))
    sound()
    assert [invoices.balance_of(one.pk) for one in bills] == [300_000, 300_000, FEE]


def test_too_much_is_the_members_credit_used_for_another_invoice_or_paid_back(bills):
    other = issued(bills[0].member, 100_000, origin="other")
    book(bgmax((bills[0].ocr, FEE + 150_000, {"name": "Medlem 001 AB"})))
    assert balances()[2420] == -150_000
    moved = {
        "from_invoice": bills[0].pk,
        "to_invoice": other.pk,
        "amount": 100_000,
        "on": DAY,
        "request": uuid4(),
    }
    assert actions.move_credit(**moved, **OWN).pk == actions.move_credit(**moved, **OWN).pk
    back = {"invoice_id": bills[0].pk, "amount": 50_000, "on": DAY, "request": uuid4()}
    assert actions.return_credit(**back, **OWN).pk == actions.return_credit(**back, **OWN).pk
    with pytest.raises(Refused) as refused:
        actions.return_credit(**{**back, "request": uuid4(), "amount": 1}, **OWN)

    assert refused.value.obstacles[0].code == "billing.bank.obstacle_no_such_credit"
    assert (invoices.balance_of(bills[0].pk), invoices.balance_of(other.pk)) == (0, 0)
    assert balances() == {1510: 2 * FEE, 1930: FEE + 100_000, 3001: -3 * FEE - 100_000}


def test_the_double_one_goes_back_and_the_good_one_is_left(bills):
    book(bgmax((bills[0].ocr, FEE, {}), (bills[0].ocr, FEE, {})))
    assert states() == [("done", 0, ""), ("waiting", FEE, "waits_paid")]
    assert suggested()[0] == ([("20170001", FEE)], ["reference", "total", "paid"])
    double, request = waiting(), uuid4()
    for _ in range(2):
        actions.return_payment(
            payment_id=double.pk,
            amount=FEE,
            reason="Betald två gånger",
            on=date(2017, 2, 3),
            request=request,
            **OWN,
        )
    sound()

    assert states() == [("done", 0, ""), ("done", 0, "")]
    assert balances() == {1510: 2 * FEE, 1930: FEE, 3001: -3 * FEE}
    assert invoices.balance_of(bills[0].pk) == 0


def test_one_payment_for_all_that_a_member_owes_is_suggested_as_one_and_split(bills):
    other = issued(bills[0].member, 100_000, origin="other")
    book(bgmax(("", FEE + 100_000, {"name": "Medlem 001 AB"})))
    assert suggested()[0] == ([("20170001", FEE), ("20170004", 100_000)], ["name", "sum"])
    match(waiting(), (bills[0], FEE), (other, 100_000))
    sound()

    assert states() == [("done", 0, "")]
    assert balances() == {1510: 2 * FEE, 1930: FEE + 100_000, 3001: -3 * FEE - 100_000}


def test_several_references_that_add_up_settle_themselves(bills):
    book(bgmax((bills[0].ocr, 2 * FEE, {"further": [bills[1].ocr]}), ("", 5, {})))

    assert states()[0] == ("done", 0, "")
    assert Match.objects.filter(is_automatic=True).count() == 2


def test_what_is_asked_twice_is_done_once_and_no_more_than_is_left_is_given(bills):
    book(bgmax(("", FEE, {"name": "Okänd"})))
    payment, request = waiting(), uuid4()
    match(payment, (bills[0], 100_000), request=request)
    match(payment, (bills[0], 100_000), request=request)
    before = (balances(), Entry.objects.count())
    with pytest.raises(Refused) as refused:
        match(payment, (bills[1], 300_001))

    assert refused.value.obstacles[0].code == "billing.bank.obstacle_not_left_so_much"
    assert states() == [("waiting", 300_000, "waits_no_match")]
    assert (balances(), Entry.objects.count()) == before
    for parts in ([], [(bills[0], 0)], [(bills[0], 1), (bills[0], 2)]):
        with pytest.raises(Malformed):
            match(payment, *parts)
    with pytest.raises(Missing):
        actions.match_payment(payment_id=uuid4(), parts=[(bills[0].pk, 1)], request=uuid4(), **OWN)
    with pytest.raises(Missing):
        actions.match_payment(payment_id=payment.pk, parts=[(uuid4(), 1)], request=uuid4(), **OWN)


def test_undoing_reverses_and_the_payment_waits_and_can_be_matched_anew(bills):
    book(bgmax((bills[0].ocr, FEE, {})))
    first = Match.objects.get()
    undo(first)
    undo(first)
    sound()
    assert states() == [("waiting", FEE, "waits_undone")]
    assert balances() == {1510: 3 * FEE, 1930: FEE, 2499: -FEE, 3001: -3 * FEE}
    match(waiting(), (bills[1], FEE))
    sound()
    assert [invoices.balance_of(one.pk) for one in bills] == [FEE, 0, FEE]
    undo(Match.objects.get(undone_at=None))
    match(waiting(), (bills[0], FEE))
    sound()
    assert balances() == {1510: 2 * FEE, 1930: FEE, 3001: -3 * FEE}
    with pytest.raises(Malformed):
        undo(first, reason=" ")


def test_income_and_returns_are_undone_too(bills):
    book(bgmax(("", 900, {"name": "Givare"})))
    request = uuid4()
    for _ in range(2):
        actions.book_as_income(
            payment_id=BankPayment.objects.get().pk, account=3990, text="Gåva", request=request, **OWN
        )
    assert (states(), balances()[3990]) == ([("done", 0, "")], -900)
    undo(Match.objects.get())
    actions.return_payment(
        payment_id=waiting().pk, amount=400, reason="Fel", on=date(2017, 2, 1), request=uuid4(), **OWN
    )
    assert states() == [("waiting", 500, "waits_undone")]
    undo(Match.objects.get(undone_at=None))
    sound()

    assert balances() == {1510: 3 * FEE, 1930: 900, 2499: -900, 3001: -3 * FEE}
    with pytest.raises(Refused) as refused:
        actions.book_as_income(payment_id=waiting().pk, account=1510, text="x", request=uuid4(), **OWN)
    assert refused.value.obstacles[0].code == "billing.bank.obstacle_no_income_account"


def test_a_match_in_a_closed_period_stays(bills):
    book(bgmax((bills[0].ocr, FEE, {})))
    close_period(through=date(2017, 1, 31), by=TREASURER, at=AT.replace(month=3))
    before = (balances(), Voucher.objects.count(), Entry.objects.count())
    with pytest.raises(Refused) as refused:
        undo(Match.objects.get())

    assert refused.value.obstacles[0].code == "billing.bank.obstacle_match_in_closed_period"
    assert (balances(), Voucher.objects.count(), Entry.objects.count()) == before
    assert states() == [("done", 0, "")]


def test_a_late_file_is_booked_on_the_first_open_day(bills):
    close_period(through=date(2017, 1, 31), by=TREASURER, at=AT.replace(month=3))
    book(bgmax((bills[0].ocr, FEE, {}), ("", 5, {})))

    days = Voucher.objects.filter(source_kind__startswith="bank").values_list("date", flat=True)
    assert set(days) == {date(2017, 2, 1)}


def test_put_aside_and_back_moves_no_money(bills):
    book(bgmax(("", 700, {})))
    before = balances()
    payment = waiting()
    assert queries.counts() == {"new": 0, "waiting": 1, "waiting_sum": 700, "aside": 0}
    actions.set_aside(payment_id=payment.pk, is_aside=True, note="Frågat banken", **OWN)
    assert states()[0][0] == "aside"
    assert queries.counts() == {"new": 0, "waiting": 0, "waiting_sum": 0, "aside": 1}
    match(payment, (bills[0], 200))
    assert states() == [("aside", 500, "waits_no_match")]
    actions.set_aside(payment_id=payment.pk, is_aside=False, note="", **OWN)
    match(payment, (bills[0], 500))
    with pytest.raises(Refused):
        actions.set_aside(payment_id=payment.pk, is_aside=True, note="", **OWN)

    assert states() == [("done", 0, "")]
    assert balances() == {**{k: v for k, v in before.items() if k != 2499}, 1510: 3 * FEE - 700}


def test_another_currency_waits_until_its_amount_in_kronor_is_told(bills):
    content = camt(("E1", bills[0].ocr, 35_000, "Medlem 001 AB")).replace(b'"SEK"', b'"EUR"')
    book(content)
    payment = waiting()
    assert states() == [("waiting", 0, "waits_currency")]
    assert 1930 not in balances()
    with pytest.raises(Refused) as refused:
        match(payment, (bills[0], 35_000))
    assert refused.value.obstacles[0].code == "billing.bank.obstacle_amount_unknown"
    actions.state_amount(payment_id=payment.pk, amount=FEE, **OWN)
    actions.state_amount(payment_id=payment.pk, amount=FEE, **OWN)
    with pytest.raises(Refused):
        actions.state_amount(payment_id=payment.pk, amount=FEE + 1, **OWN)
    match(payment, (bills[0], FEE))
    sound()

    assert balances() == {1510: 2 * FEE, 1930: FEE, 3001: -3 * FEE}


def test_money_that_the_bank_takes_back_waits_and_opens_its_invoice_again(bills):
    book(bgmax((bills[0].ocr, FEE, {}), ("", FEE, {}), (bills[0].ocr, FEE, {"code": "21"})))
    assert states()[2] == ("waiting", -FEE, "waits_taken_back")
    taken = BankPayment.objects.get(amount=-FEE)
    assert suggested(taken)[0] == ([("20170001", -FEE)], ["reference", "total", "paid"])
    with pytest.raises(Refused):
        match(taken, (bills[0], FEE))
    match(taken, (bills[0], -FEE))
    sound()
    assert (states()[2], invoices.balance_of(bills[0].pk)) == (("done", 0, ""), FEE)
    undo(Match.objects.get(amount=-FEE))
    sound()
    assert (states()[2][0], invoices.balance_of(bills[0].pk)) == ("waiting", 0)


def test_a_closed_account_is_told_and_mended_and_no_money_is_lost(bills):
    from billing.books.models import Account

    Account.objects.filter(pk=1930).update(is_open=False)
    book(bgmax((bills[0].ocr, FEE, {})))
    payment = waiting()
    assert states() == [("waiting", FEE, "obstacle_account_closed")]
    Account.objects.filter(pk=1930).update(is_open=True)
    match(payment, (bills[0], FEE))
    sound()
    assert balances() == {1510: 2 * FEE, 1930: FEE, 3001: -3 * FEE}


def test_the_queue_costs_as_many_queries_for_one_as_for_three(bills, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            found = list(queries.payments())
            queries.suggestions(found)
            [m.invoice for one in found for m in one.matches.all()]
        return len(seen)

    book(csv_list("2017-01-31;10,00;;Medlem 001;1"))
    one = cost()
    book(csv_list("2017-01-31;10,00;;Medlem 002;2", "2017-01-31;11,00;;Medlem 003;3"))

    assert cost() == one


def test_another_associations_invoice_and_payment_are_missing(bills, bravo):
    from kernel.tenancy import inside
    from tests.billing.conftest import ready_to_bill

    book(bgmax(("", FEE, {})))
    payment = waiting()
    with inside(bravo):
        ready_to_bill()
        theirs = issued(new_member(7), FEE)
        with pytest.raises(Missing):
            match(payment, (theirs, FEE))
    with inside(payment_home(bills)), pytest.raises(Missing):
        match(payment, (theirs, FEE))


def payment_home(_):
    from tenants.networks.models import Network

    return Network.objects.get(slug="alfa")
