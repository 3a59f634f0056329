"""Files and people at once, on connections of their own; each with the naive way, which fails."""

from __future__ import annotations

import threading
from uuid import uuid4

import pytest

from kernel.tenancy import inside
from tests.billing.bank.conftest import FEE, bgmax, camt, csv_list, match, read
from tests.billing.conftest import AT, TREASURER, balances, issued, new_member, ready_to_bill
from tests.racing import at_once

THREADS = 8
PAID = {1930: 3 * FEE, 3001: -3 * FEE}


@pytest.fixture
def house(own_tenant, django_db_blocker):
    with django_db_blocker.unblock(), inside(own_tenant):
        ready_to_bill()
        yield own_tenant


@pytest.fixture
def bills(house):
    return [issued(new_member(n), FEE, origin=str(n)) for n in (1, 2, 3)]


def import_whole(content):
    from billing.bank import actions

    found = read(content)
    actions.book_file(file_id=found.pk, by=TREASURER, at=AT)
    actions.carry_on(file_id=found.pk, by=TREASURER, at=AT)


@pytest.mark.torture
def test_one_file_imported_by_many_at_once_books_once(house, bills):
    from billing.bank.models import BankPayment

    content = bgmax(*[(one.ocr, FEE, {}) for one in bills])

    assert at_once(house, [lambda: import_whole(content)] * THREADS) == ["done"] * THREADS
    assert (BankPayment.objects.count(), balances()) == (3, PAID)


@pytest.mark.torture
def test_three_formats_of_the_same_payments_at_once_book_once(house, bills):
    from billing.bank.models import BankPayment

    rows = [(str(70 + n), one.ocr) for n, one in enumerate(bills)]
    files = [
        bgmax(*[(ocr, FEE, {"serial": ref}) for ref, ocr in rows]),
        camt(*[(ref, ocr, FEE, "") for ref, ocr in rows]),
        csv_list(*[f"2017-01-31;4000,00;{ocr};;{ref}" for ref, ocr in rows]),
    ]
    outcomes = at_once(house, [lambda f=f: import_whole(f) for f in files * 2])

    assert outcomes == ["done"] * 6
    assert (BankPayment.objects.count(), balances()) == (3, PAID)


@pytest.mark.torture
def test_the_naive_look_then_book_books_each_payment_many_times(house, bills):
    from billing.bank.models import BankPayment
    from billing.invoices.actions import settle_invoice

    looked = threading.Barrier(THREADS)

    def naive(taker):
        is_known = BankPayment.objects.filter(bank_ref="1").exists()
        looked.wait()
        if not is_known:
            settle_invoice(
                invoice_id=bills[0].pk, amount=FEE, on=AT.date(), source=("naive", f"{taker}:1"),
                by=TREASURER, at=AT,
            )  # fmt: skip

    assert at_once(house, [lambda n=n: naive(n) for n in range(THREADS)]) == ["done"] * THREADS
    assert balances()[1930] == THREADS * FEE


@pytest.mark.torture
def test_two_payments_of_one_invoice_in_two_files_at_once_settle_it_once(house, bills):
    from billing.bank.models import BankPayment

    files = [bgmax((bills[0].ocr, FEE, {"serial": n})) for n in range(1, THREADS + 1)]
    assert at_once(house, [lambda f=f: import_whole(f) for f in files]) == ["done"] * THREADS
    states = sorted(BankPayment.objects.values_list("state", flat=True))

    assert states == ["done"] + ["waiting"] * (THREADS - 1)
    assert balances() == {
        1510: 2 * FEE, 1930: THREADS * FEE, 2499: -(THREADS - 1) * FEE, 3001: -3 * FEE,
    }  # fmt: skip


@pytest.mark.torture
def test_one_payment_matched_by_many_at_once_is_matched_once(house, bills):
    from billing.bank.models import BankPayment, Match

    import_whole(bgmax(("", FEE, {})))
    payment, request = BankPayment.objects.get(), uuid4()
    same = at_once(house, [lambda: match(payment, (bills[0], FEE), request=request)] * THREADS)
    others = at_once(house, [lambda: match(payment, (bills[1], FEE))] * THREADS)

    assert same == ["done"] * THREADS
    assert others == ["billing.bank.obstacle_not_left_so_much"] * THREADS
    assert (Match.objects.count(), balances()) == (1, {1510: 2 * FEE, 1930: FEE, 3001: -3 * FEE})


@pytest.mark.torture
def test_one_match_undone_by_many_at_once_is_undone_once(house, bills):
    from billing.bank import actions
    from billing.bank.models import Match

    import_whole(bgmax((bills[0].ocr, FEE, {})))
    found = Match.objects.get()

    def undo():
        actions.undo_match(match_id=found.pk, reason="Fel", by=TREASURER, at=AT)

    assert at_once(house, [undo] * THREADS) == ["done"] * THREADS
    assert balances() == {1510: 3 * FEE, 1930: FEE, 2499: -FEE, 3001: -3 * FEE}
