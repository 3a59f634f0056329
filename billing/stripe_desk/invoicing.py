"""Stripe's hosted invoice with ``send_invoice``: a draft, its lines, finalised, sent, paid or void."""

from __future__ import annotations

from billing.stripe_desk import making, objects
from billing.stripe_desk.problems import Problem
from billing.stripe_desk.state import PLATFORM, Context, Thing

DAY = 86_400


def create(at: Context, given: Thing, _: tuple[str, ...]) -> Thing:
    """A draft. The customer must exist on the same account."""
    if not at.drawer.account:
        raise Problem("The desk takes payments on connected accounts alone: send Stripe-Account.")
    if not at.state.drawer(PLATFORM).things[at.drawer.account]["charges_enabled"]:
        raise Problem("Your account cannot currently make live charges.", code="account_invalid")
    customer = at.drawer.get("customer", given.get("customer", ""), "customer")
    if given.get("collection_method") == "send_invoice" and not ({"days_until_due", "due_date"} & set(given)):
        raise Problem(
            "You must pass `days_until_due` or `due_date` with `send_invoice`.", param="days_until_due"
        )
    if "due_date" in given and given["due_date"] < at.now:
        raise Problem("`due_date` must be in the future.", param="due_date")
    due = given.get("due_date", at.now + given.get("days_until_due", 30) * DAY)
    thing = at.put(
        {
            "id": at.new_id("in"),
            "object": "invoice",
            "amount_due": 0,
            "amount_paid": 0,
            "amount_remaining": 0,
            "auto_advance": given.get("auto_advance", False),
            "billing_reason": "manual",
            "collection_method": given.get("collection_method", "charge_automatically"),
            "created": at.now,
            "currency": given.get("currency", "sek"),
            "customer": customer["id"],
            "customer_email": customer["email"],
            "customer_name": customer["name"],
            "description": given.get("description"),
            "due_date": due,
            "footer": given.get("footer"),
            "hosted_invoice_url": None,
            "invoice_pdf": None,
            "lines": {"object": "list", "data": [], "has_more": False, "url": ""},
            "livemode": False,
            "metadata": given.get("metadata") or {},
            "number": given.get("number"),
            "payment_settings": {
                "payment_method_types": (given.get("payment_settings") or {}).get("payment_method_types"),
                "default_mandate": None, "payment_method_options": None,
            },
            "status": "draft",
            "status_transitions": {
                "finalized_at": None, "marked_uncollectible_at": None, "paid_at": None, "voided_at": None,
            },
            "subtotal": 0,
            "total": 0,
            "_payment": None,
        }
    )  # fmt: skip
    thing["lines"]["url"] = f"/v1/invoices/{thing['id']}/lines"
    at.tell("invoice.created", thing)
    return thing


def create_item(at: Context, given: Thing, _: tuple[str, ...]) -> Thing:
    """A line on a draft."""
    invoice = at.drawer.get("invoice", given.get("invoice", ""), "invoice")
    if invoice["status"] != "draft":
        raise Problem("Invoice items can only be added to a draft invoice.", code="invoice_not_editable")
    if "amount" not in given or given.get("currency") != invoice["currency"]:
        raise Problem("An amount in the invoice's currency is needed.", param="amount")
    thing = at.put(
        {
            "id": at.new_id("ii"),
            "object": "invoiceitem",
            "amount": given["amount"],
            "currency": given["currency"],
            "customer": invoice["customer"],
            "date": at.now,
            "description": given.get("description"),
            "invoice": invoice["id"],
            "livemode": False,
            "metadata": given.get("metadata") or {},
            "quantity": 1,
        }
    )
    line = {
        "id": at.new_id("il"), "object": "line_item", "amount": given["amount"],
        "currency": given["currency"],
        "description": given.get("description"), "invoice": invoice["id"], "livemode": False,
        "metadata": {}, "quantity": 1,
    }  # fmt: skip
    invoice["lines"]["data"].append(line)
    total = sum(one["amount"] for one in invoice["lines"]["data"])
    invoice.update(amount_due=total, amount_remaining=total, subtotal=total, total=total)
    return thing


def finalize(at: Context, _: Thing, ids: tuple[str, ...]) -> Thing:
    """From now on it can be paid and not be changed."""
    invoice = at.drawer.get("invoice", ids[0])
    if invoice["status"] != "draft":
        raise Problem("This invoice is already finalized.", code="invoice_not_editable")
    methods = invoice["payment_settings"]["payment_method_types"] or ["card"]
    for one in methods:
        if trouble := making.trouble_with(at, one, invoice["currency"]):
            raise Problem(trouble, param="payment_settings[payment_method_types]")
    paid = objects.intent(
        at,
        {
            "amount": invoice["total"], "currency": invoice["currency"], "customer": invoice["customer"],
            "description": invoice["description"], "methods": methods,
        },
    )  # fmt: skip
    payment = at.put(
        {
            "id": at.new_id("inpay"),
            "object": "invoice_payment",
            "amount_paid": None,
            "amount_requested": invoice["total"],
            "created": at.now,
            "currency": invoice["currency"],
            "invoice": invoice["id"],
            "is_default": True,
            "livemode": False,
            "payment": {"type": "payment_intent", "payment_intent": paid["id"]},
            "status": "open",
            "status_transitions": {"paid_at": None, "canceled_at": None},
        }
    )
    invoice.update(
        status="open",
        number=invoice["number"] or f"DESK-{at.state.number:06d}",
        hosted_invoice_url=f"{at.pages}/invoice/{at.drawer.account}/{invoice['id']}",
        _payment=payment["id"],
    )
    invoice["status_transitions"]["finalized_at"] = at.now
    at.tell("payment_intent.created", paid)
    at.tell("invoice.finalized", invoice)
    return invoice


def send(at: Context, given: Thing, ids: tuple[str, ...]) -> Thing:
    """Stripe writes to the customer; the desk only says that it did."""
    invoice = at.drawer.get("invoice", ids[0])
    if invoice["status"] == "draft":
        finalize(at, given, ids)
    if invoice["status"] != "open":
        raise Problem(f"You can only send an open invoice; this one is {invoice['status']}.")
    at.tell("invoice.sent", invoice)
    return invoice


def void(at: Context, _: Thing, ids: tuple[str, ...]) -> Thing:
    """It is no longer owed through Stripe."""
    invoice = at.drawer.get("invoice", ids[0])
    if invoice["status"] not in {"open", "uncollectible"}:
        raise Problem(f"You can only void an open invoice; this one is {invoice['status']}.")
    invoice.update(status="void", amount_remaining=0)
    invoice["status_transitions"]["voided_at"] = at.now
    payment = at.drawer.things[invoice["_payment"]]
    payment["status"] = "canceled"
    at.drawer.things[payment["payment"]["payment_intent"]].update(status="canceled", canceled_at=at.now)
    at.tell("invoice.voided", invoice)
    return invoice
