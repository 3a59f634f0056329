"""One contract: the desk, Stripe's own stateless mock, and its test mode when a key is set."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from billing.payments.gateway import Order, Rejected, Wish
from billing.payments.gateway.subscribing import OwnBilling
from tests.billing.payments.conftest import BEGAN, connected

SINCE = datetime(2016, 1, 1, tzinfo=UTC)


def order(customer: str, **more) -> Order:
    given = {
        "amount": 300_000,
        "currency": "sek",
        "text": "Medlemsavgift 2017",
        "customer": customer,
        "language": "sv",
        "about": {"invoice": "i-1", "attempt": "a-1", "network": "n-1"},
        "back_to": "https://iec.example/betald",
        "away_to": "https://iec.example/faktura",
    }
    return Order(**{**given, **more})


@pytest.fixture
def payer(held) -> str:
    return held.gateway.customer(
        held.account, name="Vallmo AB", email="ekonomi@vallmo.example", language="sv",
        about={"member": "m-1"}, key=f"customer:{held.unique}",
    )  # fmt: skip


def test_an_account_is_made_and_looked_at(held):
    if held.name == "test mode":
        pytest.skip("accounts are not left behind at Stripe")
    made = held.gateway.connect_account(
        name="IEC", email="kassor@iec.example", country="SE", currency="sek", website="https://iec.example",
        about={"network": "n-1"}, key=f"account:{held.unique}",
    )  # fmt: skip
    link = held.gateway.onboarding_link(
        made.account, back_to="https://iec.example/klar", again_at="https://iec.example/igen"
    )

    assert made.account.startswith("acct_")
    assert link.startswith("http")
    assert held.gateway.account(made.account).account.startswith("acct_")


def test_a_pay_page_is_made_looked_at_and_closed(held, payer):
    page = held.gateway.pay_page(held.account, order(payer), key=f"pay:{held.unique}")

    assert page.page.startswith("cs_")
    assert page.state == "open"
    assert held.gateway.look_at_pay_page(held.account, page.page).page.startswith("cs_")
    assert held.gateway.close_pay_page(held.account, page.page).page.startswith("cs_")
    assert next(held.gateway.pay_pages_since(held.account, SINCE)).page.startswith("cs_")


def test_a_page_that_saves_the_card_is_understood(held, payer):
    page = held.gateway.pay_page(held.account, order(payer, save_for_later=True), key=f"save:{held.unique}")

    assert page.page.startswith("cs_")


@pytest.fixture
def euro_account(held, desk) -> str:
    """An account that counts in euros and may take SEPA debit."""
    if held.name == "test mode":
        pytest.skip("the account that is set may be in any country")
    if held.name == "stripe-mock":
        return held.account
    return connected(held.gateway, desk, name="Yhdistys", country="FI", currency="eur")


def test_an_account_asks_for_the_ways_of_its_currency(held, euro_account):
    told = held.gateway.ask_for_ways(euro_account, country="FI", currency="eur")

    assert told.account.startswith("acct_")
    if held.name == "desk":
        assert (told.currency, told.ways) == ("eur", ("card", "sepa_debit"))


def test_a_page_in_euros_offers_card_and_sepa_debit(held, euro_account):
    if held.name == "stripe-mock":
        pytest.skip("stripe-mock describes an older Stripe, which has no allowed_payment_method_types")
    payer = held.gateway.customer(
        euro_account, name="Vuokko Oy", email="talous@vuokko.example", language="sv", about={},
        key=f"euro-customer:{held.unique}",
    )  # fmt: skip
    for saves in (False, True):
        wish = order(payer, currency="eur", amount=12_000, ways=("card", "sepa_debit"), save_for_later=saves)
        page = held.gateway.pay_page(euro_account, wish, key=f"euro:{saves}:{held.unique}")
        assert (page.page[:3], page.state) == ("cs_", "open")
    sent = held.gateway.send_invoice(
        euro_account,
        order(payer, currency="eur", amount=12_000, ways=("card", "sepa_debit"), due_on=date(2030, 1, 31)),
        key=f"euro-send:{held.unique}",
    )
    assert sent.invoice.startswith("in_")


@pytest.mark.parametrize(("currency", "way"), [("sek", "sepa_debit"), ("eur", "swish")])
def test_sepa_debit_takes_euro_alone_and_swish_kronor(held, euro_account, currency, way):
    """The mock keeps no rules, so it is the desk and Stripe itself that refuse."""
    if held.name == "stripe-mock":
        pytest.skip("stripe-mock answers anything that is well formed")
    payer = held.gateway.customer(
        euro_account, name="X", email="x@vuokko.example", language="sv", about={}, key=f"{way}:{held.unique}"
    )
    wish = order(payer, currency=currency, ways=(way,))
    with pytest.raises(Rejected, match=way):
        held.gateway.pay_page(euro_account, wish, key=f"wrong:{way}:{held.unique}")
    with pytest.raises(Rejected, match=way):
        held.gateway.send_invoice(
            euro_account, order(payer, currency=currency, ways=("card", way), due_on=date(2030, 1, 31)),
            key=f"wrong-send:{way}:{held.unique}",
        )  # fmt: skip


def test_an_invoice_is_sent_looked_at_and_void(held, payer):
    due = datetime.now(UTC).date() + timedelta(days=30) if held.name == "test mode" else date(2030, 1, 31)
    sent = held.gateway.send_invoice(held.account, order(payer, due_on=due), key=f"send:{held.unique}")

    assert sent.invoice.startswith("in_")
    assert held.gateway.void_invoice(held.account, sent.invoice).invoice.startswith("in_")


def test_what_happened_is_listed_oldest_first(held, payer):
    found = list(held.gateway.happenings(held.account, SINCE))

    assert found
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert all(one.event.startswith("evt_") and not one.is_live for one in found)


def test_payouts_and_attempts_are_listed(held, payer):
    assert all(one.startswith("po_") for one in held.gateway.payouts_since(held.account, SINCE))
    assert all(one.intent.startswith("pi_") for one in held.gateway.intents_since(held.account, SINCE))


def test_a_word_that_stripe_does_not_know_is_refused(held, payer):
    with pytest.raises(Rejected):
        held.gateway.pay_page(held.account, order(payer, language="runic"), key=f"runic:{held.unique}")


def test_a_saved_card_is_charged_and_a_charge_refunded(held, payer):
    """On the desk a card is saved first; the mock knows every id; at Stripe its own test card stands in."""
    if held.name == "desk":
        pytest.skip("in test_the_desk.py, where somebody pays")
    method = "pm_card_visa" if held.name == "test mode" else "pm_123"
    paid = held.gateway.charge_saved(held.account, order(payer), method=method, key=f"saved:{held.unique}")
    assert paid.intent.startswith("pi_")
    if held.name == "stripe-mock":
        assert held.gateway.charge(held.account, "ch_123").charge
        back = held.gateway.refund(
            held.account, charge="ch_123", amount=100, about={}, key=f"refund:{held.unique}"
        )
        assert back.refund.startswith("re_")
        assert held.gateway.payout(held.account, "po_123").payout
        assert held.gateway.charge_of_refund(held.account, "re_123").startswith("ch_")
        assert held.gateway.charge_of_dispute(held.account, "du_123").startswith("ch_")


@pytest.fixture
def ours(held) -> OwnBilling:
    """The platform's own account at the same gateway."""
    return OwnBilling(held.client)


@pytest.fixture
def association(held, ours) -> str:
    return ours.customer_of_ours(
        name="IEC", email="kassor@iec.example", language="sv", about={"network": "n-1"},
        key=f"own:{held.unique}",
    )  # fmt: skip


def wish(customer: str, **more) -> Wish:
    given = {
        "customer": customer,
        "text": "Stadga",
        "price": 480_000,
        "currency": "sek",
        "every": "year",
        "language": "sv",
        "about": {"network": "n-1"},
        "back_to": "https://iec.example/klart",
        "away_to": "https://iec.example/abonnemang",
        "expires_at": datetime.fromtimestamp(BEGAN + 3600, UTC),
    }
    return Wish(**{**given, **more})


def test_an_association_is_shown_a_page_to_subscribe_at_and_it_is_closed(held, ours, association):
    soon = datetime.now(UTC) + timedelta(hours=1) if held.name == "test mode" else wish("").expires_at
    page = ours.subscribe_page(wish(association, expires_at=soon), key=f"subscribe:{held.unique}")

    assert page.page.startswith("cs_")
    assert ours.close_subscribe_page(page.page).page.startswith("cs_")


def test_the_portal_has_an_address(ours, association):
    assert ours.portal(association, language="sv", back_to="https://iec.example/x").startswith("http")


def test_the_subscriptions_of_a_customer_are_listed(held, ours, association):
    found = ours.subscriptions(association)

    assert len(found) == (1 if held.name == "stripe-mock" else 0)
    assert all(one.subscription.startswith("sub_") and one.paid_until.tzinfo is UTC for one in found)


def test_an_interval_that_stripe_does_not_know_is_refused(held, ours, association):
    with pytest.raises(Rejected):
        ours.subscribe_page(wish(association, every="fortnight"), key=f"fortnight:{held.unique}")
