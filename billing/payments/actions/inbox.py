"""Letters from Stripe: is it Stripe's, is it ours, keep it; then, apart, look at what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db.models import F, Q
from django.utils.module_loading import import_string

from billing.payments import gateway, queries
from billing.payments.actions.closing import CLOSED, believe_letters, close_account
from billing.payments.actions.connecting import STRIPE, look_at_account
from billing.payments.actions.looking import look_at_attempt, look_at_charge
from billing.payments.actions.payouts import look_at_payout
from billing.payments.enums import Heard
from billing.payments.models import ConnectedAccount, WebhookEvent
from kernel import tenancy
from kernel.errors import Malformed, Obstacle, StadgaError
from tenants.networks.queries import network_known_as

log = structlog.get_logger("stadga")
CLAIM = timedelta(minutes=2)
LONGEST_BODY = 1_000_000
MISSING = "resource_missing"
"""Stripe's word for an object that is not there, on the account that was asked."""
DEAUTHORIZED = "account.application.deauthorized"
FAULT = {"signature": [Obstacle("billing.payments.error_signature")]}


@dataclass(frozen=True)
class Received:
    """A letter that is Stripe's. ``network`` is nothing when it is no association's own account.

    ``is_kept``: it is somebody's here, an association's or the platform's.
    """

    network: object | None
    event: int | None
    is_new: bool
    is_kept: bool = False


def receive(*, body: bytes, signature: str, at: datetime, secrets: Sequence[str] | None = None) -> Received:
    """Keep a letter. Call it outside an association: the letter says by its account whose it is.

    Raises Malformed for one that is forged, older than five minutes or no event, and keeps nothing. One that
    is Stripe's but of the other mode, or of an account that is no association's here, is answered and not
    kept: Stripe would send it again for days and then stop sending at all.
    """
    known = settings.STRIPE_WEBHOOK_SECRETS if secrets is None else secrets
    if len(body) > LONGEST_BODY or not gateway.is_signed(body, signature, known):
        raise Malformed(FAULT)
    try:
        told = gateway.read_letter(body)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Malformed({"body": [Obstacle("billing.payments.error_event")]}) from None
    if told.is_live != gateway.mode():
        log.warning("stripe_letter_of_the_other_mode", number=told.event)
        return Received(None, None, is_new=False)
    if not told.account:
        hear_own = import_string(settings.OWN_ACCOUNT_LETTERS)
        return Received(None, None, is_new=False, is_kept=hear_own(told=told, raw=body.decode(), at=at))
    network = network_known_as(provider=STRIPE, account=told.account, is_live=told.is_live)
    if network is None:
        log.warning("stripe_letter_of_nobody", number=told.event)
        return Received(None, None, is_new=False)
    with tenancy.inside(network):
        account = ConnectedAccount.objects.get(account=told.account)
        kept, is_new = hear(account=account, told=told, heard=Heard.LETTER, raw=body.decode(), at=at)
    return Received(network, kept.pk, is_new, is_kept=True)


def hear(
    *, account: ConnectedAccount, told: gateway.Happening, heard: Heard, at: datetime, raw: str = ""
) -> tuple[WebhookEvent, bool]:
    """Keep what happened, once for each event of an account."""
    return WebhookEvent.objects.get_or_create(
        account=account,
        event=told.event,
        defaults={
            "type": told.type[:80], "object_kind": told.object_kind[:40], "object_id": told.object_id[:80],
            "happened_at": told.at, "heard": heard.value, "raw": raw, "received_at": at,
        },
    )  # fmt: skip


def work_on(*, event_id: int, at: datetime) -> bool:
    """Look at what an event is about, once; True when it is done. Somebody else at work: nothing is done.

    A worker that dies leaves a claim that runs out; looking is harmless to repeat. What Stripe no longer has,
    such as a draft that was thrown away there, changed nothing here: its event is done with. What is told of
    an account that was closed is taken as the letter tells it, since nobody can be asked.
    """
    is_free = Q(claimed_until=None) | Q(claimed_until__lte=at)
    mine = WebhookEvent.objects.filter(is_free, pk=event_id, done_at=None)
    if not mine.update(claimed_until=at + CLAIM, tries=F("tries") + 1):
        return WebhookEvent.objects.filter(pk=event_id).exclude(done_at=None).exists()
    event = WebhookEvent.objects.select_related("account").get(pk=event_id)
    try:
        _look(event, at=at)
    except gateway.NoAccess:
        close_account(account_id=event.account_id, since=at, at=at)
        WebhookEvent.objects.filter(pk=event_id).update(done_at=at, claimed_until=None, trouble=CLOSED)
        believe_letters(account=event.account, at=at)
        return True
    except StadgaError as trouble:
        if isinstance(trouble, gateway.Rejected) and trouble.code == MISSING:
            log.info("stripe_event_of_nothing", number=event.event, type=event.type)
            WebhookEvent.objects.filter(pk=event_id).update(done_at=at, claimed_until=None, trouble=MISSING)
            return True
        log.warning("stripe_event_waits", number=event.event, type=event.type, reason=str(trouble))
        WebhookEvent.objects.filter(pk=event_id).update(claimed_until=None, trouble=str(trouble)[:300])
        return False
    WebhookEvent.objects.filter(pk=event_id).update(done_at=at, claimed_until=None, trouble="")
    return True


def _look(event: WebhookEvent, *, at: datetime) -> None:
    """By the kind of the object alone: what happened to it is seen by looking."""
    account, number, stripe = event.account, event.object_id, gateway.current()
    kind, name = event.object_kind, str(event.account.account)
    if kind == "account" or event.type.startswith("account."):
        since = event.happened_at if event.type == DEAUTHORIZED else None
        look_at_account(account=account, since=since, at=at)
    elif account.closed_at is not None:
        raise gateway.NoAccess(CLOSED, name)
    elif kind == "charge":
        look_at_charge(account=account, charge=number, at=at)
    elif kind == "refund":
        look_at_charge(account=account, charge=stripe.charge_of_refund(name, number), at=at)
    elif kind == "dispute":
        look_at_charge(account=account, charge=stripe.charge_of_dispute(name, number), at=at)
    elif kind == "payout":
        look_at_payout(account=account, payout=number, at=at)
    elif kind in {"checkout.session", "invoice", "payment_intent"}:
        _look_at_asked(account, kind, number, at=at)


def _look_at_asked(account: ConnectedAccount, kind: str, number: str, *, at: datetime) -> None:
    stripe, name = gateway.current(), str(account.account)
    seen: gateway.Intent | gateway.SentInvoice | gateway.PayPage
    if kind == "payment_intent":
        seen = stripe.intent(name, number)
        if seen.charge and queries.attempt_of(account, seen.about) is None:
            look_at_charge(account=account, charge=seen.charge, at=at)
            return
    elif kind == "invoice":
        seen = stripe.look_at_invoice(name, number)
    else:
        seen = stripe.look_at_pay_page(name, number)
    attempt = queries.attempt_of(account, seen.about)
    if attempt is not None:
        look_at_attempt(attempt_id=attempt.pk, at=at, seen=seen)
