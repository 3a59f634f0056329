"""A member pays by card or Swish: the page, the books, the refund, the dispute, the card that is kept."""

from __future__ import annotations

from uuid import uuid4

import pytest

from billing.books import queries as books
from billing.books.models import Voucher
from billing.invoices import queries as invoices
from billing.payments import actions, queries, rules
from billing.payments.enums import AttemptState, RefundState
from billing.payments.models import Attempt, Charge, Dispute, Payer, Payout, Refund
from billing.stripe_desk import hands
from billing.stripe_desk.desk import Fault
from kernel.errors import Refused
from tests.billing.conftest import issued, new_member
from tests.billing.payments.conftest import TREASURER

WORDS = rules.CONSENT["sv"]


@pytest.fixture
def invoice(till, member):
    return issued(member, 300_000)


@pytest.fixture
def pay(stripe_here, till):
    """pay(attempt, method): somebody pays on the page."""

    def doing(attempt, method="card"):
        with stripe_here.hand(till.account) as desk:
            hands.pay_session(desk, desk.drawer.things[attempt.page], method)

    return doing


def balances():
    return {number: amount for number, amount in books.balances().items() if amount}


def test_what_is_paid_by_card_stands_on_the_providers_account(invoice, open_page, pay, at):
    attempt = open_page(invoice)
    pay(attempt)
    attempt = actions.look_at_attempt(attempt_id=attempt.pk, at=at())

    assert attempt.state == AttemptState.PAID
    assert invoices.open_amount(invoice.pk) == 0
    assert balances()[1580] == 300_000
    charge = Charge.objects.get()
    assert (charge.amount, charge.fee, charge.label) == (300_000, 4_680, "visa 4242")


def test_looking_again_changes_nothing(invoice, open_page, pay, at):
    attempt = open_page(invoice)
    pay(attempt, "swish")
    for _ in range(3):
        actions.look_at_attempt(attempt_id=attempt.pk, at=at())
    before = Voucher.objects.count()
    actions.reconcile(at=at())
    actions.reconcile(at=at())

    assert Voucher.objects.count() == before
    assert Charge.objects.get().method == "swish"


def test_the_page_that_is_open_is_given_again(invoice, open_page):
    first, again = open_page(invoice), open_page(invoice)

    assert (first.pk, first.url) == (again.pk, again.url)
    assert first.url.startswith("http")


def test_another_amount_closes_the_page_before(invoice, open_page, pay, at, stripe_here, till):
    from billing.invoices.actions import settle_invoice

    first = open_page(invoice)
    settle_invoice(
        invoice_id=invoice.pk, amount=100_000, on=at().date(), source=("test", "bank"), by=TREASURER, at=at()
    )
    second = open_page(invoice)

    first.refresh_from_db()
    assert first.state == AttemptState.ENDED
    assert (second.amount, second.state) == (200_000, AttemptState.OPEN)
    assert second.key != first.key
    with pytest.raises(Exception, match="expired"):
        pay(first)


def test_a_page_paid_just_before_it_was_closed_is_taken_in(invoice, open_page, pay, at):
    from billing.invoices.actions import settle_invoice

    first = open_page(invoice)
    pay(first)
    settle_invoice(
        invoice_id=invoice.pk, amount=100_000, on=at().date(), source=("test", "bank"), by=TREASURER, at=at()
    )
    with pytest.raises(Refused) as caught:
        open_page(invoice)

    assert [o.code for o in caught.value.obstacles] == ["billing.payments.obstacle_nothing_owed"]
    assert Attempt.objects.get().state == AttemptState.PAID
    assert balances()[2420] == -100_000


def test_an_account_in_its_onboarding_says_what_it_needs_in_words(
    billing, member, stripe_here, open_page, at
):
    actions.connect_account(by=TREASURER, at=at())
    with pytest.raises(Refused) as caught:
        open_page(issued(member, 300_000))

    [obstacle] = caught.value.obstacles
    assert obstacle.code == "billing.payments.obstacle_onboarding"
    assert obstacle.params["needs"] == ["website", "org_number", "bank_account", "representative", "terms"]
    assert Attempt.objects.count() == 0


def test_without_stripe_nothing_is_paid_online(billing, member, open_page):
    with pytest.raises(Refused) as caught:
        open_page(issued(member, 300_000))

    assert [o.code for o in caught.value.obstacles] == ["billing.payments.obstacle_not_configured"]


def test_a_refund_opens_the_invoice_again(invoice, open_page, pay, at):
    attempt = open_page(invoice)
    pay(attempt)
    actions.look_at_attempt(attempt_id=attempt.pk, at=at())
    request = uuid4()

    def ask(amount=100_000):
        return actions.refund_charge(
            charge_id=Charge.objects.get().pk, amount=amount, reason="Fel klass", request=request,
            by=TREASURER, at=at(),
        )  # fmt: skip

    first, again = ask(), ask()

    assert first.pk == again.pk
    assert Refund.objects.get().state == RefundState.SUCCEEDED
    assert invoices.open_amount(invoice.pk) == 100_000
    assert balances()[1580] == 200_000
    with pytest.raises(Refused):
        ask(100_001)


def test_of_a_double_payment_the_good_one_is_left(invoice, open_page, pay, at, stripe_here, till):
    """Paid by bank while the page was open: the card's money goes back and the invoice stays paid."""
    from billing.invoices.actions import settle_invoice

    attempt = open_page(invoice)
    settle_invoice(
        invoice_id=invoice.pk, amount=300_000, on=at().date(), source=("test", "bank"), by=TREASURER, at=at()
    )
    pay(attempt)
    actions.look_at_attempt(attempt_id=attempt.pk, at=at())
    assert balances()[2420] == -300_000
    charge = Charge.objects.get()
    actions.refund_charge(
        charge_id=charge.pk, amount=300_000, reason="Dubbelt", request=uuid4(), by=TREASURER, at=at()
    )

    assert invoices.open_amount(invoice.pk) == 0
    assert 2420 not in balances()
    assert balances()[1930] == 300_000
    assert 1580 not in balances()


def test_more_than_came_is_not_sent_back(invoice, open_page, pay, at):
    attempt = open_page(invoice)
    pay(attempt)
    actions.look_at_attempt(attempt_id=attempt.pk, at=at())
    with pytest.raises(Refused) as caught:
        actions.refund_charge(
            charge_id=Charge.objects.get().pk,
            amount=300_001,
            reason="",
            request=uuid4(),
            by=TREASURER,
            at=at(),
        )

    assert caught.value.obstacles[0].params == {"left": 300_000}
    assert Refund.objects.count() == 0


def test_a_refund_that_the_bank_sends_back_is_undone(invoice, open_page, pay, at, stripe_here, till):
    attempt = open_page(invoice)
    pay(attempt, "swish")
    actions.look_at_attempt(attempt_id=attempt.pk, at=at())
    charge = Charge.objects.get()
    refund = actions.refund_charge(
        charge_id=charge.pk, amount=300_000, reason="", request=uuid4(), by=TREASURER, at=at()
    )
    assert (refund.state, invoices.open_amount(invoice.pk)) == (RefundState.PENDING, 300_000)
    with stripe_here.hand(till.account) as desk:
        hands.refund_fails(desk, desk.drawer.things[refund.refund])
    actions.reconcile(at=at())

    refund.refresh_from_db()
    assert refund.state == RefundState.FAILED
    assert invoices.open_amount(invoice.pk) == 0
    assert balances()[1580] == 300_000


@pytest.mark.parametrize(("won", "owed"), [(True, 0), (False, 300_000)])
def test_a_dispute_takes_the_money_and_a_won_one_brings_it_back(
    invoice, open_page, pay, at, stripe_here, till, won, owed
):
    attempt = open_page(invoice)
    pay(attempt)
    with stripe_here.hand(till.account) as desk:
        made = next(one for one in desk.drawer.things.values() if one["object"] == "charge")
        dispute = hands.dispute(desk, made)
    actions.reconcile(at=at())
    assert invoices.open_amount(invoice.pk) == 300_000
    assert [d.dispute for d in queries.open_disputes()] == [dispute["id"]]
    with stripe_here.hand(till.account) as desk:
        hands.close_dispute(desk, dispute, won=won)
    actions.reconcile(at=at())

    assert Dispute.objects.get().state == ("won" if won else "lost")
    assert invoices.open_amount(invoice.pk) == owed
    assert list(queries.open_disputes()) == []


def test_a_payout_empties_the_providers_account(invoice, open_page, pay, at, stripe_here, till):
    pay(open_page(invoice))
    with stripe_here.hand(till.account) as desk:
        hands.pay_out(desk)
    actions.reconcile(at=at())

    payout = Payout.objects.get()
    assert (payout.amount, payout.fees, payout.rows_total) == (295_320, 4_680, 295_320)
    assert 1580 not in balances()
    assert (balances()[1930], balances()[6570]) == (295_320, 4_680)


def test_a_card_is_kept_with_consent_and_charged_next_year(invoice, open_page, pay, at, clock):
    attempt = open_page(invoice, consent_words=WORDS)
    pay(attempt)
    actions.look_at_attempt(attempt_id=attempt.pk, at=at())
    payer = Payer.objects.get()
    assert (payer.saved_label, payer.consent_words, payer.consent_by) == ("visa 4242", WORDS, TREASURER.name)
    clock.forward(days=365)
    next_year = issued(invoice.member, 400_000, origin="2")
    paid = actions.charge_saved(invoice_id=next_year.pk, by=TREASURER, at=at())

    assert paid.state == AttemptState.PAID
    assert invoices.open_amount(next_year.pk) == 0


def test_a_card_is_not_kept_without_consent(invoice, open_page, pay, at):
    attempt = open_page(invoice)
    pay(attempt)
    actions.look_at_attempt(attempt_id=attempt.pk, at=at())

    assert Payer.objects.get().saved_method == ""
    with pytest.raises(Refused) as caught:
        actions.charge_saved(invoice_id=invoice.pk, by=TREASURER, at=at())
    assert [o.code for o in caught.value.obstacles] == ["billing.payments.obstacle_nothing_saved"]


def test_a_withdrawn_consent_is_forgotten_here_and_at_stripe(invoice, open_page, pay, at, stripe_here, till):
    attempt = open_page(invoice, consent_words=WORDS)
    pay(attempt)
    actions.look_at_attempt(attempt_id=attempt.pk, at=at())
    method = Payer.objects.get().saved_method
    actions.withdraw_consent(member_id=invoice.member_id, by=TREASURER, at=at())
    actions.withdraw_consent(member_id=invoice.member_id, by=TREASURER, at=at())

    assert Payer.objects.get().saved_method == ""
    assert stripe_here.state.drawers[till.account].things[method]["customer"] is None


def test_a_card_that_says_no_leaves_the_invoice_open(invoice, open_page, pay, at, stripe_here, till):
    attempt = open_page(invoice, consent_words=WORDS)
    pay(attempt)
    actions.look_at_attempt(attempt_id=attempt.pk, at=at())
    with stripe_here.hand(till.account) as desk:
        desk.drawer.things[Payer.objects.get().saved_method]["metadata"]["_says_no"] = "card_declined"
    later = issued(invoice.member, 400_000, origin="2")
    with pytest.raises(Refused) as caught:
        actions.charge_saved(invoice_id=later.pk, by=TREASURER, at=at())

    assert caught.value.obstacles[0].params == {"because": "card_declined"}
    assert invoices.open_amount(later.pk) == 400_000
    assert Attempt.objects.get(invoice=later).state == AttemptState.ENDED
    assert open_page(later).state == AttemptState.OPEN  # another way is free


def test_an_invoice_that_stripe_sent_is_paid_at_its_page(invoice, at, stripe_here, till):
    sent = actions.send_through_stripe(invoice_id=invoice.pk, by=TREASURER, at=at())
    assert sent.url.startswith("http")
    with stripe_here.hand(till.account) as desk:
        hands.pay_invoice(desk, desk.drawer.things[sent.page], "card")
    actions.reconcile(at=at())

    assert invoices.open_amount(invoice.pk) == 0
    assert Attempt.objects.get().state == AttemptState.PAID
    assert Charge.objects.get().attempt_id == sent.pk


def test_a_payment_that_nobody_asked_for_waits_for_somebody_who_knows(till, member, at, stripe_here):
    """Somebody made a payment link at Stripe itself."""
    from billing.stripe_desk import objects

    with stripe_here.hand(till.account) as desk:
        intent = objects.intent(desk, {"amount": 50_000, "currency": "sek"})
        hands.settle_intent(desk, intent, "card")
    actions.reconcile(at=at())
    [unknown] = queries.unknown_charges()
    assert balances() == {}
    invoice = issued(member, 50_000)
    actions.assign_charge(charge_id=unknown.pk, invoice_id=invoice.pk, by=TREASURER, at=at())

    assert invoices.open_amount(invoice.pk) == 0
    assert list(queries.unknown_charges()) == []


def test_a_silent_stripe_says_what_to_do_and_the_wish_is_kept(invoice, open_page, at, stripe_here):
    stripe_here.faults.append(Fault("lose_request", path="/v1/checkout", times=-1))
    with pytest.raises(Refused) as caught:
        open_page(invoice)
    assert [o.code for o in caught.value.obstacles] == ["billing.payments.obstacle_stripe_silent"]
    stripe_here.faults.clear()

    assert open_page(invoice).state == AttemptState.OPEN
    assert Attempt.objects.count() == 1


def test_two_members_have_a_customer_each(till, open_page, pay, at, stripe_here):
    for number in (7, 8):
        open_page(issued(new_member(number), 300_000, origin=str(number)))

    assert len({payer.customer for payer in Payer.objects.all()}) == 2
