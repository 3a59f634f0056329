"""The standing follows the days by the beat; letters from Stripe are worked on beside the request."""

from __future__ import annotations

from datetime import datetime

import structlog
from celery import shared_task
from kombu.exceptions import OperationalError

from billing.payments import gateway
from billing.subscriptions import actions, queries
from kernel import clock, tenancy
from tenants.networks.models import Network

log = structlog.get_logger("stadga")


@shared_task
def step() -> None:
    """One association's days. Run twice, or twice at once, each thing follows and is told once."""
    try:
        actions.step(at=clock.now())
    except gateway.GatewayError as error:
        log.warning("subscription_waits", reason=str(error))


@shared_task(public=True)
def work_on_event(event_id: int) -> None:
    """Look at what an event is about. Run twice, it looks once."""
    actions.work_on(event_id=event_id, at=clock.now())


@shared_task(public=True)
def step_everywhere() -> None:
    """Beat: every association; and what Stripe told while no worker listened."""
    if not queries.is_asked():
        return
    at = clock.now()
    for event_id in actions.waiting(at=at):
        work_on_event.delay(event_id)
    for network in Network.objects.order_by("pk"):
        actions.begin(network=network, at=at)
        with tenancy.inside(network):
            step.delay()


def hear(*, told: gateway.Happening, raw: str, at: datetime) -> bool:
    """Keep a letter of the platform's own account and hand it to a worker; whether it is one of ours.

    Without Redis it waits for the beat.
    """
    kept = actions.receive(told=told, raw=raw, at=at)
    if kept is None:
        return False
    if kept.done_at is None:
        try:
            work_on_event.delay(kept.pk)
        except OperationalError as error:
            log.warning("stripe_event_waits", reason=type(error).__name__)
    return True
