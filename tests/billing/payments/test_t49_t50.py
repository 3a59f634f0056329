"""T49 and T50: answers that were lost, keys that were forgotten, days without Stripe."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from billing.books import queries as books
from billing.invoices import queries as invoices
from billing.payments import actions, gateway, queries, rules
from billing.payments.enums import AttemptState
from billing.payments.models import Attempt, Charge, Payer, Refund, WebhookEvent
from billing.stripe_desk import hands, letters
from billing.stripe_desk.desk import Fault
from kernel import tenancy
from kernel.actor import Actor
from kernel.errors import Refused
from kernel.tenancy import inside
from tests.billing.conftest import issued, new_member
from tests.billing.payments.conftest import SECRET, through
from tests.torture.figures import tell

TREASURER = Actor(id=None, name="Sofia Lindahl", roles=frozenset({"treasurer"}))
pytestmark = pytest.mark.torture
FOR_EVER = 3  # the SDK's first try and its two more


@pytest.fixture
def at(clock):
    return lambda: datetime.fromtimestamp(clock.seconds, UTC)


@pytest.fixture
def page_of(at):
    def doing(invoice, **more):
        return actions.open_pay_page(
            invoice_id=invoice.pk, language="sv", back_to="https://a/x", away_to="https://a/x", by=TREASURER,
            at=at(), **more,
        )  # fmt: skip

    return doing


@pytest.fixture
def pay(stripe_here, till):
    def doing(attempt, method="card"):
        with stripe_here.hand(till.account) as desk:
            hands.pay_session(desk, desk.drawer.things[attempt.page], method)

    return doing


@pytest.fixture
def saved(till, member, page_of, pay, at):
    """A new invoice of a member whose card is kept since last year."""
    first = page_of(issued(member, 300_000), consent_words=rules.CONSENT["sv"])
    pay(first)
    actions.look_at_attempt(attempt_id=first.pk, at=at())
    return issued(member, 400_000, origin="2")


def charges_at(desk, account):
    """Invoice → how often somebody was charged for it at Stripe."""
    things = desk.state.drawers[account].things.values()
    return Counter(
        one["metadata"].get("invoice") for one in things if one["object"] == "charge" and one["paid"]
    )


def test_t49_an_answer_that_was_lost_charges_once(saved, stripe_here, till, at, clock):
    stripe_here.faults.append(Fault("lose_answer", "POST", "/payment_intents", times=FOR_EVER))
    with pytest.raises(Refused) as caught:
        actions.charge_saved(invoice_id=saved.pk, by=TREASURER, at=at())
    assert [o.code for o in caught.value.obstacles] == ["billing.payments.obstacle_stripe_silent"]
    assert Attempt.objects.get(invoice=saved).state == AttemptState.BEGUN
    assert charges_at(stripe_here, till.account)[str(saved.pk)] == 1  # charged, and we do not know it
    found = actions.reconcile(at=at())

    assert found.is_caught_up
    assert invoices.open_amount(saved.pk) == 0
    with pytest.raises(Refused) as again:
        actions.charge_saved(invoice_id=saved.pk, by=TREASURER, at=at())
    assert [o.code for o in again.value.obstacles] == ["billing.payments.obstacle_nothing_owed"]
    assert charges_at(stripe_here, till.account)[str(saved.pk)] == 1
    tell("T49", lost_answer="charged once", charges_per_invoice=1, reconciled_in_runs=1)


@pytest.mark.parametrize("hours", [0, 25, 24 * 20])
def test_t49_asked_again_at_once_or_after_the_key_is_forgotten_it_is_one_charge(
    saved, stripe_here, till, at, clock, hours
):
    stripe_here.faults.append(Fault("lose_answer", "POST", "/payment_intents", times=FOR_EVER))
    with pytest.raises(Refused):
        actions.charge_saved(invoice_id=saved.pk, by=TREASURER, at=at())
    clock.forward(hours=hours)
    paid = actions.charge_saved(invoice_id=saved.pk, by=TREASURER, at=at())

    assert paid.state == AttemptState.PAID
    assert charges_at(stripe_here, till.account)[str(saved.pk)] == 1
    assert invoices.open_amount(saved.pk) == 0
    assert books.balances()[1580] == 700_000
    tell("T49", asked_again_after_hours=hours, charges_per_invoice=1)


def test_t49_the_naive_twin_that_only_trusts_the_key_charges_twice(saved, stripe_here, till, clock):
    """The same request under the same key, a day later."""
    stripe, payer = through_desk(stripe_here), Payer.objects.get()
    order = gateway.Order(
        amount=400_000, currency="sek", text="x", customer=payer.customer, language="sv",
        about={"invoice": str(saved.pk)},
    )  # fmt: skip
    for _ in range(2):
        stripe.charge_saved(till.account, order, method=payer.saved_method, key="the same")
        clock.forward(hours=25)

    assert charges_at(stripe_here, till.account)[str(saved.pk)] == 2


def through_desk(desk):
    from billing.stripe_desk.client import DeskClient

    return through(DeskClient(desk))


@pytest.mark.parametrize("where", ["before the answer is kept", "before the books know"])
def test_t49_a_crash_between_charge_and_save_is_repaired_in_one_run(
    saved, stripe_here, till, at, monkeypatch, where
):
    class Killed(BaseException):
        pass

    def killed(*_, **__):
        raise Killed

    target = "paying._opened" if where == "before the answer is kept" else "looking.settle_invoice"
    with monkeypatch.context() as patch:
        patch.setattr(f"billing.payments.actions.{target}", killed)
        with pytest.raises(Killed):
            actions.charge_saved(invoice_id=saved.pk, by=TREASURER, at=at())
    assert invoices.open_amount(saved.pk) == 400_000
    assert charges_at(stripe_here, till.account)[str(saved.pk)] == 1
    assert actions.reconcile(at=at()).is_caught_up

    assert invoices.open_amount(saved.pk) == 0
    assert Charge.objects.filter(invoice=saved).count() == 1
    assert charges_at(stripe_here, till.account)[str(saved.pk)] == 1
    tell("T49", crash=where, charges_per_invoice=1, reconciled_in_runs=1)


@pytest.mark.parametrize("hours", [0, 25])
def test_t49_a_page_whose_answer_was_lost_is_the_same_page(
    till, member, page_of, pay, stripe_here, at, clock, hours
):
    invoice = issued(member, 300_000)
    stripe_here.faults.append(Fault("lose_answer", "POST", "/checkout/sessions", times=FOR_EVER))
    with pytest.raises(Refused):
        page_of(invoice)
    clock.forward(hours=hours)
    if hours:
        actions.reconcile(at=at())
    attempt = page_of(invoice)
    pay(attempt)
    actions.reconcile(at=at())

    assert charges_at(stripe_here, till.account) == {str(invoice.pk): 1}
    assert invoices.open_amount(invoice.pk) == 0


@pytest.mark.parametrize("hours", [0, 25])
def test_t49_a_refund_whose_answer_was_lost_goes_back_once(saved, stripe_here, till, at, clock, hours):
    charge, request = Charge.objects.get(), uuid4()

    def ask():
        return actions.refund_charge(
            charge_id=charge.pk, amount=100_000, reason="", request=request, by=TREASURER, at=at()
        )

    stripe_here.faults.append(Fault("lose_answer", "POST", "/refunds", times=FOR_EVER))
    with pytest.raises(Refused):
        ask()
    clock.forward(hours=hours)
    assert ask().refund is not None

    things = stripe_here.state.drawers[till.account].things.values()
    assert [one["amount"] for one in things if one["object"] == "refund"] == [100_000]
    assert Refund.objects.count() == 1
    assert invoices.open_amount(charge.invoice_id) == 100_000
    tell("T49", refund_asked_again_after_hours=hours, refunds=1)


def test_t50_three_days_without_stripe(till, stripe_here, at, clock, alfa):
    """Members go on paying at Stripe; we hear nothing; the endpoint is disabled on the way."""
    with stripe_here.hand("") as desk:
        desk.put(
            {"id": "we_1", "object": "webhook_endpoint", "status": "enabled", "enabled_events": ["*"],
             "url": "http://x/stripe", "secret": SECRET, "_connect": True}
        )  # fmt: skip
    every = [issued(new_member(n), 300_000, origin=str(n)) for n in range(1, 13)]
    pages = [
        actions.open_pay_page(
            invoice_id=one.pk, language="sv", back_to="https://a/x", away_to="https://a/x",
            by=TREASURER, at=at(),
        )
        for one in every
    ]  # fmt: skip
    actions.reconcile(at=at())
    paid, late, unpaid = pages[:5], pages[5:9], pages[9:]
    stripe_here.down = True
    reminded_too_early = 0
    for day, payers in enumerate((paid, late, ())):
        if day == 1:
            stripe_here.state.drawers[""].things["we_1"]["status"] = "disabled"
        for attempt in payers:
            clock.forward(minutes=3)
            with stripe_here.hand(till.account) as desk:
                hands.pay_session(desk, desk.drawer.things[attempt.page], "card")
        clock.forward(hours=10 if payers else 52)  # a page is open for 23 hours
        with pytest.raises(gateway.Unreachable):
            actions.reconcile(at=at())
        owing = {one.pk for one in invoices.open_invoices()}
        to_remind = owing - queries.invoices_in_doubt(at=at())
        reminded_too_early += len(to_remind & {one.invoice_id for one in (*paid, *late)})
    assert reminded_too_early == 0
    assert books.balances().get(1580, 0) == 0

    stripe_here.down = False
    backlog = [letters.written(stripe_here, one) for one in stripe_here.state.letters]
    stripe_here.state.drawers[""].things["we_1"]["status"] = "enabled"
    backlog += [letters.written(stripe_here, one) for one in stripe_here.state.letters]
    backlog = [one for one in backlog if one] * 2
    random.Random(50).shuffle(backlog)
    tenancy.go_public()
    for letter in backlog:
        signature = letter.headers(now_in_earnest())["Stripe-Signature"]
        actions.receive(body=letter.body, signature=signature, at=at())
    with inside(alfa):
        found = actions.reconcile(at=at())

        owing = {one.pk for one in invoices.open_invoices()}
        to_remind = owing - queries.invoices_in_doubt(at=at())
        assert found.is_caught_up
        assert owing == to_remind == {one.invoice_id for one in unpaid}
        assert books.balances()[1580] == 9 * 300_000
        assert Charge.objects.count() == 9
        assert not WebhookEvent.objects.filter(done_at=None).exists()
        again = actions.reconcile(at=at())
        assert (again.heard, again.worked_on) == (0, 0)
    tell(
        "T50", days_without_stripe=3, paid_meanwhile=9, letters_late=len(backlog),
        heard_by_listing=found.heard,
        reminders_to_people_who_had_paid=reminded_too_early, right_after_runs=1,
    )  # fmt: skip


def test_t50_the_naive_twin_reminds_those_who_paid(till, page_of, member, pay, stripe_here, at, clock):
    """Whoever asks the books alone, before we have caught up, writes to people who have paid."""
    attempt = page_of(issued(member, 300_000))
    stripe_here.down = True
    pay(attempt)
    clock.forward(days=1)

    assert {one.pk for one in invoices.open_invoices()} == {attempt.invoice_id}


def now_in_earnest():
    import time

    return int(time.time())


def test_events_that_stripe_has_forgotten_are_made_up_for_by_looking(
    till, page_of, member, pay, stripe_here, at, clock
):
    """Forty days away: Stripe lists thirty."""
    attempt = page_of(issued(member, 300_000))
    pay(attempt)
    with stripe_here.hand(till.account) as desk:
        hands.pay_out(desk)
        desk.drawer.events.clear()
    clock.forward(days=40)
    assert actions.reconcile(at=at()).is_caught_up

    assert invoices.open_amount(attempt.invoice_id) == 0
    assert 1580 not in {n for n, amount in books.balances().items() if amount}
    assert timedelta(days=29) == actions.reconciling.REMEMBERS
