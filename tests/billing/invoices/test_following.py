"""The register of members follows what is owed, and the vote follows the register."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from billing.invoices import actions, queries
from kernel.tenancy import inside
from tests.billing.conftest import AT, DAY, TREASURER, issued, new_member, pay, ready_to_bill
from tests.racing import at_once

DUE = date(2017, 2, 8)


def since(member):
    member.refresh_from_db()
    return member.fee_overdue_since


def fee(member, *prices, **more):
    return issued(member, *prices, fee_class="F2", **more)


def test_it_says_from_what_day_the_oldest_unpaid_fee_is_due(member, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = fee(member, terms_days=60, origin="1")
    assert since(member) == DAY + timedelta(days=60)
    with django_capture_on_commit_callbacks(execute=True):
        second = fee(member, origin="2")
    assert since(member) == DUE
    with django_capture_on_commit_callbacks(execute=True):
        pay(second, 300_000, "1")
    assert since(member) == DUE
    with django_capture_on_commit_callbacks(execute=True):
        pay(second, 100_000, "2")
    assert since(member) == DAY + timedelta(days=60)
    with django_capture_on_commit_callbacks(execute=True):
        actions.credit_invoice(invoice_id=first.pk, reason="Fel", on=DAY, key="1", by=TREASURER, at=AT)
    assert since(member) is None
    with django_capture_on_commit_callbacks(execute=True):
        actions.unsettle_invoice(source=("test", "2"), on=DAY, reason="Studsade", by=TREASURER, at=AT)
    assert since(member) == DUE


def test_an_invoice_that_is_no_fee_costs_nobody_a_vote(member, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        issued(member)
    assert since(member) is None


def test_what_a_lost_process_left_behind_is_made_up_for_once(billing):
    behind, ahead, right = new_member(1), new_member(2, fee_overdue_since=DUE), new_member(3)
    fee(behind, origin="1")

    assert set(queries.members_behind()) == {behind.pk, ahead.pk}
    assert (actions.follow_all_fees(), actions.follow_all_fees()) == (2, 0)
    assert [since(one) for one in (behind, ahead, right)] == [DUE, None, None]


@pytest.mark.torture
def test_the_last_fees_paid_at_once_leave_nothing_overdue(own_tenant, django_db_blocker):
    with django_db_blocker.unblock(), inside(own_tenant):
        ready_to_bill()
        member = new_member()
        fees = [fee(member, origin=str(n)) for n in range(6)]
        assert since(member) == DUE

        outcomes = at_once(own_tenant, [lambda one=one: pay(one, 400_000, str(one.pk)) for one in fees])

        assert outcomes == ["done"] * 6
        assert since(member) is None


def test_on_the_last_day_the_member_still_votes_and_the_day_after_it_does_not():
    from types import SimpleNamespace
    from uuid import UUID

    from voting.register.policies.base import Entitlement, Facts, MemberAt, Standing
    from voting.register.policies.dues import Dues

    member = MemberAt(UUID(int=1), "Medlem", overdue_since=DUE)
    rules = SimpleNamespace(overdue_blocks_vote=True)
    for on, has_reason in ((DUE, False), (DUE + timedelta(days=1), True)):
        facts = Facts(on=on, members=(member,), people=())
        standing = Dues().apply(facts, Standing({member.id: Entitlement(member)}), rules)
        assert bool(standing.votes[member.id].reasons) is has_reason
