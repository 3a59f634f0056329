"""What people and banks do at Stripe: pay, fail to pay, dispute, be refunded, get their payout."""

from __future__ import annotations

from billing.stripe_desk import objects
from billing.stripe_desk.problems import Problem
from billing.stripe_desk.state import Context, Thing

DECLINED = ("card_declined", "Your card was declined.")
DISPUTE_FEES = {"eur": 2_000}
DISPUTE_FEE = 15_000
NO_COVER = ("insufficient_funds", "The customer's account has insufficient funds.")
DISPUTE_DAYS = 14


def settle_intent(at: Context, paid: Thing, method: str) -> Thing:
    """The money has come: charge, balance, what is saved for later, and everybody is told."""
    if paid["status"] in {"succeeded", "canceled"}:
        raise Problem(
            f"This PaymentIntent's status is {paid['status']}.", code="payment_intent_unexpected_state"
        )
    if method == "card" and paid["setup_future_usage"] == "off_session" and not paid["payment_method"]:
        paid["payment_method"] = objects.card(at, paid["customer"])["id"]
        at.tell("payment_method.attached", at.drawer.things[paid["payment_method"]])
    made = objects.charge(at, paid, method)
    taken = objects.fee(method, paid["amount"], paid["currency"])
    kind = "charge" if method == "card" else "payment"
    made["balance_transaction"] = objects.moved(at, kind, made, made["amount"], taken)["id"]
    paid.update(
        status="succeeded", latest_charge=made["id"], amount_received=paid["amount"], next_action=None,
        last_payment_error=None,
    )  # fmt: skip
    at.tell("charge.succeeded", made)
    at.tell("payment_intent.succeeded", paid)
    return made


def ask_the_bank(at: Context, paid: Thing) -> Thing:
    """A SEPA debit: the payer has agreed, and its bank answers later (``settle_debit``, ``fail_debit``)."""
    if paid["status"] != "requires_payment_method":
        raise Problem(
            f"This PaymentIntent's status is {paid['status']}.", code="payment_intent_unexpected_state"
        )
    if paid["setup_future_usage"] == "off_session" and not paid["payment_method"]:
        paid["payment_method"] = objects.debited(at, paid["customer"])["id"]
        at.tell("payment_method.attached", at.drawer.things[paid["payment_method"]])
    made = objects.charge(at, paid, "sepa_debit", is_pending=True)
    paid.update(status="processing", latest_charge=made["id"], next_action=None, last_payment_error=None)
    at.tell("charge.pending", made)
    at.tell("payment_intent.processing", paid)
    return made


def settle_debit(at: Context, paid: Thing) -> Thing:
    """The payer's bank has paid."""
    made = _asked(at, paid)
    taken = objects.fee("sepa_debit", paid["amount"], paid["currency"])
    made["balance_transaction"] = objects.moved(at, "payment", made, made["amount"], taken)["id"]
    made.update(paid=True, status="succeeded")
    paid.update(status="succeeded", amount_received=paid["amount"])
    at.tell("charge.succeeded", made)
    at.tell("payment_intent.succeeded", paid)
    for session in at.drawer.all("checkout.session", payment_intent=paid["id"]):
        session["payment_status"] = "paid"
        at.tell("checkout.session.async_payment_succeeded", session)
    for payment in at.drawer.all("invoice_payment", status="open"):
        if payment["payment"]["payment_intent"] == paid["id"]:
            _invoice_is_paid(at, at.drawer.things[payment["invoice"]], payment, paid)
    return made


def fail_debit(at: Context, paid: Thing) -> Thing:
    """The payer's bank says no, days after."""
    code, message = NO_COVER
    made = _asked(at, paid)
    made.update(
        status="failed", paid=False, captured=False, amount_captured=0, failure_code=code,
        failure_message=message,
    )  # fmt: skip
    paid.update(
        status="requires_payment_method", payment_method=None,
        last_payment_error={
            "type": "invalid_request_error", "code": code, "message": message, "charge": made["id"],
        },
    )  # fmt: skip
    at.tell("charge.failed", made)
    at.tell("payment_intent.payment_failed", paid)
    for session in at.drawer.all("checkout.session", payment_intent=paid["id"]):
        at.tell("checkout.session.async_payment_failed", session)
    return made


def _asked(at: Context, paid: Thing) -> Thing:
    if paid["status"] != "processing":
        raise Problem(
            f"This PaymentIntent's status is {paid['status']}.", code="payment_intent_unexpected_state"
        )
    return at.drawer.things[paid["latest_charge"]]


def refuse_later(at: Context, session: Thing) -> None:
    """The bank will say no to the card that was kept there, as to Stripe's test card 4000 0000 0000 0341."""
    kept = at.drawer.things[at.drawer.things[session["payment_intent"]]["payment_method"]]
    kept["metadata"]["_says_no"] = DECLINED[0]


def fail_intent(at: Context, paid: Thing, *, code: str = DECLINED[0], message: str = DECLINED[1]) -> Thing:
    """The bank said no; the intent can be tried again."""
    made = objects.charge(at, paid, "card", failure=(code, message))
    paid.update(
        status="requires_payment_method",
        latest_charge=made["id"],
        last_payment_error={
            "type": "card_error", "code": code, "decline_code": "generic_decline", "message": message,
            "charge": made["id"],
        },
    )  # fmt: skip
    at.tell("charge.failed", made)
    at.tell("payment_intent.payment_failed", paid)
    return made


def intent_of(at: Context, session: Thing) -> Thing:
    """The session's PaymentIntent: it is made when somebody first tries to pay, not before."""
    if session["payment_intent"] is None:
        given = {
            **session["_intent_data"], "amount": session["amount_total"], "currency": session["currency"],
            "customer": session["customer"], "methods": session["payment_method_types"],
        }  # fmt: skip
        paid = objects.intent(at, given)
        session["payment_intent"] = paid["id"]
        at.tell("payment_intent.created", paid)
    return at.drawer.get("payment_intent", session["payment_intent"])


def fail_session(at: Context, session: Thing) -> None:
    """The bank said no on the Checkout page; the page stays open."""
    fail_intent(at, intent_of(at, session))


def pay_session(at: Context, session: Thing, method: str) -> None:
    """Somebody paid on the Checkout page."""
    if session["status"] != "open":
        raise Problem(f"This Checkout Session is {session['status']}.", code="checkout_session_not_open")
    if method == "sepa_debit":
        ask_the_bank(at, intent_of(at, session))
        session.update(status="complete", payment_status="unpaid", url=None)
    else:
        settle_intent(at, intent_of(at, session), method)
        session.update(status="complete", payment_status="paid", url=None)
    at.tell("checkout.session.completed", session)


def expire_session(at: Context, session: Thing) -> None:
    """Its time is over, or somebody ended it."""
    if session["status"] != "open":
        raise Problem(
            f'Only Checkout Sessions with a status in ["open"] can be expired. This one is '
            f"{session['status']}.",
            code="checkout_session_not_open",
        )
    session.update(status="expired", url=None)
    paid = at.drawer.things.get(session["payment_intent"] or "")
    if paid is not None and paid["status"] not in {"succeeded", "canceled", "processing"}:
        paid.update(status="canceled", canceled_at=at.now, cancellation_reason="automatic")
        at.tell("payment_intent.canceled", paid)
    at.tell("checkout.session.expired", session)


def intent_of_invoice(at: Context, invoice: Thing) -> Thing:
    """The PaymentIntent that a finalised invoice is paid through."""
    payment = at.drawer.things[invoice["_payment"]]
    return at.drawer.get("payment_intent", payment["payment"]["payment_intent"])


def pay_invoice(at: Context, invoice: Thing, method: str) -> None:
    """Somebody paid on the hosted invoice page."""
    if invoice["status"] != "open":
        raise Problem(f"This invoice is {invoice['status']}.", code="invoice_not_open")
    payment = at.drawer.things[invoice["_payment"]]
    paid = intent_of_invoice(at, invoice)
    if method == "sepa_debit":
        ask_the_bank(at, paid)
        return
    settle_intent(at, paid, method)
    _invoice_is_paid(at, invoice, payment, paid)


def _invoice_is_paid(at: Context, invoice: Thing, payment: Thing, paid: Thing) -> None:
    payment.update(status="paid", amount_paid=paid["amount"])
    payment["status_transitions"]["paid_at"] = at.now
    invoice.update(status="paid", amount_paid=paid["amount"], amount_remaining=0)
    invoice["status_transitions"]["paid_at"] = at.now
    at.tell("invoice_payment.paid", payment)
    at.tell("invoice.paid", invoice)
    at.tell("invoice.payment_succeeded", invoice)


def refund(at: Context, made: Thing, amount: int, given: Thing) -> Thing:
    """Money goes back. A card's refund is done at once; Swish and SEPA take it up and are done later."""
    left = made["amount_captured"] - made["amount_refunded"]
    if left == 0:
        raise Problem(f"Charge {made['id']} has already been refunded.", code="charge_already_refunded")
    if not 0 < amount <= left:
        raise Problem(
            f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})", param="amount"
        )
    kind = "refund" if made["payment_method_details"]["type"] == "card" else "payment_refund"
    thing = at.put(
        {
            "id": at.new_id("re"),
            "object": "refund",
            "amount": amount,
            "balance_transaction": None,
            "charge": made["id"],
            "created": at.now,
            "currency": made["currency"],
            "failure_reason": None,
            "metadata": given.get("metadata") or {},
            "payment_intent": made["payment_intent"],
            "reason": given.get("reason"),
            "receipt_number": None,
            "status": "succeeded" if kind == "refund" else "pending",
        }
    )
    thing["balance_transaction"] = objects.moved(at, kind, thing, -amount)["id"]
    made["amount_refunded"] += amount
    made["refunded"] = made["amount_refunded"] == made["amount_captured"]
    at.tell("refund.created", thing)
    at.tell("charge.refunded", made)
    return thing


def refund_arrives(at: Context, thing: Thing) -> None:
    """A pending refund reached the payer."""
    if thing["status"] == "pending":
        thing["status"] = "succeeded"
        at.tell("refund.updated", thing)


def refund_fails(at: Context, thing: Thing, reason: str = "expired_or_canceled_card") -> None:
    """The bank sent the refund back; the money is on the account again."""
    if thing["status"] == "failed":
        return
    made = at.drawer.things[thing["charge"]]
    thing.update(status="failed", failure_reason=reason)
    thing["failure_balance_transaction"] = objects.moved(at, "payment", thing, thing["amount"])["id"]
    made["amount_refunded"] -= thing["amount"]
    made["refunded"] = False
    at.tell("refund.failed", thing)


def dispute(at: Context, made: Thing, reason: str = "fraudulent") -> Thing:
    """The payer's bank takes the money back until it is settled who is right."""
    if made["disputed"]:
        raise Problem(f"Charge {made['id']} is already disputed.")
    made["disputed"] = True
    thing = at.put(
        {
            "id": at.new_id("du"),
            "object": "dispute",
            "amount": made["amount"] - made["amount_refunded"],
            "balance_transactions": [],
            "charge": made["id"],
            "created": at.now,
            "currency": made["currency"],
            "evidence_details": {
                "due_by": at.now + DISPUTE_DAYS * 86_400, "has_evidence": False, "past_due": False,
                "submission_count": 0,
            },
            "is_charge_refundable": False,
            "livemode": False,
            "metadata": {},
            "payment_intent": made["payment_intent"],
            "reason": reason,
            "status": "needs_response",
        }
    )  # fmt: skip
    thing["balance_transactions"].append(
        objects.moved(
            at, "adjustment", thing, -thing["amount"], DISPUTE_FEES.get(thing["currency"], DISPUTE_FEE)
        )
    )
    at.tell("charge.dispute.created", thing)
    at.tell("charge.dispute.funds_withdrawn", thing)
    return thing


def close_dispute(at: Context, thing: Thing, *, won: bool) -> None:
    """Settled: won brings the money back."""
    if thing["status"] in {"won", "lost"}:
        raise Problem(f"This dispute is {thing['status']}.")
    thing["status"] = "won" if won else "lost"
    if won:
        back = objects.moved(at, "adjustment", thing, thing["amount"])
        thing["balance_transactions"].append(back)
        at.tell("charge.dispute.funds_reinstated", thing)
    at.tell("charge.dispute.closed", thing)


def pay_out(at: Context, currency: str = "sek") -> Thing | None:
    """Everything on the balance goes to the association's bank account; None when there is nothing."""
    rows = [
        row
        for row in at.drawer.all("balance_transaction", currency=currency)
        if row["_payout"] is None and row["type"] != "payout"
    ]
    amount = sum(row["net"] for row in rows)
    if amount <= 0:
        return None
    thing = at.put(
        {
            "id": at.new_id("po"),
            "object": "payout",
            "amount": amount,
            "arrival_date": at.now + 86_400,
            "automatic": True,
            "balance_transaction": None,
            "created": at.now,
            "currency": currency,
            "description": "STRIPE PAYOUT",
            "failure_code": None,
            "failure_message": None,
            "livemode": False,
            "metadata": {},
            "method": "standard",
            "reconciliation_status": "completed",
            "statement_descriptor": None,
            "status": "paid",
            "type": "bank_account",
        }
    )
    own = objects.moved(at, "payout", thing, -amount)
    thing["balance_transaction"] = own["id"]
    for row in [own, *rows]:
        row["_payout"], row["status"] = thing["id"], "available"
    at.tell("payout.created", thing)
    at.tell("payout.paid", thing)
    return thing


def deauthorize(at: Context, account: Thing) -> None:
    """Somebody takes the platform's access to the account away: the last thing that it is told."""
    if at.drawer.is_closed:
        raise Problem(f"This application is not connected to {account['id']}.", code="account_invalid")
    application = {"id": "ca_desk", "object": "application", "name": "Stadga"}
    at.tell("account.application.deauthorized", application)
    at.drawer.is_closed = True


def onboard(at: Context, account: Thing) -> None:
    """Somebody filled in Stripe's forms: the account may take payments."""
    account.update(charges_enabled=True, payouts_enabled=True, details_submitted=True)
    account["capabilities"] = dict.fromkeys(account["capabilities"], "active")
    account["requirements"].update(currently_due=[], past_due=[], eventually_due=[], disabled_reason=None)
    at.tell("account.updated", account)
