"""Webhooks from the desk: signed so that the SDK believes them, tried again for three days, then given up."""

from __future__ import annotations

import json
import random
import time

import pytest
import stripe

from billing.stripe_desk import letters


@pytest.fixture
def endpoint(sdk):
    return sdk.webhook_endpoints.create(
        {"url": "http://stadga/stripe", "enabled_events": ["*"], "connect": True}
    )


def test_the_sdk_believes_the_signature(desk, sdk, account, endpoint):
    sdk.customers.create({"name": "A"}, {"stripe_account": account})
    taken = []

    def send(url, body, headers):
        event = stripe.Webhook.construct_event(body, headers["Stripe-Signature"], endpoint.secret)
        taken.append((url, event.type, event.account))
        return 200

    assert letters.deliver(desk, send, signed_at=lambda: int(time.time())) == 1
    assert taken == [("http://stadga/stripe", "customer.created", account)]
    assert desk.state.letters == []


def test_a_letter_is_tried_again_for_three_days(desk, sdk, account, endpoint, clock):
    sdk.customers.create({"name": "A"}, {"stripe_account": account})
    tries = []

    def nobody(url, body, headers):
        tries.append(clock.at)
        return 0

    began = clock.at
    for _ in range(4 * 24 * 12):  # four days, looked at every five minutes
        letters.deliver(desk, nobody, signed_at=clock.now)
        clock.at += 300

    assert len(tries) == 1 + len(letters.AGAIN_AFTER)
    assert 60 * 3600 < tries[-1] - began < 73 * 3600
    assert desk.state.letters == []


def test_with_a_chance_they_come_in_another_order_some_twice_and_none_is_lost(desk, sdk, account, endpoint):
    for n in range(12):
        sdk.customers.create({"name": str(n)}, {"stripe_account": account})
    happened = [one["id"] for one in desk.state.drawers[account].events]
    desk.chance, came = random.Random(7), []

    def send(url, body, headers):
        event = stripe.Webhook.construct_event(body, headers["Stripe-Signature"], endpoint.secret)
        came.append(event.id)
        return 200

    assert letters.deliver(desk, send, signed_at=lambda: int(time.time())) == 12
    assert sorted(set(came)) == sorted(happened)
    assert len(came) > 12
    assert list(dict.fromkeys(came)) != happened
    assert desk.state.letters == []


def test_an_endpoint_that_is_disabled_gets_nothing_and_events_stay_listed(desk, sdk, account, endpoint):
    sdk.webhook_endpoints.update(endpoint.id, {"disabled": True})
    sdk.customers.create({"name": "A"}, {"stripe_account": account})

    assert desk.state.letters == []
    assert [e.type for e in sdk.events.list(None, {"stripe_account": account}).data] == ["customer.created"]


def test_the_platforms_own_events_do_not_go_to_the_connect_address(desk, sdk, endpoint):
    sdk.customers.create({"name": "A"})

    assert desk.state.letters == []


def test_what_the_desk_notes_for_itself_is_not_in_the_letter(desk, sdk, account, endpoint, page, pay):
    pay(page())
    bodies = [letters.written(desk, one).body for one in desk.state.letters]

    assert len(bodies) == 4
    assert not [body for body in bodies if '"_' in json.dumps(json.loads(body))]
