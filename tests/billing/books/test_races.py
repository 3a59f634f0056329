"""Numbers without gaps under load; the naive way beside it, which fails."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from kernel.tenancy import inside
from tests.billing.conftest import AT, DAY, TREASURER
from tests.racing import at_once

THREADS = 12


@pytest.fixture
def house(own_tenant, django_db_blocker):
    with django_db_blocker.unblock(), inside(own_tenant):
        yield own_tenant


def post(source, on=DAY):
    from billing.books.actions import Posting, post_voucher

    lines = [Posting(account=1930, amount=100), Posting(account=3001, amount=-100)]
    post_voucher(series="A", on=on, text="x", entries=lines, source=("t", source), by=TREASURER, at=AT)


@pytest.mark.torture
def test_vouchers_at_once_have_every_number_and_none_is_lost(house):
    from billing.books.models import Voucher
    from billing.books.queries import trial_balance

    outcomes = at_once(house, [lambda n=n: post(str(n)) for n in range(THREADS)])

    assert outcomes == ["done"] * THREADS
    assert sorted(Voucher.objects.values_list("number", flat=True)) == list(range(1, THREADS + 1))
    assert trial_balance().total == 0


@pytest.mark.torture
def test_the_naive_next_number_loses_vouchers(house):
    from django.db import transaction
    from django.db.models import Max

    from billing.books.actions import fiscal_year
    from billing.books.models import Entry, Voucher

    year, looked = fiscal_year(DAY), threading.Barrier(THREADS)

    def naive(source):
        with transaction.atomic():
            number = (Voucher.objects.aggregate(last=Max("number"))["last"] or 0) + 1
            looked.wait()
            voucher = Voucher.objects.create(
                year=year, series="A", number=number, date=DAY, text="x", lines=2,
                source_kind="t", source_id=source, posted_at=AT,
            )  # fmt: skip
            Entry.objects.create(voucher=voucher, account_id=1930, amount=100)
            Entry.objects.create(voucher=voucher, account_id=3001, amount=-100)

    outcomes = at_once(house, [lambda n=n: naive(str(n)) for n in range(THREADS)])

    assert outcomes == ["crashed"] * (THREADS - 1) + ["done"]


@pytest.mark.torture
def test_the_same_source_sent_at_once_posts_once(house):
    from billing.books.models import Voucher

    assert at_once(house, [lambda: post("same")] * THREADS) == ["done"] * THREADS
    assert Voucher.objects.count() == 1


@pytest.mark.torture
def test_a_closing_and_vouchers_at_once_leave_none_behind_the_closed_day(house):
    """Whoever comes before the closing is in; whoever comes after is refused; none slips between."""
    from billing.books.actions import close_period
    from billing.books.models import Voucher

    day = date(2016, 12, 31)
    tasks = [lambda n=n: post(str(n), on=day) for n in range(THREADS)]
    tasks.append(lambda: close_period(through=day, by=TREASURER, at=AT))

    outcomes = at_once(house, tasks)

    posted = Voucher.objects.count()
    late = THREADS - posted
    assert sorted(Voucher.objects.values_list("number", flat=True)) == list(range(1, posted + 1))
    assert outcomes.count("done") == posted + 1
    assert late == len([o for o in outcomes if o in {"billing.books.obstacle_period_closed", "crashed"}])
