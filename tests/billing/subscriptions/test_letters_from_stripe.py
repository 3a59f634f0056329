"""Letters from Stripe about what associations pay: kept first, worked on once, in any order."""

from __future__ import annotations

import json
import time
from datetime import timedelta

import pytest
from django.conf import settings as house
from django.test import Client

from billing.stripe_desk import letters as post_office
from billing.subscriptions import actions, queries, tasks
from billing.subscriptions.models import OwnEvent, Subscription
from kernel.tenancy import inside
from tests.billing.payments.conftest import SECRET


@pytest.fixture
def send(association, alfa):
    """send(type): the newest event of a type, signed, to the public site's door."""
    entered = []

    def doing(kind, *, secret=SECRET, live=False, customer=None, account=None):
        event = next(
            one for one in reversed(association.desk.state.drawers[""].events) if one["type"] == kind
        )
        event = json.loads(json.dumps(event))
        event["livemode"] = live
        if customer:
            event["data"]["object"]["customer"] = customer
        if account:
            event["account"] = account
        body = json.dumps(event).encode()
        answer = Client(HTTP_HOST=house.BASE_DOMAIN).post(
            "/api/stripe/events", body, content_type="application/json",
            HTTP_STRIPE_SIGNATURE=post_office.signature(secret, body, int(time.time())),
        )  # fmt: skip
        entered.append(inside(alfa))  # a request leaves the connection in the public house
        entered[-1].__enter__()
        return answer

    yield doing
    for one in reversed(entered):
        one.__exit__(None, None, None)


@pytest.fixture
def to_work(monkeypatch):
    """What was handed to a worker."""
    asked = []
    monkeypatch.setattr(tasks.work_on_event, "delay", asked.append)
    return asked


def test_a_letter_is_kept_first_then_worked_on_once_by_a_worker(association, send, to_work):
    association.subscribe()
    association.desk.down = True  # keeping a letter asks nobody
    assert (send("invoice.paid").status_code, send("invoice.paid").json()) == (200, {"kept": True})
    [kept] = OwnEvent.objects.all()
    assert to_work == [kept.pk, kept.pk]
    assert association.row.standing == "trial"

    assert not actions.work_on(event_id=kept.pk, at=association.at)
    association.desk.down = False
    assert actions.work_on(event_id=kept.pk, at=association.at)
    assert actions.work_on(event_id=kept.pk, at=association.at)

    kept.refresh_from_db()
    assert (association.row.standing, kept.tries, kept.trouble) == ("active", 2, "")


@pytest.mark.parametrize(
    "kind", ["checkout.session.completed", "customer.subscription.created", "invoice.paid"]
)
def test_whichever_letter_comes_first_the_state_is_asked_for(association, send, to_work, kind):
    association.subscribe()
    send(kind)
    actions.work_on(event_id=to_work[0], at=association.at)

    assert association.row.standing == "active"


def test_a_late_letter_of_a_failure_does_not_undo_the_payment_after_it(association, send, to_work):
    association.subscribe()
    association.step()
    association.forward(days=366)
    association.renewal(says_no=True)
    association.pay_invoice()
    assert send("invoice.payment_failed").json() == {"kept": True}
    actions.work_on(event_id=to_work[0], at=association.at)

    assert association.row.standing == "active"
    assert association.letters() == []


def test_a_payment_letter_opens_at_once_what_was_shut(association, send, to_work):
    association.subscribe()
    association.step()
    association.forward(days=366)
    association.renewal(says_no=True)
    association.step()
    association.forward(days=31)
    assert association.step() == "read_only"
    assert queries.obstacles_to_writing(room="tenants", at=association.at) != []
    association.pay_invoice()
    send("invoice.paid")
    actions.work_on(event_id=to_work[0], at=association.at)

    assert queries.obstacles_to_writing(room="tenants", at=association.at) == []


def test_what_is_forged_of_the_other_mode_or_of_nobody_is_not_kept(association, send, to_work):
    association.subscribe()

    assert send("invoice.paid", secret="whsec_somebody_elses").status_code == 400
    assert send("invoice.paid", live=True).json() == {"kept": False}
    assert send("invoice.paid", customer="cus_of_nobody").json() == {"kept": False}
    assert send("invoice.paid", account="acct_1Desknobody").json() == {"kept": False}
    assert OwnEvent.objects.count() == 0
    assert to_work == []


def test_the_beat_makes_up_for_letters_that_no_worker_heard_of(association, send, to_work, monkeypatch):
    association.subscribe()
    send("invoice.paid")
    to_work.clear()
    steps = []
    monkeypatch.setattr(tasks.step, "delay", lambda: steps.append(1))
    monkeypatch.setattr(tasks.clock, "now", lambda: association.at + timedelta(minutes=3))
    tasks.step_everywhere()

    assert to_work == [OwnEvent.objects.get().pk]
    assert len(steps) == Subscription.objects.count()
