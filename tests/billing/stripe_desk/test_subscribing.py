"""Stripe Billing on the desk: a subscription is paid, renewed, refused by the bank, paid again and ended."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest
import stripe

from billing.stripe_desk import hands, subscribing
from billing.stripe_desk.problems import Problem
from billing.stripe_desk.server import serve

WISH = {
    "mode": "subscription",
    "customer_update": {"address": "auto", "name": "auto"},
    "automatic_tax": {"enabled": True},
    "success_url": "https://iec.example/klart",
    "line_items": [
        {
            "quantity": 1,
            "price_data": {
                "currency": "sek",
                "unit_amount": 480_000,
                "tax_behavior": "exclusive",
                "recurring": {"interval": "year"},
                "product_data": {"name": "Stadga"},
            },
        }
    ],
}
ONCE = {"currency": "sek", "unit_amount": 480_000, "product_data": {"name": "Stadga"}}


@pytest.fixture
def customer(sdk):
    return sdk.customers.create({"name": "IEC", "metadata": {"network": "n-1"}}).id


@pytest.fixture
def subscribe_page(sdk, customer):
    return lambda **more: sdk.checkout.sessions.create({**WISH, "customer": customer, **more})


@pytest.fixture
def subscribed(sdk, desk, subscribe_page):
    """A subscription that was paid on the Checkout page."""
    session = subscribe_page(subscription_data={"metadata": {"network": "n-1"}})
    with desk.hand("") as at:
        return subscribing.pay(at, at.drawer.things[session.id])["id"]


def told(desk):
    return [one["type"] for one in desk.state.drawers[""].events]


def test_the_price_is_told_without_vat_and_paid_with_it(subscribe_page):
    session = subscribe_page()

    assert (session.amount_subtotal, session.amount_total, session.total_details.amount_tax) == (
        480_000, 600_000, 120_000,
    )  # fmt: skip
    assert (session.mode, session.status, session.subscription) == ("subscription", "open", None)


def test_paying_makes_a_subscription_that_is_active_for_a_year(sdk, desk, subscribe_page, customer, clock):
    session = subscribe_page()
    with desk.hand("") as at:
        subscribing.pay(at, at.drawer.things[session.id])
    [found] = sdk.subscriptions.list({"customer": customer, "expand": ["data.latest_invoice"]}).data

    assert (found.status, found.latest_invoice.status, found.latest_invoice.amount_paid) == (
        "active", "paid", 600_000,
    )  # fmt: skip
    began, until = (
        datetime.fromtimestamp(one, UTC) for one in (clock.at, found["items"].data[0].current_period_end)
    )
    assert (until.year, until.month, until.day) == (began.year + 1, began.month, began.day)
    assert sdk.checkout.sessions.retrieve(session.id).subscription == found.id
    assert told(desk)[-4:] == [
        "checkout.session.completed", "customer.subscription.created", "invoice.paid",
        "invoice.payment_succeeded",
    ]  # fmt: skip
    with desk.hand("") as at, pytest.raises(Problem, match="is complete"):
        subscribing.pay(at, at.drawer.things[session.id])


def test_the_last_of_january_is_followed_by_the_last_of_february():
    began = int(datetime(2017, 1, 31, 12, tzinfo=UTC).timestamp())

    assert datetime.fromtimestamp(subscribing.later(began, "month"), UTC) == datetime(
        2017, 2, 28, 12, tzinfo=UTC
    )


def test_a_refused_renewal_is_past_due_until_its_invoice_is_paid(sdk, desk, subscribed):
    with desk.hand("") as at:
        invoice = subscribing.renew(at, at.drawer.things[subscribed], says_no=True)
    assert sdk.subscriptions.retrieve(subscribed).status == "past_due"
    assert told(desk)[-2:] == ["invoice.payment_failed", "customer.subscription.updated"]

    with desk.hand("") as at:
        subscribing.pay_invoice(at, at.drawer.things[invoice["id"]])

    assert sdk.subscriptions.retrieve(subscribed).status == "active"
    assert told(desk)[-4:] == [
        "invoice_payment.paid", "invoice.paid", "invoice.payment_succeeded", "customer.subscription.updated",
    ]  # fmt: skip


def test_one_that_was_ended_is_listed_only_when_it_is_asked_for(sdk, desk, subscribed, customer):
    with desk.hand("") as at:
        subscribing.stop_at_the_end(at, at.drawer.things[subscribed], stops=True)
        subscribing.renew(at, at.drawer.things[subscribed], says_no=False)

    assert told(desk)[-1] == "customer.subscription.deleted"
    assert sdk.subscriptions.list({"customer": customer}).data == []
    [ended] = sdk.subscriptions.list({"customer": customer, "status": "all"}).data
    assert ended.status == "canceled"


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"customer_update": {"name": "auto"}}, "valid address"),
        ({"tax_id_collection": {"enabled": True}, "customer_update": {"address": "auto"}}, "Tax ID"),
        ({"payment_intent_data": {"description": "x"}}, "payment_intent_data"),
        ({"line_items": [{"price_data": ONCE}]}, "recurring"),
        ({"success_url": ""}, "success_url"),
        ({"billing_address_collection": "sometimes"}, "billing_address_collection"),
        ({"perhaps": "yes"}, "unknown parameter"),
    ],
)  # fmt: skip
def test_what_stripe_would_refuse_the_desk_refuses(subscribe_page, more, word):
    with pytest.raises(stripe.InvalidRequestError, match=word):
        subscribe_page(**more)


def test_a_connected_account_keeps_no_subscriptions_of_ours(sdk, account):
    payer = sdk.customers.create({"name": "Vallmo"}, {"stripe_account": account})
    with pytest.raises(stripe.InvalidRequestError, match="own account"):
        sdk.checkout.sessions.create({**WISH, "customer": payer.id}, {"stripe_account": account})


def test_people_pay_look_after_it_and_see_what_the_bank_says(desk, sdk, customer, subscribe_page):
    server = serve(desk, host="127.0.0.1", port=0, health={"pid": 1})
    desk.pages = f"http://localhost:{server.server_port}"
    session = subscribe_page(cancel_url="https://iec.example/tillbaka", locale="sv")
    with httpx.Client(base_url=desk.pages, headers={"Accept-Language": "sv"}) as browser:
        page = browser.get(session.url)
        assert "Betala till Stadga" in page.text
        assert "6\u00a0000,00\u00a0SEK" in page.text
        assert "Banken sade nej" in browser.post(session.url, data={"how": "declined"}).text
        paid = browser.post(session.url, data={"how": "card"})
        assert (paid.status_code, paid.headers["location"]) == (303, "https://iec.example/klart")
        [found] = sdk.subscriptions.list({"customer": customer}).data

        assert browser.post("/bank/platform", data={"how": f"refuse:{found.id}"}).status_code == 303
        assert sdk.subscriptions.retrieve(found.id).status == "past_due"
        portal = sdk.billing_portal.sessions.create(
            {"customer": customer, "return_url": "https://iec.example/abonnemang", "locale": "sv"}
        )
        assert "Betala 6\u00a0000,00\u00a0SEK" in browser.get(portal.url).text
        browser.post(portal.url, data={"how": f"pay:{found.id}"})
        assert sdk.subscriptions.retrieve(found.id).status == "active"
        browser.post(portal.url, data={"how": f"stop:{found.id}"})
        assert sdk.subscriptions.retrieve(found.id).cancel_at_period_end is True
        browser.post("/bank/platform", data={"how": f"give_up:{found.id}"})
        assert sdk.subscriptions.list({"customer": customer}).data == []
    server.shutdown()


def test_the_hosted_invoice_of_a_period_is_paid_there(desk, sdk, subscribed):
    server = serve(desk, host="127.0.0.1", port=0, health={"pid": 1})
    desk.pages = f"http://localhost:{server.server_port}"
    with desk.hand("") as at:
        invoice = subscribing.renew(at, at.drawer.things[subscribed], says_no=True)
        assert hands.intent_of_invoice(at, invoice)["status"] == "requires_payment_method"
    answer = httpx.post(invoice["hosted_invoice_url"], data={"how": "card"})
    server.shutdown()

    assert answer.status_code == 200
    assert sdk.subscriptions.retrieve(subscribed).status == "active"
