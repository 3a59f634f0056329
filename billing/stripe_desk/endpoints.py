"""The doors of Stripe's API that the product uses, each with the SDK's typed parameters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stripe import params as p
from stripe.params import billing_portal as b
from stripe.params import checkout as c

from billing.stripe_desk import invoicing, listing, making, subscribing
from billing.stripe_desk.listing import Act
from billing.stripe_desk.problems import Problem


@dataclass(frozen=True)
class Endpoint:
    """One door: how it is asked for, with what, and what it does."""

    method: str
    path: re.Pattern[str]
    params: type
    act: Act
    is_platforms: bool = False


def find(method: str, path: str) -> tuple[Endpoint, tuple[str, ...]]:
    """The door at this address, and the ids in it."""
    for endpoint in ENDPOINTS:
        match = endpoint.path.fullmatch(path)
        if match and endpoint.method == method.upper():
            return endpoint, match.groups()
    raise Problem(f"Unrecognized request URL ({method.upper()}: {path}).", status=404)


def _door(method: str, path: str, params: type, act: Act, *, platforms: bool = False) -> Endpoint:
    return Endpoint(
        method, re.compile("/v1/" + path.replace("{}", r"([A-Za-z0-9_]+)")), params, act, platforms
    )


ENDPOINTS = (
    _door("POST", "accounts", p.AccountCreateParams, making.create_account, platforms=True),
    _door("GET", "accounts/{}", p.AccountRetrieveParams, listing.account, platforms=True),
    _door("POST", "accounts/{}", p.AccountUpdateParams, making.update_account, platforms=True),
    _door("POST", "account_links", p.AccountLinkCreateParams, making.account_link, platforms=True),
    _door("POST", "webhook_endpoints", p.WebhookEndpointCreateParams, making.create_endpoint, platforms=True),
    _door(
        "GET",
        "webhook_endpoints",
        p.WebhookEndpointListParams,
        listing.list_of("webhook_endpoint"),
        platforms=True,
    ),
    _door(
        "POST", "webhook_endpoints/{}", p.WebhookEndpointUpdateParams, making.update_endpoint, platforms=True
    ),
    _door(
        "GET",
        "webhook_endpoints/{}",
        p.WebhookEndpointRetrieveParams,
        listing.retrieve("webhook_endpoint"),
        platforms=True,
    ),
    _door("POST", "customers", p.CustomerCreateParams, making.create_customer),
    _door("GET", "customers/{}", p.CustomerRetrieveParams, listing.retrieve("customer")),
    _door("POST", "checkout/sessions", c.SessionCreateParams, making.create_session),
    _door(
        "GET",
        "checkout/sessions",
        c.SessionListParams,
        listing.list_of("checkout.session", "customer", "status", "payment_intent"),
    ),
    _door("GET", "checkout/sessions/{}", c.SessionRetrieveParams, listing.retrieve("checkout.session")),
    _door("POST", "checkout/sessions/{}/expire", c.SessionExpireParams, making.expire),
    _door("POST", "payment_intents", p.PaymentIntentCreateParams, making.create_intent),
    _door("GET", "payment_intents", p.PaymentIntentListParams, listing.list_of("payment_intent", "customer")),
    _door("GET", "payment_intents/{}", p.PaymentIntentRetrieveParams, listing.retrieve("payment_intent")),
    _door("POST", "payment_intents/{}/cancel", p.PaymentIntentCancelParams, making.cancel_intent),
    _door("GET", "payment_methods/{}", p.PaymentMethodRetrieveParams, listing.retrieve("payment_method")),
    _door("POST", "payment_methods/{}/detach", p.PaymentMethodDetachParams, making.detach),
    _door("GET", "charges", p.ChargeListParams, listing.list_of("charge", "customer", "payment_intent")),
    _door("GET", "charges/{}", p.ChargeRetrieveParams, listing.retrieve("charge")),
    _door("POST", "refunds", p.RefundCreateParams, making.create_refund),
    _door("GET", "refunds", p.RefundListParams, listing.list_of("refund", "charge", "payment_intent")),
    _door("GET", "refunds/{}", p.RefundRetrieveParams, listing.retrieve("refund")),
    _door("GET", "disputes", p.DisputeListParams, listing.list_of("dispute", "charge", "payment_intent")),
    _door("GET", "disputes/{}", p.DisputeRetrieveParams, listing.retrieve("dispute")),
    _door("GET", "payouts", p.PayoutListParams, listing.list_of("payout", "status")),
    _door("GET", "payouts/{}", p.PayoutRetrieveParams, listing.retrieve("payout")),
    _door(
        "GET",
        "balance_transactions",
        p.BalanceTransactionListParams,
        listing.list_of("balance_transaction", "payout", "source", "type", "currency"),
    ),
    _door(
        "GET",
        "balance_transactions/{}",
        p.BalanceTransactionRetrieveParams,
        listing.retrieve("balance_transaction"),
    ),
    _door("GET", "events", p.EventListParams, listing.events),
    _door("GET", "events/{}", p.EventRetrieveParams, listing.event),
    _door("POST", "invoiceitems", p.InvoiceItemCreateParams, invoicing.create_item),
    _door("POST", "invoices", p.InvoiceCreateParams, invoicing.create),
    _door("GET", "invoices", p.InvoiceListParams, listing.list_of("invoice", "customer", "status")),
    _door("GET", "invoices/{}", p.InvoiceRetrieveParams, listing.retrieve("invoice")),
    _door("POST", "invoices/{}/finalize", p.InvoiceFinalizeInvoiceParams, invoicing.finalize),
    _door("POST", "invoices/{}/send", p.InvoiceSendInvoiceParams, invoicing.send),
    _door("POST", "invoices/{}/void", p.InvoiceVoidInvoiceParams, invoicing.void),
    _door("GET", "subscriptions", p.SubscriptionListParams, subscribing.list_subscriptions()),
    _door("GET", "subscriptions/{}", p.SubscriptionRetrieveParams, listing.retrieve("subscription")),
    _door("POST", "billing_portal/sessions", b.SessionCreateParams, subscribing.create_portal),
    _door("GET", "invoice_payments", p.InvoicePaymentListParams, listing.invoice_payments),
)
