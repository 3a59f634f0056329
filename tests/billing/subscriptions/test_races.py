"""Many workers at once, and two treasurers: each thing follows once, is told once, and is paid once."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest
from django.db.models import QuerySet

from billing.subscriptions import actions, queries
from billing.subscriptions.models import Subscription, SubscriptionLetter
from journal.models import Entry
from kernel.tenancy import inside
from tests.billing.payments.conftest import moment
from tests.billing.subscriptions.conftest import fresh
from tests.racing import at_once

THREADS = 6


@pytest.fixture
def house(own_tenant, django_db_blocker, stripe_here, clock, mailoutbox):
    with django_db_blocker.unblock(), inside(own_tenant):
        fresh(own_tenant, moment(clock))
        yield own_tenant


def changes():
    return Entry.objects.filter(kind="billing.subscriptions.standing_changed").count()


@pytest.mark.torture
def test_many_workers_at_the_end_of_the_trial_end_it_once_and_write_once(house, clock, mailoutbox):
    clock.forward(days=91)
    outcomes = at_once(house, [lambda: actions.step(at=moment(clock))] * THREADS)
    assert outcomes == ["done"] * THREADS
    [letter] = SubscriptionLetter.objects.filter(subscription=house.pk)
    at_once(house, [lambda: actions.OUTBOX.deliver(letter_id=letter.pk, at=moment(clock))] * THREADS)

    assert Subscription.objects.get(pk=house.pk).standing == "unpaid"
    assert changes() == 1
    assert len(mailoutbox) == 1


@pytest.mark.torture
def test_without_the_rows_lock_the_trial_ends_more_than_once(house, clock, monkeypatch):
    """The naive way: everybody looked before anybody wrote."""
    from billing.subscriptions import rules

    looked, next_days = threading.Barrier(2), rules.next_days

    def slow(*given, **more):
        with suppress(threading.BrokenBarrierError):
            looked.wait(5)
        return next_days(*given, **more)

    monkeypatch.setattr(rules, "next_days", slow)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_: self)
    clock.forward(days=91)
    outcomes = at_once(house, [lambda: actions.step(at=moment(clock))] * 2)

    assert changes() == 2 or outcomes != ["done"] * 2


@pytest.mark.torture
def test_of_the_pages_that_two_treasurers_open_at_once_one_stays_open(house, clock, stripe_here):
    outcomes = at_once(
        house, [lambda: actions.open_page(plan="liten", language="sv", at=moment(clock))] * THREADS
    )
    assert outcomes == ["done"] * THREADS
    pages = stripe_here.state.drawers[""].all("checkout.session")

    assert sorted(one["status"] for one in pages) == ["expired"] * (THREADS - 1) + ["open"]
    [still] = [one["id"] for one in pages if one["status"] == "open"]
    assert queries.here().page == still
    assert len(stripe_here.state.drawers[""].all("customer")) == 1
