"""What is made and ended at the desk: accounts, pay pages, attempts, refunds, addresses for webhooks."""

from __future__ import annotations

from billing.stripe_desk import hands, listing, objects, subscribing
from billing.stripe_desk.listing import public
from billing.stripe_desk.problems import Problem
from billing.stripe_desk.state import PLATFORM, Context, Drawer, Thing

LONGEST_SESSION = 24 * 3600
SHORTEST_SESSION = 30 * 60
HOME = {"SE": "sek", "DK": "dkk", "NO": "nok"}
"""What an account counts in by its country; in the euro area, the euro."""
NEEDED = ["business_profile.url", "company.tax_id", "external_account", "representative.first_name",
          "representative.last_name", "tos_acceptance.date", "tos_acceptance.ip"]  # fmt: skip


def create_account(at: Context, given: Thing, _: tuple[str, ...]) -> Thing:
    """A connected account before its onboarding."""
    number = at.new_id("acct").replace("acct_desk", "acct_1Desk")
    wanted = {
        name: "inactive" for name, one in (given.get("capabilities") or {}).items() if one.get("requested")
    }
    thing = at.put(
        {
            "id": number,
            "object": "account",
            "business_profile": {"name": None, "url": None, **(given.get("business_profile") or {})},
            "business_type": given.get("business_type"),
            "capabilities": wanted,
            "charges_enabled": False,
            "controller": given.get("controller") or {"type": "application"},
            "country": given.get("country", "SE"),
            "created": at.now,
            "default_currency": given.get("default_currency") or HOME.get(given.get("country", "SE"), "eur"),
            "details_submitted": False,
            "email": given.get("email"),
            "metadata": given.get("metadata") or {},
            "payouts_enabled": False,
            "requirements": {
                "alternatives": [], "current_deadline": None, "currently_due": list(NEEDED),
                "disabled_reason": "requirements.past_due", "errors": [], "eventually_due": list(NEEDED),
                "past_due": list(NEEDED), "pending_verification": [],
            },
            "type": given.get("type", "none"),
        }
    )  # fmt: skip
    at.state.drawers[number] = Drawer(number)
    return thing


def account_link(at: Context, given: Thing, _: tuple[str, ...]) -> Thing:
    """Where a person answers Stripe's questions."""
    at.state.opened(given["account"])
    for name in ("refresh_url", "return_url"):
        if not given.get(name):
            raise Problem(f"Missing required param: {name}.", code="parameter_missing", param=name)
    at.drawer.things[given["account"]]["_return_url"] = given["return_url"]
    return {
        "object": "account_link",
        "created": at.now,
        "expires_at": at.now + 300,
        "url": f"{at.pages}/connect/{given['account']}",
    }


def create_customer(at: Context, given: Thing, _: tuple[str, ...]) -> Thing:
    """A payer."""
    thing = at.put(
        {
            "id": at.new_id("cus"),
            "object": "customer",
            "address": given.get("address"),
            "created": at.now,
            "description": given.get("description"),
            "email": given.get("email"),
            "livemode": False,
            "metadata": given.get("metadata") or {},
            "name": given.get("name"),
            "preferred_locales": given.get("preferred_locales") or [],
        }
    )
    at.tell("customer.created", thing)
    return thing


def create_session(at: Context, given: Thing, _: tuple[str, ...]) -> Thing:
    """A Checkout page: where an order is paid, or on the platform's own account a subscription begins."""
    if given.get("mode") == "subscription":
        return subscribing.create_session(at, given)
    may_charge(at)
    if given.get("mode") != "payment":
        raise Problem("The desk keeps Checkout Sessions of payments and subscriptions alone.", param="mode")
    if not given.get("success_url"):
        raise Problem("Missing required param: success_url.", code="parameter_missing", param="success_url")
    currency, total = _lines(given)
    customer = given.get("customer")
    if customer:
        at.drawer.get("customer", customer, "customer")
    ends = given.get("expires_at", at.now + LONGEST_SESSION)
    if not at.now + SHORTEST_SESSION <= ends <= at.now + LONGEST_SESSION:
        raise Problem(
            "The `expires_at` timestamp must be between 30 minutes and 24 hours from now.",
            param="expires_at",
        )
    data = given.get("payment_intent_data") or {}
    methods = _methods(at, given, currency)
    if data.get("setup_future_usage"):  # Swish cannot be saved, so Checkout does not offer it then
        methods = [one for one in methods if one != "swish"]
        if not customer:
            raise Problem(
                "`setup_future_usage` needs a customer.", param="payment_intent_data[setup_future_usage]"
            )
    if not methods:
        raise Problem(
            "No valid payment method types for this Checkout Session.", param="allowed_payment_method_types"
        )
    number = at.new_id("cs_test")
    return at.put(
        {
            "id": number,
            "object": "checkout.session",
            "amount_subtotal": total,
            "amount_total": total,
            "cancel_url": given.get("cancel_url"),
            "client_reference_id": given.get("client_reference_id"),
            "created": at.now,
            "currency": currency,
            "customer": customer,
            "customer_email": given.get("customer_email"),
            "expires_at": ends,
            "livemode": False,
            "locale": given.get("locale"),
            "metadata": given.get("metadata") or {},
            "mode": "payment",
            "payment_intent": None,
            "payment_method_types": methods,
            "payment_status": "unpaid",
            "status": "open",
            "success_url": given["success_url"],
            "ui_mode": "hosted_page",
            "url": f"{at.pages}/pay/{at.drawer.account}/{number}",
            "_intent_data": data,
            "_lines": [
                {"name": one["price_data"]["product_data"]["name"],
                 "amount": one["price_data"]["unit_amount"] * one.get("quantity", 1)}
                for one in given["line_items"]
            ],
        }
    )  # fmt: skip


def _methods(at: Context, given: Thing, currency: str) -> list[str]:
    """Those of the allowed that are possible here; there must be one."""
    allowed = given.get("allowed_payment_method_types") or ["card", "swish", "sepa_debit"]
    troubles = {one: trouble_with(at, one, currency) for one in allowed}
    if all(troubles.values()):
        raise Problem(
            f"No valid payment method types for this Checkout Session. {next(iter(troubles.values()))}",
            param="allowed_payment_method_types",
        )
    return [one for one, trouble in troubles.items() if not trouble]


def trouble_with(at: Context, method: str, currency: str) -> str:
    """Why a way to pay cannot be used on this account in this currency; empty when it can."""
    alone = objects.ALONE.get(method, currency)
    if alone != currency:
        return f"The currency provided ({currency}) is invalid for {method}. It takes {alone} alone."
    account = at.state.drawer(PLATFORM).things[at.drawer.account]
    if method == "sepa_debit" and account["capabilities"].get("sepa_debit_payments") != "active":
        return "The payment method type provided: sepa_debit is invalid. Activate it on the account first."
    return ""


def update_account(at: Context, given: Thing, ids: tuple[str, ...]) -> Thing:
    """Ask for capabilities: active at once where the onboarding is done. Nothing else is changed here."""
    account = listing.account(at, {}, ids)
    if set(given) - {"capabilities"}:
        raise Problem("The desk changes an account's capabilities alone.", param=next(iter(given)))
    state = "active" if account["charges_enabled"] else "inactive"
    asked = [name for name, one in (given.get("capabilities") or {}).items() if one.get("requested")]
    new = {name: state for name in asked if name not in account["capabilities"]}
    if new:
        account["capabilities"] = {**account["capabilities"], **new}
        drawer = at.state.drawer(account["id"])
        Context(at.state, drawer, at.now, at.pages, at.api_version).tell("account.updated", account)
    return account


def _lines(given: Thing) -> tuple[str, int]:
    lines = given.get("line_items") or []
    if not lines:
        raise Problem("Missing required param: line_items.", code="parameter_missing", param="line_items")
    total, currencies = 0, set()
    for number, line in enumerate(lines):
        price = line.get("price_data")
        if not price or "unit_amount" not in price or "product_data" not in price:
            raise Problem("The desk knows prices by price_data alone.", param=f"line_items[{number}]")
        total += price["unit_amount"] * line.get("quantity", 1)
        currencies.add(price["currency"])
    if len(currencies) != 1:
        raise Problem("All line items must have the same currency.", param="line_items")
    [currency] = currencies
    least, said = objects.LEAST.get(currency, (1, ""))
    if total < least:
        raise Problem(
            f"The Checkout Session's total amount due must add up to at least {said}", code="amount_too_small"
        )
    return currency, total


def create_intent(at: Context, given: Thing, _: tuple[str, ...]) -> Thing:
    """An attempt; confirmed at once when asked."""
    may_charge(at)
    given = dict(given)
    saved = given.get("payment_method")
    if saved:
        kept = at.drawer.get("payment_method", saved, "payment_method")
        if kept["customer"] is None or kept["customer"] != given.get("customer"):
            raise Problem("The payment method does not belong to the customer.", param="payment_method")
    thing = objects.intent(at, given)
    at.tell("payment_intent.created", thing)
    if given.get("confirm"):
        if not saved:
            raise Problem(
                "You cannot confirm without a payment method.", code="payment_intent_unexpected_state"
            )
        kind = kept["type"]
        if not_now := trouble_with(at, kind, given["currency"]):
            raise Problem(not_now, param="payment_method_types")
        if kind == "sepa_debit":
            hands.ask_the_bank(at, thing)
            return thing
        trouble = kept["metadata"].get("_says_no")
        if trouble:
            hands.fail_intent(at, thing, code=trouble, message=hands.DECLINED[1])
            raise Problem(
                hands.DECLINED[1], status=402, kind="card_error", code=trouble,
                payment_intent=public(thing),
            )  # fmt: skip
        hands.settle_intent(at, thing, "card")
    return thing


def create_refund(at: Context, given: Thing, _: tuple[str, ...]) -> Thing:
    """Money back."""
    if given.get("charge"):
        made = at.drawer.get("charge", given["charge"], "charge")
    elif given.get("payment_intent"):
        paid = at.drawer.get("payment_intent", given["payment_intent"], "payment_intent")
        made = at.drawer.get("charge", paid["latest_charge"] or "", "payment_intent")
    else:
        raise Problem("One of the following params should be provided: payment_intent or charge.")
    if made["status"] != "succeeded":
        raise Problem(f"Charge {made['id']} is {made['status']} and cannot be refunded yet.")
    left: int = made["amount_captured"] - made["amount_refunded"]
    return hands.refund(at, made, given.get("amount", left), given)


def cancel_intent(at: Context, given: Thing, ids: tuple[str, ...]) -> Thing:
    """Nobody will pay it."""
    thing = at.drawer.get("payment_intent", ids[0])
    if thing["status"] in {"succeeded", "canceled"}:
        raise Problem(
            f"You cannot cancel this PaymentIntent because it has a status of {thing['status']}.",
            code="payment_intent_unexpected_state",
        )
    thing.update(status="canceled", canceled_at=at.now, cancellation_reason=given.get("cancellation_reason"))
    at.tell("payment_intent.canceled", thing)
    return thing


def expire(at: Context, _: Thing, ids: tuple[str, ...]) -> Thing:
    """Nobody can pay there any more."""
    session = at.drawer.get("checkout.session", ids[0])
    hands.expire_session(at, session)
    return session


def detach(at: Context, _: Thing, ids: tuple[str, ...]) -> Thing:
    """Forget a saved card."""
    thing = at.drawer.get("payment_method", ids[0])
    thing["customer"] = None
    at.tell("payment_method.detached", thing)
    return thing


def create_endpoint(at: Context, given: Thing, _: tuple[str, ...]) -> Thing:
    """An address that wants to hear."""
    number = at.new_id("we")
    return at.put(
        {
            "id": number,
            "object": "webhook_endpoint",
            "api_version": given.get("api_version"),
            "created": at.now,
            "description": given.get("description"),
            "enabled_events": given["enabled_events"],
            "livemode": False,
            "metadata": given.get("metadata") or {},
            "secret": f"whsec_desk{number}",
            "status": "enabled",
            "url": given["url"],
            "_connect": bool(given.get("connect")),
        }
    )


def update_endpoint(at: Context, given: Thing, ids: tuple[str, ...]) -> Thing:
    """Change or disable it."""
    thing = at.drawer.get("webhook_endpoint", ids[0])
    if "disabled" in given:
        thing["status"] = "disabled" if given["disabled"] else "enabled"
    thing.update({name: given[name] for name in ("url", "enabled_events", "description") if name in given})
    return thing


def may_charge(at: Context) -> None:
    """A connected account must be through its onboarding before it takes money."""
    if not at.drawer.account:
        raise Problem("The desk takes payments on connected accounts alone: send Stripe-Account.")
    account = at.state.drawer(PLATFORM).things[at.drawer.account]
    if not account["charges_enabled"]:
        raise Problem(
            "Your account cannot currently make live charges. Complete the onboarding first.",
            code="account_invalid",
        )
