"""How the desk's objects look when they are new. Amounts are whole öre."""

from __future__ import annotations

from typing import Any

from billing.stripe_desk.state import Context, Thing

# What the desk takes for a payment: basis points of the amount and coins besides. Its own price list.
FEES = {"card": (150, 180), "swish": (100, 180)}
FEES_IN_EURO = {"card": (150, 25), "sepa_debit": (0, 35)}
ALONE = {"swish": "sek", "sepa_debit": "eur"}
"""Ways to pay that take one currency alone."""
LEAST = {"sek": (300, "kr3.00 sek"), "eur": (50, "€0.50 eur")}
"""The least that can be paid."""
SETTLES_AFTER = 3 * 24 * 3600


def fee(method: str, amount: int, currency: str) -> int:
    """The price of a payment, rounded half up to a whole coin."""
    points, besides = (FEES_IN_EURO if currency == "eur" else FEES)[method]
    return (amount * points + 5_000) // 10_000 + besides


def intent(at: Context, given: Thing, **more: Any) -> Thing:  # noqa: ANN401  JSON
    """A PaymentIntent that nobody has tried to pay."""
    number = at.new_id("pi")
    return at.put(
        {
            "id": number,
            "object": "payment_intent",
            "amount": given["amount"],
            "amount_capturable": 0,
            "amount_received": 0,
            "canceled_at": None,
            "cancellation_reason": None,
            "capture_method": "automatic_async",
            "client_secret": f"{number}_secret_desk",
            "confirmation_method": "automatic",
            "created": at.now,
            "currency": given["currency"],
            "customer": given.get("customer"),
            "description": given.get("description"),
            "last_payment_error": None,
            "latest_charge": None,
            "livemode": False,
            "metadata": given.get("metadata") or {},
            "next_action": None,
            "payment_method": given.get("payment_method"),
            "payment_method_types": given.get("methods", ["card"]),
            "receipt_email": given.get("receipt_email"),
            "setup_future_usage": given.get("setup_future_usage"),
            "status": "requires_payment_method",
            **more,
        }
    )


def charge(
    at: Context, paid: Thing, method: str, *, failure: tuple[str, str] | None = None, is_pending: bool = False
) -> Thing:
    """A charge of an intent; with ``failure`` (code, sentence) one that did not go through.

    ``is_pending``: the payer's bank has been asked and has not answered.
    """
    number = at.new_id("ch" if method == "card" else "py")
    details: Thing = {"type": method}
    if method == "card":
        details["card"] = {"brand": "visa", "last4": "0002" if failure else "4242", "country": "SE"}
    elif method == "sepa_debit":
        details[method] = {
            "bank_code": "37040044",
            "country": "DE",
            "last4": "3000",
            "mandate": at.new_id("mandate"),
        }
    else:
        details[method] = {}
    return at.put(
        {
            "id": number,
            "object": "charge",
            "amount": paid["amount"],
            "amount_captured": 0 if failure else paid["amount"],
            "amount_refunded": 0,
            "balance_transaction": None,
            "captured": not failure,
            "created": at.now,
            "currency": paid["currency"],
            "customer": paid["customer"],
            "description": paid["description"],
            "disputed": False,
            "failure_code": failure[0] if failure else None,
            "failure_message": failure[1] if failure else None,
            "livemode": False,
            "metadata": dict(paid["metadata"]),
            "paid": not failure and not is_pending,
            "payment_intent": paid["id"],
            "payment_method": paid["payment_method"],
            "payment_method_details": details,
            "receipt_email": paid["receipt_email"],
            "refunded": False,
            "status": "failed" if failure else "pending" if is_pending else "succeeded",
        }
    )


def moved(at: Context, kind: str, source: Thing, amount: int, taken: int = 0) -> Thing:
    """A row on the account's balance: ``amount`` in or out, less what was ``taken`` for it."""
    categories = {
        "charge": "charge", "payment": "charge", "refund": "refund", "payment_refund": "refund",
        "adjustment": "dispute" if amount < 0 else "dispute_reversal", "payout": "payout",
    }  # fmt: skip
    return at.put(
        {
            "id": at.new_id("txn"),
            "object": "balance_transaction",
            "amount": amount,
            "available_on": at.now + SETTLES_AFTER,
            "created": at.now,
            "currency": source["currency"],
            "description": source.get("description"),
            "exchange_rate": None,
            "fee": taken,
            "fee_details": [
                {"amount": taken, "currency": source["currency"], "type": "stripe_fee",
                 "description": "Stripe processing fees", "application": None}
            ] if taken else [],
            "net": amount - taken,
            "reporting_category": categories[kind],
            "source": source["id"],
            "status": "available" if kind == "payout" else "pending",
            "type": kind,
            "_payout": None,
        }
    )  # fmt: skip


def card(at: Context, customer: str) -> Thing:
    """A saved card; no number exists anywhere."""
    return at.put(
        {
            "id": at.new_id("pm"),
            "object": "payment_method",
            "billing_details": {"name": None, "email": None, "phone": None, "address": None},
            "card": {"brand": "visa", "last4": "4242", "exp_month": 12, "exp_year": 2040, "country": "SE"},
            "created": at.now,
            "customer": customer,
            "livemode": False,
            "metadata": {},
            "type": "card",
        }
    )


def debited(at: Context, customer: str) -> Thing:
    """A saved bank account with the mandate to draw on it; its number exists nowhere."""
    return at.put(
        {
            "id": at.new_id("pm"),
            "object": "payment_method",
            "billing_details": {"name": None, "email": None, "phone": None, "address": None},
            "created": at.now,
            "customer": customer,
            "livemode": False,
            "metadata": {},
            "sepa_debit": {"bank_code": "37040044", "branch_code": "", "country": "DE", "last4": "3000"},
            "type": "sepa_debit",
        }
    )
