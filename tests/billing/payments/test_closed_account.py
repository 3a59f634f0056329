"""An account that Stripe or the association has closed: what is known is kept, what is not is told."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from billing.books import queries as books
from billing.invoices import queries as invoices
from billing.payments import actions, gateway, queries
from billing.payments.api.doubts import doubts
from billing.payments.enums import AttemptState, Heard
from billing.payments.models import Attempt, Charge, ConnectedAccount, Refund, WebhookEvent
from billing.stripe_desk import hands
from billing.stripe_desk.problems import Problem
from journal.models import Entry
from kernel.actor import Actor
from kernel.errors import Missing, Refused
from tests.billing.conftest import issued
from tests.billing.payments.conftest import TREASURER, connected, moment

TOLD = "account.application.deauthorized"
FEE = 300_000


@pytest.fixture
def invoice(till, member):
    return issued(member, FEE)


@pytest.fixture
def close(stripe_here, till):
    """close(): the platform's access to the account is taken away at Stripe; gives the event."""

    def doing():
        with stripe_here.hand(till.account) as desk:
            hands.deauthorize(desk, desk.state.drawer("").things[till.account])
        return stripe_here.state.drawers[till.account].events[-1]

    return doing


@pytest.fixture
def pay(stripe_here, till):
    """pay(attempt): somebody pays on its page; gives the events of it."""

    def doing(attempt):
        before = len(stripe_here.state.drawers[till.account].events)
        with stripe_here.hand(till.account) as desk:
            hands.pay_session(desk, desk.drawer.things[attempt.page], "card")
        return stripe_here.state.drawers[till.account].events[before:]

    return doing


@pytest.fixture
def comes(clock):
    """comes(event, …): letters come and are worked on, one after the other."""

    def doing(*events):
        for event in events:
            body = json.dumps(event)
            told = gateway.read_letter(body.encode())
            account = ConnectedAccount.objects.get(account=told.account)
            kept, _ = actions.hear(account=account, told=told, heard=Heard.LETTER, at=moment(clock), raw=body)
            assert actions.work_on(event_id=kept.pk, at=moment(clock))

    return doing


def codes(refused):
    return [one.code for one in refused.value.obstacles]


def facts(kind):
    return list(Entry.objects.filter(kind=kind).order_by("pk"))


def test_the_account_is_closed_with_its_time_and_takes_nothing(invoice, close, comes, clock, open_page):
    event = close()
    at = moment(clock)
    clock.forward(hours=2)
    comes(event)
    account = ConnectedAccount.objects.get()

    assert (account.closed_at, account.can_charge, account.can_pay_out, account.ways) == (
        at,
        False,
        False,
        [],
    )
    assert queries.account_here() is None
    assert [fact.body["account"] for fact in facts("billing.payments.account_closed")] == [account.account]
    with pytest.raises(Refused) as refused:
        open_page(invoice)
    assert codes(refused) == ["billing.payments.obstacle_account_closed"]
    assert Attempt.objects.count() == 0


def test_told_twice_it_is_closed_once(invoice, close, comes):
    event = close()
    comes(event, event, {**event, "id": "evt_again"})

    assert len(facts("billing.payments.account_closed")) == 1
    assert WebhookEvent.objects.filter(type=TOLD, done_at=None).count() == 0


def test_an_old_letter_does_not_close_an_account_that_we_have_access_to(
    invoice, close, comes, stripe_here, till
):
    event = close()
    stripe_here.state.drawers[till.account].is_closed = False
    comes(event)

    assert queries.account_here().can_charge
    assert facts("billing.payments.account_closed") == []


def test_catching_up_finds_it_without_a_letter_and_then_asks_no_more(invoice, close, clock, stripe_here):
    close()
    clock.forward(minutes=10)
    assert actions.reconcile(at=moment(clock)) is None
    asked = len(stripe_here.asked)
    clock.forward(days=1)

    assert actions.reconcile(at=moment(clock)) is None
    assert len(stripe_here.asked) == asked
    assert ConnectedAccount.objects.get().closed_at == moment(clock) - timedelta(days=1)


def test_the_letter_that_comes_after_says_when_it_was(invoice, close, comes, clock):
    at = moment(clock)
    event = close()
    clock.forward(minutes=10)
    actions.reconcile(at=moment(clock))
    comes(event)

    assert ConnectedAccount.objects.get().closed_at == at
    assert len(facts("billing.payments.account_closed")) == 1


def test_whoever_opens_a_page_first_closes_it_here(invoice, close, open_page):
    close()
    with pytest.raises(Refused) as refused:
        open_page(invoice)

    assert codes(refused) == ["billing.payments.obstacle_account_closed"]
    assert ConnectedAccount.objects.get().closed_at is not None
    assert Attempt.objects.get().state == AttemptState.ENDED
    assert doubts() == []  # nobody was ever sent to it


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_paid_and_refunded_before_in_any_order_it_is_the_same(
    invoice, close, comes, pay, open_page, stripe_here, till, order
):
    """What the last letters tell is taken in, though Stripe can no longer be asked."""
    attempt = open_page(invoice)
    events = pay(attempt)
    paid = next(one for one in events if one["type"] == "charge.succeeded")
    with stripe_here.hand(till.account) as desk:
        made = desk.drawer.things[paid["data"]["object"]["id"]]
        hands.refund(desk, made, 100_000, {})
    back = next(
        one for one in stripe_here.state.drawers[till.account].events if one["type"] == "refund.created"
    )
    letters = [paid, back, close()]
    comes(*(letters[n] for n in order))

    attempt.refresh_from_db()
    assert (attempt.state, attempt.lost_while) == ("paid", "")
    assert invoices.open_amount(invoice.pk) == 100_000
    assert Charge.objects.get().amount == FEE
    assert [one.state for one in Refund.objects.all()] == ["succeeded"]
    assert doubts() == []
    assert books.trial_balance().total == 0


def test_a_page_that_was_open_is_told_until_somebody_has_looked(
    invoice, close, comes, open_page, clock, member
):
    attempt = open_page(invoice)
    comes(close())
    (doubt,) = doubts()

    assert (doubt["pk"], doubt["was"], doubt["amount"], doubt["of"]) == (attempt.pk, "open", FEE, invoice)
    assert queries.invoices_in_doubt(at=moment(clock)) == set()  # nobody is known to have paid: remind
    actions.check_doubt(number=attempt.pk, by=TREASURER, at=moment(clock))
    actions.check_doubt(number=attempt.pk, by=TREASURER, at=moment(clock))
    assert doubts() == []
    assert len(facts("billing.payments.doubt_checked")) == 1
    attempt.refresh_from_db()
    assert (attempt.checked_at, attempt.checked_by) == (moment(clock), TREASURER.name)
    with pytest.raises(Missing):
        actions.check_doubt(number=uuid4(), by=TREASURER, at=moment(clock))


def test_nobody_is_reminded_of_what_a_bank_was_asked_for_before_somebody_has_looked(
    invoice, close, comes, open_page, clock
):
    attempt = open_page(invoice)
    Attempt.objects.filter(pk=attempt.pk).update(state=AttemptState.PENDING.value)
    comes(close())
    clock.forward(days=40)

    assert [one["was"] for one in doubts()] == ["pending"]
    assert queries.invoices_in_doubt(at=moment(clock)) == {invoice.pk}
    actions.check_doubt(number=attempt.pk, by=TREASURER, at=moment(clock))
    assert queries.invoices_in_doubt(at=moment(clock)) == set()


def test_a_refund_without_an_answer_is_told_and_a_new_one_says_why_not(
    invoice, close, comes, pay, open_page, clock, stripe_here
):
    comes(*pay(open_page(invoice)))
    charge, request = Charge.objects.get(), uuid4()
    stripe_here.down = True
    with pytest.raises(Refused):
        actions.refund_charge(
            charge_id=charge.pk, amount=1_000, reason="x", request=request, by=TREASURER, at=moment(clock)
        )
    stripe_here.down = False
    comes(close())

    assert [(one["was"], one["amount"], one["pk"]) for one in doubts()] == [("refund", 1_000, request)]
    with pytest.raises(Refused) as refused:
        actions.refund_charge(
            charge_id=charge.pk, amount=500, reason="x", request=uuid4(), by=TREASURER, at=moment(clock)
        )
    assert codes(refused) == ["billing.payments.obstacle_refund_account_closed"]
    assert Refund.objects.count() == 1
    actions.check_doubt(number=request, by=TREASURER, at=moment(clock))
    assert doubts() == []


def test_another_account_is_connected_and_the_old_one_s_letters_still_find_home(
    invoice, close, comes, pay, open_page, clock, stripe_here, member
):
    paid = next(one for one in pay(open_page(invoice)) if one["type"] == "charge.succeeded")
    comes(close())
    old = ConnectedAccount.objects.get()
    new = actions.connect_account(by=Actor.system(), at=moment(clock))
    with stripe_here.hand("") as desk:
        hands.onboard(desk, desk.drawer.things[new.account])
    actions.look_at_account(at=moment(clock))
    another = issued(member, 50_000)
    page = open_page(another)

    assert new.account != old.account
    assert page.account_id == new.pk
    assert queries.closed_account() is None
    assert len(doubts()) == 1  # the old account's stands until somebody has looked
    comes(paid)
    assert invoices.open_amount(invoice.pk) == 0
    assert doubts() == []
    assert actions.reconcile(at=moment(clock)).is_caught_up


def test_an_account_that_we_have_access_to_again_is_that_account_and_is_caught_up_with(
    invoice, close, comes, pay, open_page, clock, stripe_here, till
):
    page = open_page(invoice)
    comes(close())
    stripe_here.state.drawers[till.account].is_closed = False
    pay(page)
    again = actions.connect_account(by=TREASURER, at=moment(clock))
    assert (again.account, again.closed_at, again.can_charge) == (till.account, None, True)
    assert actions.reconcile(at=moment(clock)).is_caught_up

    assert invoices.open_amount(invoice.pk) == 0
    assert doubts() == []
    assert len(facts("billing.payments.account_reopened")) == 1


def test_a_kept_card_can_be_taken_back_where_nobody_can_be_asked_to_forget_it(
    invoice, close, comes, pay, open_page, clock, member
):
    page = open_page(invoice, consent_words="Ja")
    comes(*pay(page))
    comes(close())
    assert queries.kept_cards() == []
    actions.withdraw_consent(member_id=member.pk, by=TREASURER, at=moment(clock))

    assert member.payers.get().saved_method == ""


def test_at_the_desk_a_disconnected_account_answers_and_tells_nothing(desk, at_desk):
    account = connected(at_desk, desk)
    with desk.hand(account) as at:
        hands.deauthorize(at, at.state.drawer("").things[account])
        told = len(at.state.letters)
        at.tell("customer.created", {"id": "cus_late", "object": "customer"})
        assert len(at.state.letters) == told
    for ask in (
        lambda: at_desk.account(account),
        lambda: at_desk.charge(account, "ch_1"),
        lambda: at_desk.onboarding_link(account, back_to="https://a", again_at="https://a"),
        lambda: list(at_desk.happenings(account, datetime(2016, 1, 1, tzinfo=UTC))),
    ):
        with pytest.raises(gateway.NoAccess):
            ask()
    with desk.hand(account) as at, pytest.raises(Problem):
        hands.deauthorize(at, at.state.drawer("").things[account])
