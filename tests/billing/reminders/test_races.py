"""The same morning in many workers, and a payment in the middle of it; the naive way writes to each often."""

from __future__ import annotations

import threading

import pytest

from kernel.tenancy import inside
from tests.billing.conftest import TREASURER, issued, new_member, pay, ready_to_bill
from tests.billing.reminders.conftest import arrived, begin, deliver, morning
from tests.racing import at_once

THREADS = 8
INVOICES = 5


@pytest.fixture
def house(own_tenant, django_db_blocker, mailoutbox):
    with django_db_blocker.unblock(), inside(own_tenant):
        ready_to_bill()
        begin()
        yield own_tenant


def bill(n):
    return [issued(new_member(no), origin=str(no)) for no in range(1, n + 1)]


@pytest.mark.torture
def test_many_workers_in_one_morning_remind_each_once(house, mailoutbox):
    from billing.reminders import actions
    from billing.reminders.models import Reminder

    bill(INVOICES)
    arrived(None)
    mailoutbox.clear()

    outcomes = at_once(house, [lambda: actions.remind(by=TREASURER, at=morning(3))] * THREADS)
    assert outcomes == ["done"] * THREADS
    assert Reminder.objects.count() == INVOICES
    at_once(house, [lambda: deliver(3)] * THREADS)

    assert sorted(letter.to[0] for letter in mailoutbox) == [
        f"kontakt{n}@medlem.example" for n in range(1, INVOICES + 1)
    ]


@pytest.mark.torture
def test_the_naive_look_then_write_reminds_as_often_as_there_are_workers(house, mailoutbox):
    """The same ladder without the invoice's lock and the unique step: every worker saw that none was sent."""
    from billing.reminders import queries, rules
    from notices.actions import send_letter

    [invoice] = bill(1)
    arrived(None)
    mailoutbox.clear()
    looked = threading.Barrier(THREADS)

    def naive():
        waiting, _ = queries.on_the_ladder(today=morning(3).date(), doubt=set())
        due = queries.ready(waiting, on=morning(3).date())
        looked.wait()
        for one in due:
            from billing.reminders.models import Reminder

            row = Reminder(invoice=one.invoice, no=1, language="sv", to=one.to)
            values = rules.letter_of(queries.letter_facts(row, left=invoice.total), "sv")
            send_letter(key=rules.letter_key(1), to=one.to, lang="sv", values=values)

    at_once(house, [naive] * THREADS)

    assert len(mailoutbox) == THREADS


@pytest.mark.torture
def test_paid_while_the_letters_go_out_nobody_who_has_paid_is_written_to_after_it(house, mailoutbox):
    """Money and letter hold the invoice: whoever is second sees the first."""
    from billing.reminders import actions
    from billing.reminders.models import Reminder
    from journal.models import Entry

    invoices = bill(INVOICES)
    arrived(None)
    mailoutbox.clear()
    actions.remind(by=TREASURER, at=morning(3))

    work = [lambda: deliver(3), lambda: deliver(3)]
    work += [lambda one=one: pay(one, 400_000, str(one.pk)) for one in invoices]
    assert at_once(house, work) == ["done"] * len(work)
    deliver(3)

    order = list(Entry.objects.order_by("pk").values_list("kind", "subject"))
    for one in invoices:
        about = [kind for kind, subject in order if subject == one.pk]
        paid = about.index("billing.invoices.settled")
        assert "billing.reminders.sent" not in about[paid:], about
    assert Reminder.objects.count() == len(mailoutbox)
