"""Runs in parallel bill once; the naive way beside them, which bills twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from kernel.tenancy import inside
from tests.billing.conftest import balances
from tests.billing.dues.conftest import AT, carry_on, members, numbers, start, taken_over
from tests.racing import at_once

WORKERS, MEMBERS = 4, 12
KILLED = """
import os, sys
sys.path[:0] = ["platform", "."]
import django
django.setup()
from datetime import datetime, UTC
from uuid import UUID
from kernel.actor import Actor
from kernel.tenancy import inside
from tenants.networks.models import Network
from billing.dues import actions
with inside(Network.objects.get(slug=sys.argv[1])):
    print("begun", flush=True)
    actions.carry_on(run_id=UUID(sys.argv[2]), by=Actor.system(), at=datetime(2016, 12, 31, 9, tzinfo=UTC))
"""


@pytest.fixture
def house(own_tenant, django_db_blocker):
    with django_db_blocker.unblock(), inside(own_tenant):
        yield own_tenant


@pytest.mark.torture
def test_a_run_carried_on_by_many_at_once_bills_everybody_once(house, monkeypatch):
    schedule = taken_over(monkeypatch)
    members(only=MEMBERS)
    run = start(schedule)

    outcomes = at_once(house, [lambda: carry_on(run)] * WORKERS)

    assert outcomes == ["done"] * WORKERS
    assert numbers() == [f"2017{n:04}" for n in range(1, MEMBERS + 1)]
    assert sum(balances().values()) == 0


@pytest.mark.torture
def test_the_naive_run_bills_as_often_as_it_is_run(house, monkeypatch):
    from billing.dues.models import Charge
    from billing.dues.queries import rows_of
    from billing.invoices.actions import NewInvoice, NewLine, draft_invoice
    from billing.invoices.enums import Vat
    from billing.invoices.models import Invoice

    schedule = taken_over(monkeypatch)
    members(only=MEMBERS)
    looked = threading.Barrier(WORKERS)

    def naive(worker):
        waiting = [row for row in rows_of(schedule) if not Charge.objects.filter(member=row.member).exists()]
        looked.wait()
        for row in waiting:
            line = NewLine(text_sv="Avgift", unit_price=row.answer.amount, vat=Vat.NOT_SUBJECT)
            origin = ("naive", f"{worker}:{row.member.pk}")
            draft_invoice(NewInvoice(member=row.member.pk, origin=origin, lines=[line]), at=AT)

    at_once(house, [lambda w=w: naive(w) for w in range(WORKERS)])

    assert Invoice.objects.count() == WORKERS * MEMBERS


@pytest.mark.torture
def test_a_worker_that_is_killed_half_way_leaves_no_gap_and_the_next_goes_on(house, monkeypatch, child_env):
    """T47: SIGKILL in the middle of a run; what was billed stays, the rest is billed once."""
    schedule = taken_over(monkeypatch)
    members(only=60)
    run = start(schedule)
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, house.slug, str(run.pk)],
        env=child_env,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout.readline() == "begun\n"
    deadline = time.monotonic() + 60
    while len(numbers()) < 5 and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    billed = len(numbers())
    assert 5 <= billed < 60
    assert numbers() == [f"2017{n:04}" for n in range(1, billed + 1)]

    carry_on(run)

    assert numbers() == [f"2017{n:04}" for n in range(1, 61)]
    assert sum(balances().values()) == 0
