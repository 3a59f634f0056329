"""Letters from Stripe about the platform's own account: kept first, worked on once, never believed.

The door, the signature and the mode are the payments room's, which hands on what is of no connected account
(``settings.OWN_ACCOUNT_LETTERS``).
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db.models import F, Q

from billing.payments import gateway
from billing.subscriptions.actions.looking import look
from billing.subscriptions.models import OwnEvent, Subscription
from kernel import tenancy
from kernel.errors import StadgaError

log = structlog.get_logger("stadga")
CLAIM = timedelta(minutes=2)


def receive(*, told: gateway.Happening, raw: str, at: datetime) -> OwnEvent | None:
    """Keep what happened to a customer of ours, once. None for one of nobody here: it is left aside."""
    row = Subscription.objects.filter(customer=told.customer).first() if told.customer else None
    if row is None or row.is_live != told.is_live:
        log.warning("stripe_letter_of_nobody", number=told.event)
        return None
    kept, _ = OwnEvent.objects.get_or_create(
        event=told.event,
        defaults={
            "type": told.type[:80], "customer": told.customer[:64], "subscription": row,
            "happened_at": told.at, "raw": raw, "received_at": at,
        },
    )  # fmt: skip
    return kept


def work_on(*, event_id: int, at: datetime) -> bool:
    """Look at how the customer's subscription stands, once; True when it is done.

    Somebody else at work: nothing is done. A worker that dies leaves a claim that runs out.
    """
    is_free = Q(claimed_until=None) | Q(claimed_until__lte=at)
    mine = OwnEvent.objects.filter(is_free, pk=event_id, done_at=None)
    if not mine.update(claimed_until=at + CLAIM, tries=F("tries") + 1):
        return OwnEvent.objects.filter(pk=event_id).exclude(done_at=None).exists()
    event = OwnEvent.objects.select_related("subscription__network").get(pk=event_id)
    try:
        with tenancy.inside(event.subscription.network):
            look(at=at)
    except StadgaError as trouble:
        log.warning("stripe_event_waits", number=event.event, type=event.type, reason=str(trouble))
        OwnEvent.objects.filter(pk=event_id).update(claimed_until=None, trouble=str(trouble)[:300])
        return False
    OwnEvent.objects.filter(pk=event_id).update(done_at=at, claimed_until=None, trouble="")
    return True


def waiting(*, at: datetime) -> list[int]:
    """Events that nobody has worked on, or whose worker died."""
    is_free = Q(claimed_until=None) | Q(claimed_until__lte=at)
    return list(OwnEvent.objects.filter(is_free, done_at=None).values_list("pk", flat=True))
