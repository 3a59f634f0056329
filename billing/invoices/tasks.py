"""Letters with invoices go out beside the request. What a lost task owed is made up for by the beat."""

from __future__ import annotations

import structlog
from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from billing.invoices import actions, queries
from billing.invoices.enums import Delivery
from kernel import clock, tenancy
from tenants.networks.models import Network

log = structlog.get_logger("stadga")


@shared_task
def deliver_waiting() -> None:
    """Send every letter with an invoice that waits in this association. Run twice, each goes once."""
    for sending_id in queries.waiting_letters():
        if actions.deliver(sending_id=sending_id, at=clock.now()) is Delivery.WAITING:
            break  # the server is away or busy: the beat comes back


@shared_task(public=True)
def deliver_waiting_everywhere() -> None:
    """Beat: no invoice stays unsent because Redis or the mail server was away."""
    for network in Network.objects.order_by("pk"):
        with tenancy.inside(network):
            if queries.waiting_letters():
                deliver_waiting.delay()


def deliver_soon() -> None:
    """Send once the transaction is committed; without Redis it waits for the beat."""
    transaction.on_commit(_delay, robust=True)


def _delay() -> None:
    try:
        deliver_waiting.delay()
    except OperationalError as error:
        log.warning("invoice_waits", reason=type(error).__name__)
