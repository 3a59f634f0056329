"""What an association pays the platform, at Stripe Billing: on the platform's own account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import stripe

from billing.payments.gateway import reading
from billing.payments.gateway.asking import ask
from billing.payments.gateway.protocol import PayPage, Rejected

PAGE = 100


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What an association wants to subscribe to. ``price`` in whole öre without VAT for each ``every``."""

    customer: str
    text: str
    price: int
    currency: str
    every: str
    language: str
    about: Mapping[str, str]
    back_to: str
    away_to: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class Subscribed:
    """A subscription now. ``state`` in Stripe's words; ``pay_url`` is where its open invoice is paid."""

    subscription: str
    customer: str
    state: str
    about: Mapping[str, str]
    began_at: datetime
    paid_until: datetime
    ends_at: datetime | None
    ended_at: datetime | None
    pay_url: str


class Billing(Protocol):
    """The platform's own account. Raises as :class:`Gateway` does; ``key`` makes a repeated call one call."""

    def customer_of_ours(
        self, *, name: str, email: str, language: str, about: Mapping[str, str], key: str
    ) -> str:
        """The association as a customer of the platform."""

    def subscribe_page(self, wish: Wish, *, key: str) -> PayPage:
        """A page where the association subscribes and pays the first period."""

    def close_subscribe_page(self, page: str) -> PayPage:
        """Nobody can subscribe there any more; what was paid already stays so."""

    def portal(self, customer: str, *, language: str, back_to: str) -> str:
        """An address, good for minutes, for cards, receipts and ending it."""

    def subscriptions(self, customer: str) -> list[Subscribed]:
        """All that the customer ever had, the newest first."""


def subscribed(thing: Mapping[str, Any]) -> Subscribed:  # stripe.Subscription
    """A subscription with its latest invoice expanded, if it has one."""
    invoice = thing.get("latest_invoice")
    is_open = isinstance(invoice, Mapping) and invoice.get("status") == "open"
    until = max(one["current_period_end"] for one in thing["items"]["data"])
    return Subscribed(
        subscription=thing["id"],
        customer=reading.id_of(thing["customer"]),
        state=thing["status"],
        about={str(name): str(value) for name, value in (thing.get("metadata") or {}).items()},
        began_at=reading.moment(thing["created"]),
        paid_until=reading.moment(until),
        ends_at=reading.moment(thing["cancel_at"]) if thing.get("cancel_at") else None,
        ended_at=reading.moment(thing["ended_at"]) if thing.get("ended_at") else None,
        pay_url=(invoice.get("hosted_invoice_url") or "") if is_open and invoice else "",
    )


class OwnBilling:
    """:class:`Billing` over the platform's key, without ``Stripe-Account``."""

    def __init__(self, client: stripe.StripeClient) -> None:
        """``client`` carries the key, the line and the number of retries."""
        self._stripe = client.v1

    def customer_of_ours(
        self, *, name: str, email: str, language: str, about: Mapping[str, str], key: str
    ) -> str:
        """A customer on the platform's account."""
        given: Any = {"name": name, "email": email, "preferred_locales": [language], "metadata": dict(about)}
        return str(ask(self._stripe.customers.create, given, {"idempotency_key": key})["id"])

    def subscribe_page(self, wish: Wish, *, key: str) -> PayPage:
        """A Checkout Session in subscription mode. Stripe Tax reckons the VAT from the address given."""
        given: Any = {
            "mode": "subscription",
            "customer": wish.customer,
            "customer_update": {"address": "auto", "name": "auto"},
            "automatic_tax": {"enabled": True},
            "tax_id_collection": {"enabled": True},
            "billing_address_collection": "required",
            "client_reference_id": wish.about["network"],
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": wish.currency,
                        "unit_amount": wish.price,
                        "tax_behavior": "exclusive",
                        "recurring": {"interval": wish.every},
                        "product_data": {"name": wish.text},
                    },
                }
            ],
            "locale": wish.language,
            "metadata": dict(wish.about),
            "subscription_data": {"metadata": dict(wish.about)},
            "success_url": wish.back_to,
            "cancel_url": wish.away_to,
            "expires_at": int(wish.expires_at.timestamp()),
        }
        made = ask(self._stripe.checkout.sessions.create, given, {"idempotency_key": key})
        return reading.pay_page(made)

    def close_subscribe_page(self, page: str) -> PayPage:
        """Expire it; one that is complete or expired already is told as it is."""
        try:
            return reading.pay_page(ask(self._stripe.checkout.sessions.expire, page))
        except Rejected:
            return reading.pay_page(ask(self._stripe.checkout.sessions.retrieve, page))

    def portal(self, customer: str, *, language: str, back_to: str) -> str:
        """A session of Stripe's own billing portal."""
        given: Any = {"customer": customer, "locale": language, "return_url": back_to}
        return str(ask(self._stripe.billing_portal.sessions.create, given)["url"])

    def subscriptions(self, customer: str) -> list[Subscribed]:
        """With their latest invoices. More than a page of them nobody has."""
        given: Any = {"customer": customer, "status": "all", "limit": PAGE, "expand": ["data.latest_invoice"]}
        return [subscribed(one) for one in ask(self._stripe.subscriptions.list, given)["data"]]
