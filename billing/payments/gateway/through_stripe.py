"""The gateway through Stripe's official SDK: direct charges on the association's own connected account."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, time
from typing import Any

import stripe
from django.conf import settings
from django.utils.module_loading import import_string

from billing.payments.gateway import reading
from billing.payments.gateway.asking import ask
from billing.payments.gateway.protocol import (
    Account,
    Charge,
    Gateway,
    Happening,
    Intent,
    Order,
    Payout,
    PayPage,
    Refund,
    Rejected,
    SentInvoice,
)
from billing.payments.gateway.subscribing import Billing, OwnBilling

RETRIES = 2
TIMEOUT = (3, 12)  # seconds to reach it, and for the answer
PAGE = 100
SWISH_COUNTRY = "SE"


def is_configured() -> bool:
    """Whether this installation takes payments online at all."""
    return bool(settings.STRIPE_KEY)


def mode() -> bool:
    """True when the installation works with real money."""
    return bool(settings.STRIPE_LIVE)


def current() -> Gateway:
    """The gateway of this installation, or :class:`Rejected` where none is set up."""
    if not is_configured():
        raise Rejected("not_configured", "STADGA_STRIPE_KEY is not set")
    return ThroughStripe(_made(settings.STRIPE_KEY, settings.STRIPE_URL, settings.STRIPE_HTTP_CLIENT))


def own() -> Billing:
    """The platform's own account at this installation's Stripe, or :class:`Rejected` where none is set up."""
    if not is_configured():
        raise Rejected("not_configured", "STADGA_STRIPE_KEY is not set")
    return OwnBilling(_made(settings.STRIPE_KEY, settings.STRIPE_URL, settings.STRIPE_HTTP_CLIENT))


@functools.lru_cache(maxsize=4)
def _made(key: str, url: str, line: str) -> stripe.StripeClient:
    stripe.set_app_info("Stadga")
    return stripe.StripeClient(
        key,
        http_client=import_string(line)(),
        max_network_retries=RETRIES,
        base_addresses={"api": url} if url else None,
    )


def over_the_net() -> stripe.HTTPClient:
    """The SDK's client over the network, with short time-outs: a person waits at the other end."""
    return stripe.RequestsClient(timeout=TIMEOUT)


class ThroughStripe:
    """:class:`Gateway` over one platform key. Nothing here is kept between calls."""

    def __init__(self, client: stripe.StripeClient) -> None:
        """``client`` carries the key, the line and the number of retries."""
        self._stripe = client.v1

    def connect_account(
        self, *, name: str, email: str, country: str, currency: str, website: str, about: dict[str, str],
        key: str,
    ) -> Account:  # fmt: skip
        """A connected account that answers to Stripe itself."""
        given: Any = {
            "country": country,
            "email": email,
            "business_type": "non_profit",
            "business_profile": {"name": name, "url": website},
            "capabilities": _asked_for(capabilities(country=country, currency=currency)),
            "default_currency": currency,
            "controller": {
                "fees": {"payer": "account"},
                "losses": {"payments": "stripe"},
                "requirement_collection": "stripe",
                "stripe_dashboard": {"type": "full"},
            },
            "metadata": about,
        }
        return reading.account(ask(self._stripe.accounts.create, given, {"idempotency_key": key}))

    def ask_for_ways(self, account: str, *, country: str, currency: str) -> Account:
        """The capabilities that are requested; what is asked for already stays as it is."""
        given: Any = {"capabilities": _asked_for(capabilities(country=country, currency=currency))}
        return reading.account(ask(self._stripe.accounts.update, account, given))

    def account(self, account: str) -> Account:
        """How it stands."""
        return reading.account(ask(self._stripe.accounts.retrieve, account))

    def onboarding_link(self, account: str, *, back_to: str, again_at: str) -> str:
        """Stripe's own onboarding pages."""
        given: Any = {
            "account": account,
            "type": "account_onboarding",
            "return_url": back_to,
            "refresh_url": again_at,
            "collection_options": {"fields": "eventually_due"},
        }
        return str(ask(self._stripe.account_links.create, given)["url"])

    def customer(
        self, account: str, *, name: str, email: str, language: str, about: dict[str, str], key: str
    ) -> str:
        """A customer on the connected account: one of the platform's cannot be invoiced there."""
        given: Any = {"name": name, "email": email, "preferred_locales": [language], "metadata": about}
        return str(ask(self._stripe.customers.create, given, _on(account, key))["id"])

    def pay_page(self, account: str, order: Order, *, key: str) -> PayPage:
        """A Checkout Session in payment mode. A card is kept for later only when the payer agreed to it."""
        data: dict[str, Any] = {"metadata": order.about, "description": order.text}
        if order.save_for_later:
            data["setup_future_usage"] = "off_session"
        given: Any = {
            "mode": "payment",
            "customer": order.customer,
            "client_reference_id": order.about["attempt"],
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": order.currency,
                        "unit_amount": order.amount,
                        "product_data": {"name": order.text},
                    },
                }
            ],
            "locale": order.language,
            "metadata": order.about,
            "payment_intent_data": data,
            "success_url": order.back_to,
            "cancel_url": order.away_to,
        }
        if order.ways:
            given["allowed_payment_method_types"] = list(order.ways)
        if order.expires_at is not None:
            given["expires_at"] = int(order.expires_at.timestamp())
        return reading.pay_page(ask(self._stripe.checkout.sessions.create, given, _on(account, key)))

    def look_at_pay_page(self, account: str, page: str) -> PayPage:
        """How it stands now."""
        return reading.pay_page(ask(self._stripe.checkout.sessions.retrieve, page, None, _on(account)))

    def close_pay_page(self, account: str, page: str) -> PayPage:
        """Expire it; one that is complete or expired already is told as it is."""
        try:
            return reading.pay_page(ask(self._stripe.checkout.sessions.expire, page, None, _on(account)))
        except Rejected:
            return self.look_at_pay_page(account, page)

    def pay_pages_since(self, account: str, since: datetime) -> Iterator[PayPage]:
        """Newest first."""
        found = self._all(self._stripe.checkout.sessions.list, account, since)
        return (reading.pay_page(one) for one in found)

    def send_invoice(self, account: str, order: Order, *, key: str) -> SentInvoice:
        """Draft, line, sent: each step repeated under its own key gives the same."""
        due = datetime.combine(order.due_on, time(21), UTC) if order.due_on else None
        given: Any = {
            "customer": order.customer,
            "collection_method": "send_invoice",
            "currency": order.currency,
            "description": order.text,
            "metadata": order.about,
            "auto_advance": False,
            "pending_invoice_items_behavior": "exclude",
            "payment_settings": {"payment_method_types": _invoice_methods(order)},
        }
        if due is not None:
            given["due_date"] = int(due.timestamp())
        else:
            given["days_until_due"] = 30
        if order.number:
            given["number"] = order.number
        draft = ask(self._stripe.invoices.create, given, _on(account, key))
        if draft["status"] == "draft":
            line: Any = {
                "customer": order.customer,
                "invoice": draft["id"],
                "amount": order.amount,
                "currency": order.currency,
                "description": order.text,
            }
            ask(self._stripe.invoice_items.create, line, _on(account, key + ":line"))
        ask(self._stripe.invoices.send_invoice, str(draft["id"]), None, _on(account, key + ":send"))
        return self.look_at_invoice(account, str(draft["id"]))

    def look_at_invoice(self, account: str, invoice: str) -> SentInvoice:
        """How it stands now."""
        given: Any = {"expand": ["payments"]}
        return reading.sent_invoice(ask(self._stripe.invoices.retrieve, invoice, given, _on(account)))

    def void_invoice(self, account: str, invoice: str) -> SentInvoice:
        """Void it; one that is paid or void already is told as it is."""
        with contextlib.suppress(Rejected):
            ask(self._stripe.invoices.void_invoice, invoice, None, _on(account))
        return self.look_at_invoice(account, invoice)

    def sent_invoices_since(self, account: str, since: datetime) -> Iterator[SentInvoice]:
        """Newest first; without their payments."""
        return (reading.sent_invoice(one) for one in self._all(self._stripe.invoices.list, account, since))

    def invoice_of(self, account: str, intent: str) -> SentInvoice | None:
        """By the payments of the account's invoices."""
        given: Any = {"payment": {"type": "payment_intent", "payment_intent": intent}, "limit": 1}
        found = ask(self._stripe.invoice_payments.list, given, _on(account))["data"]
        return self.look_at_invoice(account, reading.id_of(found[0]["invoice"])) if found else None

    def charge_saved(self, account: str, order: Order, *, method: str, key: str) -> Intent:
        """An off-session PaymentIntent, confirmed at once."""
        given: Any = {
            "amount": order.amount,
            "currency": order.currency,
            "customer": order.customer,
            "payment_method": method,
            "off_session": True,
            **({"allowed_payment_method_types": list(order.ways)} if order.ways else {}),
            "confirm": True,
            "description": order.text,
            "metadata": order.about,
        }
        return reading.intent(ask(self._stripe.payment_intents.create, given, _on(account, key)))

    def forget_saved(self, account: str, method: str) -> None:
        """Detach it from the customer; one that is gone already is forgotten."""
        try:
            ask(self._stripe.payment_methods.detach, method, None, _on(account))
        except Rejected as refused:
            if refused.code not in {"resource_missing", "payment_method_not_attached"}:
                raise

    def intent(self, account: str, intent: str) -> Intent:
        """How it stands now."""
        return reading.intent(ask(self._stripe.payment_intents.retrieve, intent, None, _on(account)))

    def intents_since(self, account: str, since: datetime) -> Iterator[Intent]:
        """Newest first."""
        return (reading.intent(one) for one in self._all(self._stripe.payment_intents.list, account, since))

    def charge(self, account: str, charge: str) -> Charge:
        """With its fee, refunds and disputes."""
        given: Any = {"expand": ["balance_transaction", "refunds"]}
        found = ask(self._stripe.charges.retrieve, charge, given, _on(account))
        disputes: list[Any] = []
        if found["disputed"]:
            about: Any = {"charge": charge, "limit": PAGE}
            disputes = ask(self._stripe.disputes.list, about, _on(account))["data"]
        return reading.charge(found, disputes)

    def refund(self, account: str, *, charge: str, amount: int, about: dict[str, str], key: str) -> Refund:
        """To the card, the Swish number or the account that paid."""
        given: Any = {
            "charge": charge,
            "amount": amount,
            "metadata": about,
            "reason": "requested_by_customer",
        }
        return reading.refund(ask(self._stripe.refunds.create, given, _on(account, key)))

    def charge_of_refund(self, account: str, refund: str) -> str:
        """The charge that a refund belongs to."""
        return reading.id_of(ask(self._stripe.refunds.retrieve, refund, None, _on(account))["charge"])

    def charge_of_dispute(self, account: str, dispute: str) -> str:
        """The charge that a dispute is about."""
        return reading.id_of(ask(self._stripe.disputes.retrieve, dispute, None, _on(account))["charge"])

    def payout(self, account: str, payout: str) -> Payout:
        """With every row that it is the sum of."""
        found = ask(self._stripe.payouts.retrieve, payout, None, _on(account))
        rows = _pages(self._stripe.balance_transactions.list, {"payout": payout}, account)
        return reading.payout(found, rows)

    def payouts_since(self, account: str, since: datetime) -> Iterator[str]:
        """Newest first."""
        return (str(one["id"]) for one in self._all(self._stripe.payouts.list, account, since))

    def happenings(self, account: str, since: datetime) -> Iterator[Happening]:
        """Oldest first, so that a run that is cut short has seen everything before it."""
        found = list(self._all(self._stripe.events.list, account, since))
        return (reading.happening(one, account) for one in reversed(found))

    @staticmethod
    def _all(listing: Callable[..., Any], account: str, since: datetime) -> Iterator[Any]:
        return _pages(listing, {"created": {"gte": int(since.timestamp())}}, account)


def _on(account: str, key: str = "") -> Any:  # noqa: ANN401  the SDK's request options
    """Request options: whose account, and under which key."""
    return {"stripe_account": account, **({"idempotency_key": key} if key else {})}


def capabilities(*, country: str, currency: str) -> tuple[str, ...]:
    """What an account is to be able to do: cards, Swish in kronor in Sweden, SEPA debit in euro."""
    found = ["card_payments"]
    if currency == "sek" and country == SWISH_COUNTRY:
        found.append("swish_payments")
    if currency == "eur":
        found.append("sepa_debit_payments")
    return (*found, "transfers")


def _asked_for(names: Iterable[str]) -> dict[str, Any]:
    return {one: {"requested": True} for one in names}


def _invoice_methods(order: Order) -> list[str]:
    if order.ways:
        return list(order.ways)
    return ["card", "swish"] if order.currency == "sek" else ["card"]


def _pages(listing: Callable[..., Any], given: dict[str, Any], account: str) -> Iterator[Any]:
    """Every object of a list, page after page."""
    after: dict[str, str] = {}
    while True:
        page = ask(listing, {**given, **after, "limit": PAGE}, _on(account))
        yield from page["data"]
        if not page["has_more"] or not page["data"]:
            return
        after = {"starting_after": page["data"][-1]["id"]}
