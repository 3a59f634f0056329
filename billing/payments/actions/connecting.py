"""The association's own account at Stripe."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.invoices import queries as invoices
from billing.payments import gateway, queries, rules
from billing.payments.actions.asking import stripe_is_asked
from billing.payments.actions.closing import CLOSED, close_account
from billing.payments.events import AccountConnected, AccountReopened
from billing.payments.models import ConnectedAccount, WebhookEvent
from journal.actions import record
from kernel import tenancy
from kernel.actor import Actor
from kernel.errors import Obstacle, Refused
from tenants.networks.actions import known_elsewhere
from tenants.networks.queries import origin_of

STRIPE = "stripe"


def connect_account(*, by: Actor, at: datetime) -> ConnectedAccount:
    """Open an account for the association, once; again gives the same. Onboarding comes after it.

    Where its account was closed, Stripe is asked first whether our access to it has been given back: then it
    is that account again, and what it did meanwhile is caught up with. Otherwise a new one is opened.
    Raises Refused when no Stripe is set up here, or when it does not answer.
    """
    if not gateway.is_configured():
        raise Refused([Obstacle("billing.payments.obstacle_not_configured")])
    network = tenancy.current()
    closed = queries.closed_account()
    if closed is not None and queries.account_here() is None:
        again = _reopened(closed, by=by, at=at)
        if again is not None:
            return again
    row, _ = ConnectedAccount.objects.get_or_create(
        is_live=gateway.mode(),
        closed_at=None,
        defaults={"country": network.country, "connected_at": at, "heard_until": at},
    )
    if row.account is not None:
        return row
    with stripe_is_asked("connect") as stripe:
        made = stripe.connect_account(
            name=network.name,
            email=network.contact_email,
            country=row.country,
            currency=invoices.currency().lower(),
            website=origin_of(network.slug),
            about={"network": str(network.pk)},
            key=rules.key_of("connect", str(network.pk), str(row.pk), row.connected_at.isoformat()),
        )
    return _kept(row.pk, made, by=by, at=at)


@transaction.atomic
def _kept(row_id: int, made: gateway.Account, *, by: Actor, at: datetime) -> ConnectedAccount:
    row = ConnectedAccount.objects.select_for_update().get(pk=row_id)
    if row.account is not None:
        return row
    row.account = made.account
    _as_told(row, made, at=at)
    known_elsewhere(provider=STRIPE, account=made.account, is_live=row.is_live)
    record(AccountConnected(subject=None, account=made.account, is_live=row.is_live), by=by, at=at)
    return row


def _reopened(closed: ConnectedAccount, *, by: Actor, at: datetime) -> ConnectedAccount | None:
    """The closed account, if we may ask about it again, and what nobody could be asked about."""
    try:
        with stripe_is_asked("reopen") as stripe:
            told = stripe.account(str(closed.account))
    except Refused as refused:
        if isinstance(refused.__cause__, gateway.NoAccess):
            return None
        raise
    with transaction.atomic():
        row = ConnectedAccount.objects.select_for_update().get(pk=closed.pk)
        if row.closed_at is not None:
            row.closed_at = None
            _as_told(row, told, at=at)
            WebhookEvent.objects.filter(account=row, trouble=CLOSED).update(done_at=None, trouble="")
            record(AccountReopened(subject=None, account=str(row.account)), by=by, at=at)
    return row


def onboarding_link(*, back_to: str) -> str:
    """Where the treasurer answers Stripe's questions: good for minutes, and once.

    The ways to pay of the association's currency are asked for first, so that Stripe asks what they need.
    """
    row = queries.account_here()
    if row is None or row.account is None:
        raise Refused([Obstacle("billing.payments.obstacle_not_connected")])
    origin = origin_of(tenancy.current().slug)
    with stripe_is_asked("onboarding") as stripe:
        stripe.ask_for_ways(row.account, country=row.country, currency=invoices.currency().lower())
        return stripe.onboarding_link(row.account, back_to=origin + back_to, again_at=origin + back_to)


def look_at_account(
    *, at: datetime, account: ConnectedAccount | None = None, since: datetime | None = None
) -> ConnectedAccount | None:
    """Ask Stripe how the account stands: the one that is open, or ``account``.

    One that our access was taken away from is closed, as of ``since`` if that is known.
    """
    row = account or queries.account_here()
    if row is None or row.account is None:
        return row
    try:
        with stripe_is_asked("account") as stripe:
            told = stripe.account(row.account)
    except Refused as refused:
        if isinstance(refused.__cause__, gateway.NoAccess):
            return close_account(account_id=row.pk, since=since or at, at=at)
        raise
    if row.closed_at is not None:
        return row
    with transaction.atomic():
        row = ConnectedAccount.objects.select_for_update().get(pk=row.pk)
        _as_told(row, told, at=at)
    return row


def _as_told(row: ConnectedAccount, told: gateway.Account, *, at: datetime) -> None:
    row.country, row.currency = told.country or row.country, told.currency
    row.can_charge, row.can_pay_out, row.is_submitted = told.can_charge, told.can_pay_out, told.is_submitted
    row.needs, row.overdue, row.checking = list(told.needs), list(told.overdue), list(told.checking)
    row.ways = list(told.ways)
    row.disabled_because, row.looked_at = told.disabled_because, at
    row.save()
