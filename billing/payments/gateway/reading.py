"""Stripe's objects, as the dictionaries that came over the line, in our words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from billing.payments.gateway.protocol import (
    Account,
    Balance,
    Charge,
    Dispute,
    Happening,
    Intent,
    Payout,
    PayPage,
    Refund,
    SentInvoice,
)

Thing = Mapping[str, Any]


def moment(seconds: int) -> datetime:
    """Unix seconds as a moment."""
    return datetime.fromtimestamp(seconds, UTC)


CAPABILITY = {"card": "card_payments", "swish": "swish_payments", "sepa_debit": "sepa_debit_payments"}
"""A way to pay, and what an account must be able to do for it."""


def id_of(thing: Any) -> str:  # noqa: ANN401  an id, an expanded object or nothing
    """The id, whether the object was expanded or not."""
    return "" if thing is None else thing if isinstance(thing, str) else str(thing["id"])


def _about(thing: Thing) -> dict[str, str]:  # the SDK's metadata
    return {str(name): str(value) for name, value in (thing.get("metadata") or {}).items()}


def account(thing: Thing) -> Account:  # stripe.Account
    """A connected account."""
    asked, can = thing.get("requirements"), thing.get("capabilities") or {}
    return Account(
        account=thing["id"],
        country=thing.get("country") or "",
        currency=thing.get("default_currency") or "",
        can_charge=bool(thing["charges_enabled"]),
        can_pay_out=bool(thing["payouts_enabled"]),
        is_submitted=bool(thing["details_submitted"]),
        needs=tuple(asked.get("currently_due") or ()) if asked else (),
        overdue=tuple(asked.get("past_due") or ()) if asked else (),
        checking=tuple(asked.get("pending_verification") or ()) if asked else (),
        disabled_because=(asked.get("disabled_reason") or "") if asked else "",
        ways=tuple(way for way, name in CAPABILITY.items() if can.get(name) == "active"),
    )


def pay_page(thing: Thing) -> PayPage:  # stripe.checkout.Session
    """A Checkout Session."""
    return PayPage(
        page=thing["id"],
        url=thing.get("url") or "",
        state=thing.get("status") or "",
        intent=id_of(thing.get("payment_intent")),
        about=_about(thing),
        expires_at=moment(thing["expires_at"]),
    )


def sent_invoice(thing: Thing) -> SentInvoice:  # stripe.Invoice
    """An invoice with its payments."""
    payments = thing["payments"]["data"] if thing.get("payments") else ()
    intents = tuple(
        id_of(one["payment"].get("payment_intent"))
        for one in payments
        if one["payment"]["type"] == "payment_intent"
    )
    return SentInvoice(
        invoice=thing["id"],
        url=thing.get("hosted_invoice_url") or "",
        state=thing.get("status") or "",
        intents=intents,
        about=_about(thing),
    )


def intent(thing: Thing) -> Intent:  # stripe.PaymentIntent
    """A PaymentIntent."""
    error = thing.get("last_payment_error")
    return Intent(
        intent=thing["id"],
        state=thing["status"],
        amount=thing["amount"],
        currency=thing["currency"],
        charge=id_of(thing.get("latest_charge")),
        customer=id_of(thing.get("customer")),
        saved_method=id_of(thing.get("payment_method"))
        if thing.get("setup_future_usage") == "off_session"
        else "",
        about=_about(thing),
        declined_because=(error.get("code") or "declined") if error else "",
    )


def refund(thing: Thing) -> Refund:  # stripe.Refund
    """A refund."""
    return Refund(
        refund=thing["id"],
        charge=id_of(thing.get("charge")),
        amount=thing["amount"],
        state=thing.get("status") or "pending",
        at=moment(thing["created"]),
        failed_because=thing.get("failure_reason") or "",
        about=_about(thing),
    )


def dispute(thing: Thing) -> Dispute:  # stripe.Dispute
    """A dispute, with what it really moved on the account."""
    rows = thing.get("balance_transactions") or []
    evidence = thing.get("evidence_details")
    return Dispute(
        dispute=thing["id"],
        charge=id_of(thing.get("charge")),
        amount=thing["amount"],
        reason=thing.get("reason") or "",
        state=thing["status"],
        at=moment(thing["created"]),
        due_at=moment(evidence.get("due_by")) if evidence and evidence.get("due_by") else None,
        withdrawn=sum(-row["amount"] for row in rows if row["amount"] < 0),
        reinstated=sum(row["amount"] for row in rows if row["amount"] > 0),
        fee=sum(row["fee"] for row in rows),
    )


def charge(thing: Thing, disputes: Iterable[Any]) -> Charge:  # stripe.Charge
    """A charge with its balance row and refunds expanded."""
    row = thing.get("balance_transaction")
    details = thing.get("payment_method_details")
    method = details["type"] if details else ""
    card = details.get("card") if details and method == "card" else None
    debit = details.get("sepa_debit") if details and method == "sepa_debit" else None
    label = f"{card.get('brand')} {card.get('last4')}" if card else method
    if debit and debit.get("last4"):
        label = f"SEPA {debit.get('last4')}"
    refunds = thing["refunds"]["data"] if thing.get("refunds") else ()
    return Charge(
        charge=thing["id"],
        intent=id_of(thing.get("payment_intent")),
        amount=thing["amount_captured"],
        currency=thing["currency"],
        is_paid=bool(thing["paid"]) and thing.get("status") == "succeeded",
        at=moment(thing["created"]),
        method=method,
        label=label,
        fee=row["fee"] if row is not None and not isinstance(row, str) else 0,
        balance=id_of(row),
        about=_about(thing),
        refunds=tuple(refund(one) for one in refunds),
        disputes=tuple(dispute(one) for one in disputes),
    )


def payout(thing: Thing, rows: Iterable[Any]) -> Payout:  # stripe.Payout
    """A payout; its own row is not one of those that it is the sum of."""
    return Payout(
        payout=thing["id"],
        amount=thing["amount"],
        currency=thing["currency"],
        state=thing["status"],
        arrives_on=moment(thing["arrival_date"]).date(),
        at=moment(thing["created"]),
        rows=tuple(
            Balance(
                row=one["id"], kind=one["reporting_category"], amount=one["amount"], fee=one["fee"],
                net=one["net"],
                source=id_of(one["source"]), at=moment(one["created"]),
            )
            for one in rows
            if one["type"] != "payout"
        ),
    )  # fmt: skip


def happening(thing: Thing, account: str = "") -> Happening:  # stripe.Event
    """An event: what happened to which object. Its own picture of the object is left aside."""
    about = thing["data"]["object"]
    return Happening(
        event=thing["id"],
        account=thing.get("account") or account,
        type=thing["type"],
        at=moment(thing["created"]),
        is_live=bool(thing["livemode"]),
        object_kind=str(about.get("object") or ""),
        object_id=str(about.get("id") or ""),
        customer=str(about.get("id") if about.get("object") == "customer" else id_of(about.get("customer"))),
    )
