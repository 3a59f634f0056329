"""Stripe Billing on the platform's own account: subscribed through Checkout, renewed, unpaid, ended."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, datetime

from billing.stripe_desk import hands, objects
from billing.stripe_desk.listing import Act, page
from billing.stripe_desk.problems import Problem
from billing.stripe_desk.state import Context, Thing

OWN = "platform"
"""What the platform's own account is called in the addresses of pages: it has no id of its own there."""
DAY_LONG = 24 * 3600
VAT_POINTS = 2_500  # the desk stands in Sweden, and so does everybody who subscribes at it
MONTHS = {"month": 1, "year": 12}


def create_session(at: Context, given: Thing) -> Thing:
    """A Checkout page where a customer subscribes."""
    _on_the_platform(at)
    if "payment_intent_data" in given:
        raise Problem(
            "You can not pass `payment_intent_data` in `subscription` mode.", param="payment_intent_data"
        )
    for name in ("success_url", "customer"):
        if not given.get(name):
            raise Problem(f"Missing required param: {name}.", code="parameter_missing", param=name)
    customer = at.drawer.get("customer", given["customer"], "customer")
    price, quantity = _price(given)
    _tax_can_be_known(customer, given)
    net = price["unit_amount"] * quantity
    tax = _tax(net) if (given.get("automatic_tax") or {}).get("enabled") else 0
    number = at.new_id("cs_test")
    return at.put(
        {
            "id": number,
            "object": "checkout.session",
            "amount_subtotal": net,
            "amount_total": net + tax,
            "automatic_tax": {"enabled": bool(tax), "status": "complete" if tax else None},
            "cancel_url": given.get("cancel_url"),
            "client_reference_id": given.get("client_reference_id"),
            "created": at.now,
            "currency": price["currency"],
            "customer": customer["id"],
            "expires_at": given.get("expires_at", at.now + DAY_LONG),
            "invoice": None,
            "livemode": False,
            "locale": given.get("locale"),
            "metadata": given.get("metadata") or {},
            "mode": "subscription",
            "payment_intent": None,
            "payment_method_types": ["card"],
            "payment_status": "unpaid",
            "status": "open",
            "subscription": None,
            "success_url": given["success_url"],
            "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": tax},
            "ui_mode": "hosted_page",
            "url": f"{at.pages}/pay/{OWN}/{number}",
            "_declined": False,
            "_lines": [{"name": price["product_data"]["name"], "amount": net + tax}],
            "_subscribes": {
                "price": price, "quantity": quantity, "net": net, "tax": tax,
                "metadata": (given.get("subscription_data") or {}).get("metadata") or {},
            },
        }
    )  # fmt: skip


def _price(given: Thing) -> tuple[Thing, int]:
    lines = given.get("line_items") or []
    if len(lines) != 1:
        raise Problem("The desk keeps subscriptions of one price.", param="line_items")
    price = lines[0].get("price_data") or {}
    if "unit_amount" not in price or "product_data" not in price:
        raise Problem("The desk knows prices by price_data alone.", param="line_items[0]")
    if price.get("recurring", {}).get("interval") not in MONTHS:
        raise Problem(
            "You must provide at least one recurring price in `subscription` mode.", param="line_items"
        )
    return price, int(lines[0].get("quantity", 1))


def _tax_can_be_known(customer: Thing, given: Thing) -> None:
    update = given.get("customer_update") or {}
    wants_tax = (given.get("automatic_tax") or {}).get("enabled")
    if wants_tax and not customer["address"] and update.get("address") != "auto":
        raise Problem(
            "Automatic tax calculation in Checkout requires a valid address on the Customer. Add one, or set "
            "`customer_update[address]` to 'auto'.",
            code="customer_tax_location_invalid",
        )
    if (given.get("tax_id_collection") or {}).get("enabled") and update.get("name") != "auto":
        raise Problem("Tax ID collection requires updating business name on the customer.",
                      param="customer_update[name]")  # fmt: skip


def _tax(net: int) -> int:
    return (net * VAT_POINTS + 5_000) // 10_000


def pay(at: Context, session: Thing) -> Thing:
    """Somebody subscribed on the Checkout page, by card."""
    if session["status"] != "open":
        raise Problem(f"This Checkout Session is {session['status']}.", code="checkout_session_not_open")
    wish = session["_subscribes"]
    thing = _subscription(at, session, wish, objects.card(at, session["customer"])["id"])
    invoice = _invoice(at, thing, wish["net"], wish["tax"], reason="subscription_create")
    hands.settle_intent(at, hands.intent_of_invoice(at, invoice), "card")
    _is_paid(at, invoice)
    session.update(
        status="complete", payment_status="paid", url=None, subscription=thing["id"], invoice=invoice["id"]
    )
    at.tell("checkout.session.completed", session)
    at.tell("customer.subscription.created", thing)
    _tell_paid(at, invoice)
    return thing


def _subscription(at: Context, session: Thing, wish: Thing, method: str) -> Thing:
    number, price = at.new_id("sub"), wish["price"]
    interval = price["recurring"]["interval"]
    item = {
        "id": at.new_id("si"), "object": "subscription_item", "created": at.now,
        "current_period_start": at.now, "current_period_end": later(at.now, interval),
        "metadata": {}, "quantity": wish["quantity"], "subscription": number,
        "price": {
            "id": at.new_id("price"), "object": "price", "currency": price["currency"],
            "recurring": {"interval": interval, "interval_count": 1, "usage_type": "licensed"},
            "tax_behavior": price.get("tax_behavior", "unspecified"), "type": "recurring",
            "unit_amount": price["unit_amount"],
        },
    }  # fmt: skip
    return at.put(
        {
            "id": number,
            "object": "subscription",
            "automatic_tax": {"enabled": bool(wish["tax"])},
            "billing_cycle_anchor": at.now,
            "cancel_at": None,
            "cancel_at_period_end": False,
            "canceled_at": None,
            "collection_method": "charge_automatically",
            "created": at.now,
            "currency": price["currency"],
            "customer": session["customer"],
            "default_payment_method": method,
            "ended_at": None,
            "items": {"object": "list", "data": [item], "has_more": False, "url": ""},
            "latest_invoice": None,
            "livemode": False,
            "metadata": dict(wish["metadata"]),
            "start_date": at.now,
            "status": "active",
            "_net": wish["net"],
            "_tax": wish["tax"],
        }
    )


def _invoice(at: Context, thing: Thing, net: int, tax: int, *, reason: str) -> Thing:
    """The period's invoice, open, with its own attempt to be paid."""
    total, item = net + tax, thing["items"]["data"][0]
    number = at.new_id("in")
    paid = objects.intent(
        at, {"amount": total, "currency": thing["currency"], "customer": thing["customer"],
             "payment_method": thing["default_payment_method"]},
    )  # fmt: skip
    payment = at.put(
        {
            "id": at.new_id("inpay"), "object": "invoice_payment", "amount_paid": None,
            "amount_requested": total, "created": at.now, "currency": thing["currency"], "invoice": number,
            "is_default": True, "livemode": False,
            "payment": {"type": "payment_intent", "payment_intent": paid["id"]}, "status": "open",
            "status_transitions": {"paid_at": None, "canceled_at": None},
        }
    )  # fmt: skip
    line = {
        "id": at.new_id("il"), "object": "line_item", "amount": net, "currency": thing["currency"],
        "description": "1 × plan", "invoice": number, "livemode": False, "metadata": {}, "quantity": 1,
        "period": {"start": item["current_period_start"], "end": item["current_period_end"]},
    }  # fmt: skip
    invoice = at.put(
        {
            "id": number, "object": "invoice", "amount_due": total, "amount_paid": 0,
            "amount_remaining": total, "attempted": True, "auto_advance": True, "billing_reason": reason,
            "collection_method": "charge_automatically", "created": at.now, "currency": thing["currency"],
            "customer": thing["customer"], "customer_email": None, "customer_name": None, "description": None,
            "due_date": None, "footer": None, "hosted_invoice_url": f"{at.pages}/invoice/{OWN}/{number}",
            "invoice_pdf": None,
            "lines": {"object": "list", "data": [line], "has_more": False, "url": ""}, "livemode": False,
            "metadata": {}, "number": f"DESK-{at.state.number:06d}",
            "parent": {
                "type": "subscription_details",
                "subscription_details": {"subscription": thing["id"], "metadata": dict(thing["metadata"])},
            },
            "payment_settings": {
                "payment_method_types": None, "default_mandate": None, "payment_method_options": None,
            },
            "status": "open",
            "status_transitions": {
                "finalized_at": at.now, "marked_uncollectible_at": None, "paid_at": None, "voided_at": None,
            },
            "subtotal": net, "total": total, "_payment": payment["id"],
        }
    )  # fmt: skip
    thing["latest_invoice"] = number
    return invoice


def _is_paid(at: Context, invoice: Thing) -> None:
    payment = at.drawer.things[invoice["_payment"]]
    payment.update(status="paid", amount_paid=invoice["total"])
    payment["status_transitions"]["paid_at"] = at.now
    invoice.update(status="paid", amount_paid=invoice["total"], amount_remaining=0)
    invoice["status_transitions"]["paid_at"] = at.now


def _tell_paid(at: Context, invoice: Thing) -> None:
    at.tell("invoice.paid", invoice)
    at.tell("invoice.payment_succeeded", invoice)


def renew(at: Context, thing: Thing, *, says_no: bool) -> Thing:
    """The next period begins and is charged; the bank says yes or no. Gives the period's invoice."""
    if thing["status"] not in {"active", "past_due"}:
        raise Problem(f"This subscription is {thing['status']}.")
    if thing["cancel_at_period_end"]:
        return end(at, thing)
    item = thing["items"]["data"][0]
    item["current_period_start"] = at.now
    item["current_period_end"] = later(at.now, item["price"]["recurring"]["interval"])
    invoice = _invoice(at, thing, thing["_net"], thing["_tax"], reason="subscription_cycle")
    at.tell("invoice.created", invoice)
    at.tell("invoice.finalized", invoice)
    intent = hands.intent_of_invoice(at, invoice)
    if says_no:
        hands.fail_intent(at, intent)
        thing["status"] = "past_due"
        at.tell("invoice.payment_failed", invoice)
    else:
        hands.settle_intent(at, intent, "card")
        _is_paid(at, invoice)
        thing["status"] = "active"
        _tell_paid(at, invoice)
    at.tell("customer.subscription.updated", thing)
    return invoice


def pay_invoice(at: Context, invoice: Thing) -> None:
    """Somebody paid a period's invoice after all: the subscription is active again."""
    hands.pay_invoice(at, invoice, "card")
    thing = at.drawer.things[invoice["parent"]["subscription_details"]["subscription"]]
    if thing["status"] in {"past_due", "unpaid"}:
        thing["status"] = "active"
        at.tell("customer.subscription.updated", thing)


def stop_at_the_end(at: Context, thing: Thing, *, stops: bool) -> None:
    """The customer ends it when the period does, or takes that back."""
    item = thing["items"]["data"][0]
    thing.update(
        cancel_at_period_end=stops, cancel_at=item["current_period_end"] if stops else None,
        canceled_at=at.now if stops else None,
    )  # fmt: skip
    at.tell("customer.subscription.updated", thing)


def end(at: Context, thing: Thing) -> Thing:
    """It is over: the customer ended it, or Stripe gave up on the payment."""
    thing.update(status="canceled", ended_at=at.now, canceled_at=at.now)
    at.tell("customer.subscription.deleted", thing)
    return thing


def create_portal(at: Context, given: Thing, _: tuple[str, ...]) -> Thing:
    """An address, good for minutes, where a customer looks after its subscription."""
    _on_the_platform(at)
    customer = at.drawer.get("customer", given.get("customer") or "", "customer")
    number = at.new_id("bps")
    return at.put(
        {
            "id": number, "object": "billing_portal.session", "configuration": "bpc_desk", "created": at.now,
            "customer": customer["id"], "livemode": False, "locale": given.get("locale"),
            "return_url": given.get("return_url"), "url": f"{at.pages}/portal/{number}",
        }
    )  # fmt: skip


def list_subscriptions() -> Act:
    """As Stripe lists: the ended ones only when asked for."""

    def act(at: Context, given: Thing, _: tuple[str, ...]) -> Thing:
        having = {"customer": given["customer"]} if "customer" in given else {}
        found, status = at.drawer.all("subscription", **having), given.get("status")
        if status not in {None, "all"}:
            found = [one for one in found if one["status"] == status]
        if status is None:
            found = [one for one in found if one["status"] != "canceled"]
        return page(found, given)

    return act


def later(moment: int, interval: str) -> int:
    """A month or a year after, on the same day of the month or its last."""
    began = datetime.fromtimestamp(moment, UTC)
    years, month = divmod(began.month - 1 + MONTHS[interval], 12)
    year = began.year + years
    day = min(began.day, monthrange(year, month + 1)[1])
    return int(began.replace(year=year, month=month + 1, day=day).timestamp())


def _on_the_platform(at: Context) -> None:
    if at.drawer.account:
        raise Problem("The desk keeps subscriptions on the platform's own account alone.")
