"""The desk answers as Stripe does: closed parameters, keys, accounts apart, pages of lists, expanding."""

from __future__ import annotations

import pytest
import stripe

from billing.stripe_desk import hands
from billing.stripe_desk.client import DeskClient
from billing.stripe_desk.desk import Desk, Fault


def on(account, key=""):
    return {"stripe_account": account, **({"idempotency_key": key} if key else {})}


@pytest.mark.parametrize(
    ("given", "param"),
    [
        ({"colour": "blue"}, "colour"),
        ({"mode": "gift"}, "mode"),
        ({"payment_method_types": ["card"]}, "payment_method_types"),  # gone from this version of the API
        ({"allowed_payment_method_types": ["swash"]}, "allowed_payment_method_types[0]"),
        ({"line_items": [{"quantity": "one"}]}, "line_items[0][quantity]"),
        (
            {"line_items": [{"price_data": {"currency": "sek", "product_data": {"description": "x"}}}]},
            "line_items[0][price_data][product_data][name]",
        ),
        ({"line_items": "one"}, "line_items"),
        (
            {"payment_intent_data": {"setup_future_usage": "always"}},
            "payment_intent_data[setup_future_usage]",
        ),
    ],
)
def test_what_the_sdks_types_do_not_name_is_refused(desk, page, given, param):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        page(**given)

    assert caught.value.param == param
    assert caught.value.http_status == 400


def test_an_answer_has_no_field_that_the_sdk_does_not_know(desk, sdk, account, page, pay):
    customer = sdk.customers.create({"name": "Vallmo", "email": "v@vallmo.example"}, on(account)).id
    charge = pay(page(customer=customer, payment_intent_data={"setup_future_usage": "off_session"}))
    sdk.refunds.create({"charge": charge, "amount": 100}, on(account))
    invoice = sdk.invoices.create(
        {"customer": customer, "collection_method": "send_invoice", "days_until_due": 30, "currency": "sek"},
        on(account),
    )
    sdk.invoice_items.create({"invoice": invoice.id, "amount": 5_000, "currency": "sek"}, on(account))
    sdk.invoices.send_invoice(invoice.id, None, on(account))
    with desk.hand(account) as at:
        hands.close_dispute(at, hands.dispute(at, at.drawer.things[charge]), won=True)
        hands.pay_out(at)

    known = {
        "checkout.session": stripe.checkout.Session,
        "payment_intent": stripe.PaymentIntent,
        "charge": stripe.Charge,
        "refund": stripe.Refund,
        "dispute": stripe.Dispute,
        "payout": stripe.Payout,
        "balance_transaction": stripe.BalanceTransaction,
        "customer": stripe.Customer,
        "account": stripe.Account,
        "invoice": stripe.Invoice,
        "invoiceitem": stripe.InvoiceItem,
        "invoice_payment": stripe.InvoicePayment,
        "payment_method": stripe.PaymentMethod,
        "event": stripe.Event,
    }
    seen, strange = set(), set()
    for drawer in desk.state.drawers.values():
        for thing in [*drawer.things.values(), *drawer.events]:
            seen.add(thing["object"])
            fields = set(known[thing["object"]].__annotations__)
            strange |= {(thing["object"], f) for f in thing if not f.startswith("_") and f not in fields}

    assert strange == set()
    assert seen == set(known)


def test_the_same_key_gives_the_same_answer_and_does_the_work_once(sdk, account, page):
    first, again = page(key="k"), page(key="k")

    assert again.id == first.id
    assert len(sdk.checkout.sessions.list(None, on(account)).data) == 1


def test_the_same_key_for_another_request_is_an_error(page):
    page(key="k")

    with pytest.raises(stripe.IdempotencyError):
        page(amount=1_000, key="k")


def test_a_key_is_forgotten_after_a_day(page, clock):
    first = page(key="k")
    clock.at += 24 * 3600 - 1
    assert page(key="k").id == first.id
    clock.at += 1

    assert page(key="k").id != first.id


def test_a_key_of_one_account_is_another_key_on_the_next(sdk, account, another_account):
    other = another_account()
    mine = sdk.customers.create({"name": "A"}, on(account, "k"))
    theirs = sdk.customers.create({"name": "A"}, on(other, "k"))

    assert mine.id != theirs.id


def test_another_accounts_object_is_missing_here(sdk, another_account, page):
    other = another_account()
    session = page()
    with pytest.raises(stripe.InvalidRequestError) as elsewhere:
        sdk.checkout.sessions.retrieve(session.id, None, on(other))
    with pytest.raises(stripe.InvalidRequestError) as nowhere:
        sdk.checkout.sessions.retrieve("cs_test_none", None, on(other))

    assert elsewhere.value.code == nowhere.value.code == "resource_missing"


def test_an_account_before_its_onboarding_takes_no_money(sdk):
    made = sdk.accounts.create({"country": "SE"})
    assert made.requirements.currently_due

    with pytest.raises(stripe.InvalidRequestError):
        sdk.payment_intents.create({"amount": 1_000, "currency": "sek"}, on(made.id))


def test_a_real_key_is_not_taken(desk):
    client = stripe.StripeClient("sk_live_1", http_client=DeskClient(desk))
    with pytest.raises(stripe.AuthenticationError):
        client.v1.accounts.create({"country": "SE"})


def test_swish_is_not_offered_where_the_way_to_pay_is_saved(sdk, account, page):
    customer = sdk.customers.create({"name": "A"}, on(account)).id

    assert page().payment_method_types == ["card", "swish"]
    saving = page(customer=customer, payment_intent_data={"setup_future_usage": "off_session"})
    assert saving.payment_method_types == ["card"]


def test_a_list_comes_page_by_page_newest_first(sdk, account):
    made = [sdk.customers.create({"name": str(n)}, on(account)).id for n in range(7)]
    events = sdk.events.list({"limit": 3, "type": "customer.*"}, on(account))

    assert len(events.data) == 3
    assert events.has_more
    assert [e.data.object.id for e in events.auto_paging_iter()] == made[::-1]


def test_an_id_is_expanded_when_it_is_asked_for(sdk, account, page, pay):
    charge = pay(page())
    plain = sdk.charges.retrieve(charge, None, on(account))
    full = sdk.charges.retrieve(charge, {"expand": ["balance_transaction", "refunds"]}, on(account))

    assert isinstance(plain.balance_transaction, str)
    assert full.balance_transaction.net == 300_000 - full.balance_transaction.fee
    assert full.refunds.data == []
    with pytest.raises(stripe.InvalidRequestError):
        sdk.charges.retrieve(charge, {"expand": ["colour"]}, on(account))


def test_a_lost_answer_is_asked_for_again_under_the_same_key(desk, sdk, account, page, pay):
    charge = pay(page())
    desk.faults.append(Fault("lose_answer", "POST", "/refunds"))
    refund = sdk.refunds.create({"charge": charge, "amount": 100}, on(account, "r"))

    assert refund.status == "succeeded"
    assert len(sdk.refunds.list(None, on(account)).data) == 1
    assert desk.asked.count(("POST", "/v1/refunds")) == 2


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("500", Fault("500")),
        ("lose_answer:post:/refunds", Fault("lose_answer", "POST", "/refunds")),
        ("429::/charges:-1", Fault("429", "", "/charges", -1)),
    ],
)
def test_a_fault_is_read_as_a_person_writes_it(text, fault):
    assert Fault.read(text) == fault


@pytest.mark.parametrize("text", ["", "lose", "500:GET:/x:many", "500:GET:/x:-"])
def test_a_fault_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match="begin with one of"):
        Fault.read(text)


@pytest.mark.parametrize(("what", "error"), [("429", stripe.RateLimitError), ("500", stripe.APIError)])
def test_trouble_at_stripe_is_told_as_stripe_tells_it(desk, sdk, account, what, error):
    desk.faults.append(Fault(what, times=1))
    with pytest.raises(error):
        sdk.customers.create({"name": "A"}, on(account))


def test_more_than_was_paid_is_not_refunded(sdk, account, page, pay):
    charge = pay(page())
    sdk.refunds.create({"charge": charge, "amount": 200_000}, on(account))
    with pytest.raises(stripe.InvalidRequestError):
        sdk.refunds.create({"charge": charge, "amount": 100_001}, on(account))
    sdk.refunds.create({"charge": charge}, on(account))
    with pytest.raises(stripe.InvalidRequestError) as caught:
        sdk.refunds.create({"charge": charge}, on(account))

    assert caught.value.code == "charge_already_refunded"


def test_a_payout_is_the_sum_of_its_rows(desk, sdk, account, page, pay):
    for amount in (300_000, 120_000, 50_001):
        charge = pay(page(amount), "swish" if amount == 120_000 else "card")
    sdk.refunds.create({"charge": charge, "amount": 1}, on(account))
    with desk.hand(account) as at:
        payout = hands.pay_out(at)["id"]
        assert hands.pay_out(at) is None
    rows = list(sdk.balance_transactions.list({"payout": payout, "limit": 2}, on(account)).auto_paging_iter())

    assert (
        sum(row.net for row in rows if row.type != "payout")
        == sdk.payouts.retrieve(payout, None, on(account)).amount
    )
    assert sum(row.net for row in rows) == 0


def test_what_the_desk_kept_is_there_after_a_restart(tmp_path, clock, onboarded):
    def opened():
        desk = Desk.opened(tmp_path / "state.json", now=clock.now, pages="http://localhost:1")
        return desk, stripe.StripeClient("sk_test_desk_1", http_client=DeskClient(desk)).v1

    desk, sdk = opened()
    account = onboarded(desk, sdk)
    made = sdk.customers.create({"name": "A"}, on(account, "k")).id
    _, again = opened()

    assert again.customers.retrieve(made, None, on(account)).name == "A"
    assert again.customers.create({"name": "A"}, on(account, "k")).id == made
    assert again.customers.create({"name": "A"}, on(account)).id != made


def test_a_page_closes_by_itself_when_its_time_is_over(sdk, account, page, clock):
    session = page()
    clock.at += 24 * 3600
    seen = sdk.checkout.sessions.retrieve(session.id, None, on(account))

    assert (seen.status, seen.url) == ("expired", None)
    assert [e.type for e in sdk.events.list(None, on(account)).data] == ["checkout.session.expired"]
