"""The board or the treasurer subscribes, or goes to look after what is subscribed to."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from billing.payments import gateway
from billing.subscriptions import queries, rules
from billing.subscriptions.actions.asking import stripe_is_asked
from billing.subscriptions.actions.looking import look
from billing.subscriptions.enums import Standing
from billing.subscriptions.models import Subscription
from kernel import tenancy
from kernel.errors import Missing, Obstacle, Refused, refuse_if
from tenants.members.queries import member_count

PAGE_STANDS_FOR = timedelta(hours=2)
COMPLETE = "complete"


def open_page(*, plan: str, language: str, at: datetime) -> str:
    """A page at Stripe where the association subscribes to a plan; at most one is open at a time.

    Raises Missing for a plan that is not on the list, Refused when it cannot be chosen or is paid already.
    """
    wanted = rules.plan(plan)
    if wanted is None:
        raise Missing
    with stripe_is_asked("subscription"):
        row = look(at=at)
    refuse_if(queries.obstacles_to(row, wanted, members=member_count()))
    with stripe_is_asked("subscribe") as stripe:
        customer = queries.customer_of(row) or _customer(stripe)
        number = _next_page(row, customer)
        wish = _wish(wanted, customer, language=language, at=at)
        made = stripe.subscribe_page(wish, key=f"subscribe:{row.pk}:{number}")
        before = _remember(made.page)
        if before and before != made.page and stripe.close_subscribe_page(before).state == COMPLETE:
            _refuse_what_is_paid(stripe, made.page, at=at)
    return made.url


def open_portal(*, language: str) -> str:
    """Stripe's own pages for cards, receipts and ending the subscription: good for minutes."""
    row = queries.here()
    refuse_if(queries.obstacles_to_the_portal(row))
    with stripe_is_asked("portal") as stripe:
        return stripe.portal(row.customer, language=language, back_to=queries.page_address() + "?ater")


def _refuse_what_is_paid(stripe: gateway.Billing, page: str, *, at: datetime) -> None:
    """The page before was paid at: a moment ago, or long since for a subscription that has ended."""
    if look(at=at).standing == Standing.ACTIVE:
        stripe.close_subscribe_page(page)
        raise Refused([Obstacle("billing.subscriptions.obstacle_subscribed")])


def _customer(stripe: gateway.Billing) -> str:
    """The association as the platform's customer: asked for twice it is the same."""
    network = tenancy.current()
    return stripe.customer_of_ours(
        name=network.name, email=network.contact_email, language=network.language,
        about={"network": str(network.pk)}, key=f"customer:{network.pk}:{gateway.mode()}",
    )  # fmt: skip


@transaction.atomic
def _next_page(row: Subscription, customer: str) -> int:
    row = Subscription.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.is_live != gateway.mode():  # what was practised stays at Stripe's test mode
        row.is_live, row.customer, row.number, row.page, row.pay_url = gateway.mode(), "", "", "", ""
    row.customer, row.pages = row.customer or customer, row.pages + 1
    row.save()
    return row.pages


@transaction.atomic
def _remember(page: str) -> str:
    """Keep the page that stands open; gives the one before, which must be closed."""
    row = Subscription.objects.select_for_update(of=("self",)).get(pk=tenancy.current().pk)
    before, row.page = row.page, page
    row.save(update_fields=["page"])
    return before


def _wish(plan: rules.Plan, customer: str, *, language: str, at: datetime) -> gateway.Wish:
    name = plan.name_sv if language == "sv" else plan.name_en
    address = queries.page_address()
    return gateway.Wish(
        customer=customer, text=f"Stadga {name}", price=plan.price, currency=rules.currency(),
        every=plan.every, language=language,
        about={"network": str(tenancy.current().pk), "plan": plan.code}, back_to=f"{address}?betald",
        away_to=address, expires_at=at + PAGE_STANDS_FOR,
    )  # fmt: skip
