"""Notices go out beside the request. What a lost task owed is made up for by the beat."""

from __future__ import annotations

import structlog
from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from kernel import clock, tenancy
from tenants.networks.models import Network
from voting.convening import actions, queries
from voting.convening.enums import Sending

log = structlog.get_logger("stadga")


@shared_task
def deliver_waiting() -> None:
    """Send every letter of a notice that is to be sent in this association. Run twice, each goes once."""
    for delivery_id in queries.waiting_deliveries():
        state = actions.deliver(delivery_id=delivery_id, at=clock.now())
        if state is Sending.WAITING:  # the server is away or busy: the beat comes back
            break


@shared_task(public=True)
def deliver_waiting_everywhere() -> None:
    """Beat: see to it that no notice is lost with Redis, and try a mail server that was away again."""
    for network in Network.objects.order_by("pk"):
        with tenancy.inside(network):
            if queries.waiting_deliveries():
                deliver_waiting.delay()


def deliver_soon() -> None:
    """Send once the transaction is committed; without Redis it waits for the beat."""
    transaction.on_commit(_delay, robust=True)


def _delay() -> None:
    try:
        deliver_waiting.delay()
    except OperationalError as error:
        log.warning("notice_waits", reason=type(error).__name__)
