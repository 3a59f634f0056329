"""A desk, the official SDK over it, and an account that may charge."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import stripe

from billing.stripe_desk import hands
from billing.stripe_desk.client import DeskClient
from billing.stripe_desk.desk import Desk

BEGAN = 1_480_000_000


@pytest.fixture
def clock():
    time = SimpleNamespace(at=BEGAN)
    time.now = lambda: time.at
    return time


@pytest.fixture
def desk(clock):
    return Desk(now=clock.now)


@pytest.fixture
def sdk(desk):
    return stripe.StripeClient("sk_test_desk_1", http_client=DeskClient(desk), max_network_retries=2).v1


@pytest.fixture
def onboarded():
    """onboarded(desk, sdk): a new account that may charge."""

    def make(desk, sdk):
        made = sdk.accounts.create({"country": "SE", "capabilities": {"card_payments": {"requested": True}}})
        with desk.hand("") as at:
            hands.onboard(at, at.drawer.things[made.id])
        return made.id

    return make


@pytest.fixture
def account(desk, sdk, onboarded):
    return onboarded(desk, sdk)


@pytest.fixture
def another_account(desk, sdk, onboarded):
    return lambda: onboarded(desk, sdk)


@pytest.fixture
def page(sdk, account):
    """page(amount): a Checkout Session on the account."""

    def make(amount=300_000, key="", **more):
        given = {
            "mode": "payment",
            "success_url": "https://iec.example/betald",
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": "sek",
                        "unit_amount": amount,
                        "product_data": {"name": "Avgift"},
                    },
                }
            ],
            **more,
        }
        return sdk.checkout.sessions.create(
            given, {"stripe_account": account, **({"idempotency_key": key} if key else {})}
        )

    return make


@pytest.fixture
def pay(desk, account):
    """pay(session): somebody pays there."""

    def doing(session, method="card"):
        with desk.hand(account) as at:
            hands.pay_session(at, at.drawer.things[session.id], method)
            paid = at.drawer.things[at.drawer.things[session.id]["payment_intent"]]
            return paid["latest_charge"]

    return doing
