"""Invoices and payments at once, on connections of their own; each with the naive way, which fails."""

from __future__ import annotations

import threading

import pytest

from kernel.tenancy import inside
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
from tests.racing import at_once

THREADS = 12


@pytest.fixture
def house(own_tenant, django_db_blocker):
    with django_db_blocker.unblock(), inside(own_tenant):
        ready_to_bill()
        yield own_tenant


def issue(draft):
    from billing.invoices.actions import issue_invoice

    issue_invoice(invoice_id=draft.pk, on=DAY, by=TREASURER, at=AT)


def numbers():
    from billing.invoices.models import Invoice

    return sorted(Invoice.objects.exclude(number=None).values_list("number", flat=True))


@pytest.mark.torture
def test_invoices_issued_at_once_have_every_number(house):
    member = new_member()
    drafts = [new_draft(member, origin=str(n)) for n in range(THREADS)]

    outcomes = at_once(house, [lambda d=d: issue(d) for d in drafts])

    assert outcomes == ["done"] * THREADS
    assert numbers() == [f"2017{n:04}" for n in range(1, THREADS + 1)]
    assert balances() == {1510: THREADS * 400_000, 3001: -THREADS * 400_000}


@pytest.mark.torture
def test_the_naive_next_serial_loses_invoices(house):
    from django.db.models import Max

    from billing.books.actions import fiscal_year
    from billing.invoices.models import Invoice

    member = new_member()
    drafts = [new_draft(member, origin=str(n)) for n in range(THREADS)]
    year, looked = fiscal_year(DAY), threading.Barrier(THREADS)

    def naive(draft):
        serial = (Invoice.objects.aggregate(last=Max("serial"))["last"] or 0) + 1
        looked.wait()
        Invoice.objects.filter(pk=draft.pk).update(
            state="issued", year=year, serial=serial, number=f"2017{serial:04}", issued_at=AT, issued_on=DAY,
            due_on=DAY,
        )  # fmt: skip

    assert at_once(house, [lambda d=d: naive(d) for d in drafts]) == ["crashed"] * (THREADS - 1) + ["done"]


@pytest.mark.torture
def test_one_draft_issued_by_many_at_once_has_one_number(house):
    draft = new_draft(new_member())

    assert at_once(house, [lambda: issue(draft)] * THREADS) == ["done"] * THREADS
    assert numbers() == ["20170001"]
    assert balances() == {1510: 400_000, 3001: -400_000}


@pytest.mark.torture
def test_one_origin_drafted_by_many_at_once_is_one_draft(house):
    from billing.invoices.models import Invoice, Line

    member = new_member()

    assert at_once(house, [lambda: new_draft(member)] * THREADS) == ["done"] * THREADS
    assert (Invoice.objects.count(), Line.objects.count()) == (1, 1)


@pytest.mark.torture
def test_a_payment_that_comes_many_times_at_once_is_booked_once(house):
    invoice = issued(new_member())

    assert at_once(house, [lambda: pay(invoice, 400_000)] * THREADS) == ["done"] * THREADS
    assert balances() == {1930: 400_000, 3001: -400_000}


@pytest.mark.torture
def test_many_payments_at_once_pay_the_invoice_once_and_the_rest_is_the_members(house):
    invoice = issued(new_member())

    outcomes = at_once(house, [lambda n=n: pay(invoice, 100_000, str(n)) for n in range(THREADS)])

    assert outcomes == ["done"] * THREADS
    assert balances() == {1930: 1_200_000, 2420: -800_000, 3001: -400_000}


@pytest.mark.torture
def test_the_naive_split_of_payments_at_once_takes_the_receivable_below_zero(house):
    from billing.books.actions import post_voucher
    from billing.invoices.queries import balance_of
    from billing.invoices.rules import Posting, postings_on_invoice

    invoice, looked = issued(new_member()), threading.Barrier(THREADS)

    def naive(source):
        before = balance_of(invoice.pk)
        looked.wait()
        moved = postings_on_invoice(
            invoice=invoice.pk, member=invoice.member_id, before=before, change=-100_000
        )
        post_voucher(
            series="B", on=DAY, text="x", entries=[Posting(account=1930, amount=100_000), *moved],
            source=("t", source), by=TREASURER, at=AT,
        )  # fmt: skip

    at_once(house, [lambda n=n: naive(str(n)) for n in range(THREADS)])

    assert balances()[1510] == -800_000


@pytest.mark.torture
def test_two_who_credit_the_whole_at_once_credit_it_once(house):
    from billing.invoices.actions import credit_invoice

    invoice = issued(new_member())

    def credit(key):
        credit_invoice(invoice_id=invoice.pk, reason="Fel", on=DAY, key=key, by=TREASURER, at=AT)

    outcomes = at_once(house, [lambda: credit("a"), lambda: credit("b")])

    assert outcomes == ["billing.invoices.obstacle_all_credited", "done"]
    assert balances() == {}
