"""Catching up with Stripe, whatever was lost: letters, answers, days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

import structlog
from django.db.models import Q

from billing.payments import gateway, queries
from billing.payments.actions.closing import close_account
from billing.payments.actions.inbox import hear, work_on
from billing.payments.actions.looking import look_at_attempt, look_at_charge
from billing.payments.actions.payouts import look_at_payout
from billing.payments.enums import LIVE, Heard, RefundState
from billing.payments.models import Attempt, ConnectedAccount, Refund, WebhookEvent
from kernel.errors import StadgaError

log = structlog.get_logger("stadga")
OVERLAP = timedelta(hours=1)
REMEMBERS = timedelta(days=29)
"""Stripe lists events for 30 days; longer away, we look at everything of ours instead."""
HANDLED = (
    "account.", "charge.", "checkout.session.", "invoice.", "payment_intent.", "payout.", "refund.",
)  # fmt: skip
AT_A_TIME = 500
_is_open = Q(state__in=LIVE)
_is_lost = ~Q(lost_while="") & Q(checked_at=None)
"""Of an account that our access was given back to."""


@dataclass(frozen=True)
class Reconciled:
    """What one run found."""

    heard: int
    worked_on: int
    waiting: int
    is_caught_up: bool


def reconcile(*, at: datetime) -> Reconciled | None:
    """List what happened, look at every live attempt and every refund without an answer, work on what waits.

    One run repairs what a lost letter, a lost answer or a crash left behind; run twice it changes
    nothing. None where nothing is connected, or no longer: then the letters that wait are worked on without
    Stripe. Raises gateway errors when Stripe cannot be asked at all.
    """
    account = queries.account_here()
    heard = _heard(account, at=at) if account is not None and account.account is not None else None
    if account is None or heard is None:
        for one in queries.waiting_events(at=at):
            work_on(event_id=one, at=at)
        return None
    troubles = 0
    for attempt in Attempt.objects.filter(_is_open | _is_lost, account=account):
        troubles += not _quietly(lambda one=attempt: look_at_attempt(attempt_id=one.pk, at=at))
    asked = Refund.objects.filter(charge__account=account, state=RefundState.ASKED.value)
    for charge in {one.charge.charge for one in asked.select_related("charge")}:
        troubles += not _quietly(lambda one=charge: look_at_charge(account=account, charge=one, at=at))
    done = sum(work_on(event_id=one, at=at) for one in queries.waiting_events(at=at))
    waiting = WebhookEvent.objects.filter(account=account, done_at=None).count()
    if not troubles and not waiting:
        ConnectedAccount.objects.filter(pk=account.pk, heard_until__lt=at).update(heard_until=at)
    return Reconciled(heard, done, waiting, is_caught_up=not troubles and not waiting)


def _heard(account: ConnectedAccount, *, at: datetime) -> int | None:
    """How much was new. None for an account that turns out to be closed; it is, from now on."""
    try:
        return _listen(account, at=at)
    except gateway.NoAccess:
        close_account(account_id=account.pk, since=at, at=at)
        return None


def _listen(account: ConnectedAccount, *, at: datetime) -> int:
    since = max(account.heard_until - OVERLAP, at - REMEMBERS)
    stripe, name = gateway.current(), str(account.account)
    if account.heard_until < at - REMEMBERS:
        for payout in stripe.payouts_since(name, account.heard_until - OVERLAP):
            look_at_payout(account=account, payout=payout, at=at)
    ours = (
        told
        for told in stripe.happenings(name, since)
        if told.is_live == account.is_live and told.type.startswith(HANDLED)
    )
    found = 0
    while some := list(islice(ours, AT_A_TIME)):
        known = queries.known_events(account, [told.event for told in some])
        for told in some:
            if told.event not in known:
                found += hear(account=account, told=told, heard=Heard.LISTING, at=at)[1]
    return found


def _quietly(look: object) -> bool:
    """One thing's trouble does not hold up the others; it is told and tried again at the next run."""
    try:
        look()  # type: ignore[operator]  # a lambda
    except StadgaError as trouble:
        log.warning("stripe_look_failed", reason=str(trouble))
        return False
    return True
