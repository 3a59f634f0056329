"""Work on what Stripe told, and catching up with what it told while nobody listened."""

from __future__ import annotations

import structlog
from celery import shared_task
from kombu.exceptions import OperationalError

from billing.payments import actions, gateway
from kernel import clock, tenancy
from tenants.networks.models import Network

log = structlog.get_logger("stadga")


@shared_task
def work_on_event(event_id: int) -> None:
    """Look at what an event is about. Run twice, it looks once."""
    actions.work_on(event_id=event_id, at=clock.now())


@shared_task
def catch_up() -> None:
    """Reconcile one association with Stripe; its silence is told and the next run goes on."""
    try:
        actions.reconcile(at=clock.now())
    except gateway.GatewayError as error:
        log.warning("stripe_catch_up_waits", reason=str(error))


@shared_task(public=True)
def catch_up_everywhere() -> None:
    """Beat: every association that has an account at Stripe."""
    if not gateway.is_configured():
        return
    for network in Network.objects.filter(known_elsewhere__provider="stripe").distinct().order_by("pk"):
        with tenancy.inside(network):
            catch_up.delay()


def work_soon(event_id: int) -> None:
    """Hand an event to a worker; without Redis it waits for the beat."""
    try:
        work_on_event.delay(event_id)
    except OperationalError as error:
        log.warning("stripe_event_waits", reason=type(error).__name__)
